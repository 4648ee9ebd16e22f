using Demarc.Lab.Linux;
using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;
using Demarc.Wire;

namespace Demarc.Lab.Engine;

/// <summary>
/// Sends packets of every sort through a twin of the network before the real one stands: code that runs for the first time is
/// compiled then, which takes tens of milliseconds that the first measured packet would otherwise be late by.
/// </summary>
internal static unsafe class WarmUp
{
    private const int Rounds = 40;
    private const int MostMs = 300;
    private const int QuietMs = 15;

    public static void Run(Scenario scenario, ulong seed)
    {
        var ports = scenario.Network.Hosts.Select(_ => PairPort.Make()).ToArray();
        try
        {
            using var relay = new Relay(new VirtualNetwork(scenario, seed), ports);
            relay.Start();
            var pool = new PacketPool();
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var host in scenario.Network.Hosts.Where(host => host.Vantage)) Send(pool, scenario, host, ports[Index(scenario, host)], round);
                Drain(ports, QuietMs / 5);
            }

            for (var waited = 0; waited < MostMs && Drain(ports, QuietMs); waited += QuietMs)
            {
                // The last answers are on their way.
            }
        }
        finally
        {
            foreach (var port in ports)
            {
                port.Dispose();
                Native.Close(port.OtherEnd);
            }
        }
    }

    private static int Index(Scenario scenario, HostSpec host) => scenario.Network.Hosts.ToList().IndexOf(host);

    private static void Send(PacketPool pool, Scenario scenario, HostSpec from, PairPort port, int round)
    {
        var target = Addresses.Number(scenario.Network.Host("server")!.Address);
        var like = pool.Rent();
        like.Fill([0x45, 0, 0, 20, 0, 0, 0, 0, 64, 17, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        like.Read();
        var ends = new Ends(Addresses.Number(from.Address), target, (ushort)(40000 + round), 80);
        var packet = pool.Rent();
        var ttl = (byte)(1 + round % 16);
        switch (round % 3)
        {
            case 0:
                PacketWriting.UdpDatagram(packet, like, ends with { DestinationPort = 33434 }, ttl, "warm"u8);
                break;
            case 1:
                PacketWriting.TcpSegment(packet, like, ends, ttl, TcpFlags.Syn, 1, 0, 64000, []);
                break;
            default:
                PacketWriting.UdpDatagram(packet, like, ends with { Destination = Addresses.Number(scenario.Network.Chain[0].Addresses[0]) }, 64, "warm"u8);
                break;
        }

        fixed (byte* at = packet.Octets) _ = Native.Write(port.OtherEnd, at, packet.Length);
    }

    /// <summary>Reads what arrived at the hosts and lets a server answer once; true where something came.</summary>
    private static bool Drain(PairPort[] ports, int waitMs)
    {
        var polled = stackalloc Native.PollDescriptor[ports.Length];
        for (var i = 0; i < ports.Length; i++) polled[i] = new() { Descriptor = ports[i].OtherEnd, Wanted = Native.PollIn };
        var timeout = new Native.TimeSpecification { Nanoseconds = waitMs * 1_000_000L };
        if (Native.Poll(polled, (nuint)ports.Length, &timeout, 0) <= 0) return false;
        var buffer = stackalloc byte[4096];
        foreach (var port in ports)
        {
            while (Native.Read(port.OtherEnd, buffer, 4096) > 0)
            {
                // What it says does not matter.
            }
        }

        return true;
    }
}
