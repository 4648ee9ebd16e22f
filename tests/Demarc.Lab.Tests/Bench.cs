using System.Net;
using Demarc.Lab.Boxes;
using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;
using Demarc.Wire;
using Demarc.Yaml;

namespace Demarc.Lab.Tests;

/// <summary>Makes packets and boxes, and stands in for the place a box is at.</summary>
internal sealed class Bench(ulong seed = 1) : IBoxSite
{
    public const string Client = "192.168.10.10";
    public const string Server = "203.0.113.80";
    private readonly PacketPool _pool = new();

    /// <summary>What the box sent.</summary>
    public List<Packet> Sent { get; } = [];

    public Dice Dice { get; } = new(seed);

    public byte InitialTtl => 255;

    public Packet New() => _pool.Rent();

    public Packet Copy(Packet packet) => _pool.Copy(packet);

    public void Send(Packet packet) => Sent.Add(packet);

    public void SendBack(Packet packet)
    {
        packet.ToServer = !packet.ToServer;
        Sent.Add(packet);
    }

    public UInt128 Address(bool v6) => Number(v6 ? "2001:db8::1" : "198.51.100.1");

    public UInt128 AddressOf(string host, bool v6) => Number("203.0.113.128");

    public static UInt128 Number(string address) => Addresses.Number(IPAddress.Parse(address));

    /// <summary>A box from its line of a scenario, such as <c>kind: loss, rate: 5%</c>.</summary>
    public static FittedBox Box(string line)
    {
        var problems = new List<LabProblem>();
        var map = (YamlMap)YamlDocument.Read("{ at: here, " + line + " }", out _)!;
        var settings = new Parameters("box", map, problems);
        var box = BoxKinds.Make(new("here", map["kind"]!.Text!, settings), 1);
        problems.ShouldBeEmpty();
        return box!;
    }

    /// <summary>Whether a packet gets through a box.</summary>
    public bool Passes(FittedBox box, Packet packet) => !box.Concerns(packet) || box.Inner.Pass(packet, this);

    public Packet Tcp(TcpFlags flags = TcpFlags.Syn, bool toServer = true, ushort clientPort = 40000, ushort serverPort = 80, string payload = "", double atMs = 0, string client = Client, string server = Server, uint sequence = 1000, uint acknowledgement = 0, ushort window = 64000, byte ttl = 60)
    {
        var packet = New();
        var (from, to) = toServer ? (client, server) : (server, client);
        var (fromPort, toPort) = toServer ? (clientPort, serverPort) : (serverPort, clientPort);
        PacketWriting.TcpSegment(packet, Like(from), new(Number(from), Number(to), fromPort, toPort), ttl, flags, sequence, acknowledgement, window, System.Text.Encoding.ASCII.GetBytes(payload));
        return Sailing(packet, toServer, atMs);
    }

    /// <summary>A TCP segment with options given as octets, a multiple of four.</summary>
    public Packet TcpWith(byte[] options, TcpFlags flags = TcpFlags.Syn, bool toServer = true, double atMs = 0, string client = Client)
    {
        var packet = Tcp(flags, toServer, atMs: atMs, client: client);
        packet.SetLength(40 + options.Length);
        options.CopyTo(packet.Octets[40..]);
        packet.Octets[32] = (byte)((20 + options.Length) / 4 << 4);
        packet.SetWord(2, (ushort)packet.Length);
        packet.Read().ShouldBeTrue();
        PacketWriting.Seal(packet);
        return packet;
    }

    public Packet Stamped(uint stamp, TcpFlags flags = TcpFlags.Syn, double atMs = 0, string client = Client, bool toServer = true, uint echo = 0) =>
        TcpWith([1, 1, 8, 10, (byte)(stamp >> 24), (byte)(stamp >> 16), (byte)(stamp >> 8), (byte)stamp, (byte)(echo >> 24), (byte)(echo >> 16), (byte)(echo >> 8), (byte)echo], flags, toServer, atMs, client);

    public Packet Udp(byte[] payload, bool toServer = true, ushort clientPort = 40000, ushort serverPort = 53, double atMs = 0, string client = Client, string server = Server, byte ttl = 64)
    {
        var packet = New();
        var (from, to) = toServer ? (client, server) : (server, client);
        PacketWriting.UdpDatagram(packet, Like(from), new(Number(from), Number(to), toServer ? clientPort : serverPort, toServer ? serverPort : clientPort), ttl, payload);
        return Sailing(packet, toServer, atMs);
    }

    public Packet Echo(bool toServer = true, ushort identifier = 7, double atMs = 0, string client = Client, string server = Server, byte ttl = 64, int size = 56)
    {
        var packet = Udp(new byte[size], toServer, client: client, server: server, atMs: atMs, ttl: ttl);
        packet.Octets[9] = IpProtocol.Icmp;
        packet.Transport[..8].Clear();
        packet.Transport[0] = toServer ? (byte)8 : (byte)0;
        packet.SetWord(packet.TransportAt + 4, identifier);
        packet.Read().ShouldBeTrue();
        PacketWriting.Seal(packet);
        return packet;
    }

    /// <summary>A time-exceeded about a packet, on its way back.</summary>
    public Packet Exceeded(Packet about, string router = "198.19.0.1")
    {
        var error = New();
        PacketWriting.IcmpError(error, about, Number(router), 255, 11, 0);
        return error;
    }

    /// <summary>All checksums of a packet are right.</summary>
    public static void ShouldBeSealed(Packet packet)
    {
        var before = packet.Octets.ToArray();
        packet.Read().ShouldBeTrue();
        PacketWriting.Seal(packet);
        packet.Octets.ToArray().ShouldBe(before);
    }

    public static TcpFlags FlagsOf(Packet packet) => (TcpFlags)packet.Transport[13];

    private Packet Like(string address)
    {
        var like = New();
        like.Fill(address.Contains(':') ? [0x60, 0, 0, 0, 0, 0, 59, 64, .. new byte[32]] : [0x45, 0, 0, 20, 0, 0, 0, 0, 64, 0, .. new byte[10]]);
        like.Read().ShouldBeTrue();
        return like;
    }

    private static Packet Sailing(Packet packet, bool toServer, double atMs)
    {
        (packet.At, packet.ToServer) = ((long)(atMs * 1e6), toServer);
        return packet;
    }
}
