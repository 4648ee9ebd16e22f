using System.Net;
using System.Net.Sockets;
using Demarc.Wire;

namespace Demarc.Probing.Ports.Linux;

/// <summary>
/// TCP probes over raw sockets: all TTLs of one 4-tuple at once, kernel stamps for everything, and the TTL of resets. The
/// sequence number says which probe an answer is to. A bound socket keeps the source port from others; as it never connects,
/// the kernel itself resets what opens.
/// </summary>
internal sealed class RawTcpProbing(Exchange exchange, IProbing patient) : IProbing
{
    private const int MostFlights = 4096;
    private const int MostFlows = 256;
    private static readonly TimeSpan SourceHolds = TimeSpan.FromSeconds(5);
    private readonly Dictionary<FlowKey, Flow> _flows = [];
    private readonly Recent<RawTcpFlight> _bySequence = new(MostFlights);
    private RawTcpSocket? _v4, _v6;

    public static bool IsAllowed(bool v6)
    {
        var fd = Libc.Socket(v6 ? Libc.Inet6 : Libc.Inet, Libc.SockRaw, Libc.ProtocolTcp);
        Libc.Close(fd);
        return fd >= 0;
    }

    public void Send(Probe probe)
    {
        // What an application would do is asked of the system's own TCP.
        if (probe.Patient)
        {
            patient.Send(probe);
            return;
        }

        var failed = FlowOf(probe, out var flow);
        if (flow is null)
        {
            exchange.GiveFailure(probe, failed);
            return;
        }

        var flight = Remember(new(probe, flow.Source, flow.SourcePort, exchange.Clock.Now) { Sequence = FreeSequence() });
        var socket = SocketFor(probe.Target);
        var result = socket?.Send(flight) ?? -Errno.Access;
        if (result == 0) return;
        _bySequence.Remove(unchecked((int)flight.Sequence));
        exchange.GiveFailure(probe, result);
    }

    public void Forget(int probeId) => patient.Forget(probeId);

    public TimeSpan? Tidy(TimeSpan now) => patient.Tidy(now);

    /// <summary>The probe a sequence number was given to.</summary>
    public RawTcpFlight? Find(uint sequence) => _bySequence.Find(unchecked((int)sequence));

    private RawTcpSocket? SocketFor(IPAddress target) => target.AddressFamily == AddressFamily.InterNetworkV6
        ? _v6 ??= RawTcpSocket.TryOpen(exchange, this, v6: true)
        : _v4 ??= RawTcpSocket.TryOpen(exchange, this, v6: false);

    private int FlowOf(Probe probe, out Flow? flow)
    {
        var key = FlowKey.Of(probe);
        var now = exchange.Clock.Now;
        if (_flows.TryGetValue(key, out flow) && now - flow.FoundAt < SourceHolds) return 0;
        var failed = SourceTowards(probe, out var source);
        if (source is null)
        {
            flow = null;
            return failed;
        }

        if (flow is not null)
        {
            flow.Source = source;
            flow.FoundAt = now;
            return 0;
        }

        failed = HoldPort(probe, out var held, out var port);
        if (failed < 0) return failed;
        if (_flows.Count >= MostFlows) LetGo();
        _flows[key] = flow = new(held, port) { Source = source, FoundAt = now };
        return 0;
    }

    /// <summary>The address this host would send from; nothing leaves.</summary>
    private static int SourceTowards(Probe probe, out IPAddress? source)
    {
        source = null;
        var fd = Exchange.Open(probe.Target, Libc.SockDatagram, Libc.ProtocolUdp);
        if (fd < 0) return fd;
        var result = Libc.Connect(fd, new(probe.Target, probe.Port));
        if (result == 0) source = Libc.LocalEnd(fd)?.Address;
        Libc.Close(fd);
        return result < 0 ? result : -Errno.NetUnreachable;
    }

    private int HoldPort(Probe probe, out int held, out int port)
    {
        port = 0;
        held = Exchange.Open(probe.Target, Libc.SockStream, Libc.ProtocolTcp);
        if (held < 0) return held;
        var any = probe.Target.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
        if (probe.SourcePort is not null) _ = Libc.Set(held, Libc.SolSocket, Libc.SoReuseAddress, 1);
        var result = Libc.Bind(held, new(any, probe.SourcePort ?? 0));
        if (result < 0)
        {
            Libc.Close(held);
            return result;
        }

        port = Libc.LocalEnd(held)?.Port ?? 0;
        exchange.Sockets.Keep(held);
        return 0;
    }

    private void LetGo()
    {
        foreach (var flow in _flows.Values) exchange.Sockets.Close(flow.Held);
        _flows.Clear();
    }

    private uint FreeSequence()
    {
        uint sequence;
        do sequence = (uint)Random.Shared.NextInt64(1, uint.MaxValue);
        while (Find(sequence) is not null);
        return sequence;
    }

    private RawTcpFlight Remember(RawTcpFlight flight)
    {
        _bySequence.Add(unchecked((int)flight.Sequence), flight);
        return flight;
    }

    private sealed class Flow(int held, int sourcePort)
    {
        public int Held => held;

        public int SourcePort => sourcePort;

        public required IPAddress Source { get; set; }

        /// <summary>When the source address was asked for; routes change.</summary>
        public required TimeSpan FoundAt { get; set; }
    }
}

/// <summary>A SYN that left over a raw socket.</summary>
internal sealed class RawTcpFlight(Probe probe, IPAddress source, int sourcePort, TimeSpan sentAt) : Flight(probe, sentAt)
{
    public IPAddress Source => source;

    public int SourcePort => sourcePort;
}
