using System.Buffers.Binary;
using System.Net;

namespace Demarc.Testing.Captures;

/// <summary>Writes captures packet by packet, from the layouts in the RFCs and drafts rather than from the reader.</summary>
public sealed class Pcap
{
    private const int Ip = 20;
    private const int Tcp = 20;
    private readonly List<(double Ms, byte[] Octets)> _packets = [];
    private ushort _identification = 1;
    private uint _stamp;
    private byte _ttl = 64;

    public const byte Fin = 1;
    public const byte Syn = 2;
    public const byte Rst = 4;
    public const byte Ack = 16;

    /// <summary>An Ethernet frame with IPv6 and TCP, or the part of one behind a fragment header from an octet on.</summary>
    public Pcap Six(double ms, string from, string to, byte flags, uint sequence, uint acknowledged = 0, int length = 0, int claims = -1, (int From, int To)? part = null)
    {
        var segment = Segment(from, to, flags, sequence, acknowledged, length, 65_000);
        if (part is { } cut) segment = [6, 0, (byte)(cut.From >> 8), (byte)(cut.From | (cut.To < segment.Length ? 1 : 0)), 0, 0, 0, 9, .. segment[cut.From..Math.Min(cut.To, segment.Length)]];
        var size = claims >= 0 ? claims : segment.Length;
        _packets.Add((ms, [.. new byte[12], 0x86, 0xDD, 0x60, 0, 0, 0, (byte)(size >> 8), (byte)size, part is null ? (byte)6 : (byte)44, _ttl, .. IPEndPoint.Parse(from).Address.GetAddressBytes(), .. IPEndPoint.Parse(to).Address.GetAddressBytes(), .. segment]));
        return this;
    }

    /// <summary>The last packet as two: the part with its first octets (a multiple of 8), and the rest.</summary>
    public Pcap Cut(int octets)
    {
        var (ms, whole) = _packets[^1];
        _packets[^1] = (ms, whole[..(14 + Ip + octets)]);
        BinaryPrimitives.WriteUInt16BigEndian(_packets[^1].Octets.AsSpan(16), (ushort)(Ip + octets));
        _packets[^1].Octets[20] = 0x20;
        byte[] rest = [.. whole[..(14 + Ip)], .. whole[(14 + Ip + octets)..]];
        BinaryPrimitives.WriteUInt16BigEndian(rest.AsSpan(16), (ushort)(rest.Length - 14));
        BinaryPrimitives.WriteUInt16BigEndian(rest.AsSpan(20), (ushort)(octets / 8));
        _packets.Add((ms + 0.01, rest));
        return this;
    }

    /// <summary>An Ethernet frame with IPv4 and TCP.</summary>
    public Pcap Add(double ms, string from, string to, byte flags, uint sequence, uint acknowledged = 0, int length = 0, ushort window = 65_000, ushort? identification = null)
    {
        if (identification is { } number) _identification = number;
        _packets.Add((ms, Frame(from, to, 6, Segment(from, to, flags, sequence, acknowledged, length, window))));
        return this;
    }

    /// <summary>The same with something said in it.</summary>
    public Pcap Add(double ms, string from, string to, byte flags, uint sequence, uint acknowledged, ReadOnlySpan<byte> payload)
    {
        Add(ms, from, to, flags, sequence, acknowledged, payload.Length);
        payload.CopyTo(_packets[^1].Octets.AsSpan()[^payload.Length..]);
        return this;
    }

    /// <summary>A frame as it is.</summary>
    public Pcap Raw(double ms, byte[] octets)
    {
        _packets.Add((ms, octets));
        return this;
    }

    /// <summary>The last packet once more, as a mirror port or a second interface shows it.</summary>
    public Pcap Again(double ms)
    {
        _packets.Add((ms, _packets[^1].Octets));
        return this;
    }

    /// <summary>An ICMP error that quotes the first packet between two ends.</summary>
    public Pcap Unreachable(double ms, string from, string to, byte code, string quotedFrom, string quotedTo)
    {
        var quoted = Frame(quotedFrom, quotedTo, 6, Segment(quotedFrom, quotedTo, Ack, 1, 1, 0, 100))[14..];
        byte[] message = [3, code, 0, 0, 0, 0, 5, 120, .. quoted.Take(28)];
        _packets.Add((ms, Frame(from + ":0", to + ":0", 1, message)));
        return this;
    }

    /// <summary>Timestamp value of the SYNs that follow; 0 for none.</summary>
    public Pcap Stamp(uint value)
    {
        _stamp = value;
        return this;
    }

    /// <summary>TTL of the packets that follow.</summary>
    public Pcap Ttl(byte value)
    {
        _ttl = value;
        return this;
    }

    /// <summary>A UDP datagram.</summary>
    public Pcap Udp(double ms, string from, string to, byte[] payload)
    {
        var (one, two, length) = ((ushort)IPEndPoint.Parse(from).Port, (ushort)IPEndPoint.Parse(to).Port, (ushort)(8 + payload.Length));
        _packets.Add((ms, Frame(from, to, 17, [(byte)(one >> 8), (byte)one, (byte)(two >> 8), (byte)two, (byte)(length >> 8), (byte)length, 0, 0, .. payload])));
        return this;
    }

    /// <summary>An echo request of 192.0.2.2 to 198.51.100.1, or its answer.</summary>
    public Pcap Echo(double ms, bool request, byte sequence)
    {
        var (one, other) = request ? ("192.0.2.2:0", "198.51.100.1:0") : ("198.51.100.1:0", "192.0.2.2:0");
        _packets.Add((ms, Frame(one, other, 1, [(byte)(request ? 8 : 0), 0, 0, 0, 0, 9, 0, sequence, .. new byte[56]])));
        return this;
    }

    /// <summary>An ARP packet: operation 1 asks, 2 answers; stations are told by the last octet of their address.</summary>
    public Pcap Arp(double ms, byte operation, byte station, string sender, string target)
    {
        _packets.Add((ms, [.. Enumerable.Repeat((byte)0xFF, 6), 2, 0, 0, 0, 0, station, 8, 6, 0, 1, 8, 0, 6, 4, 0, operation, 2, 0, 0, 0, 0, station, .. IPAddress.Parse(sender).GetAddressBytes(), 0, 0, 0, 0, 0, 0, .. IPAddress.Parse(target).GetAddressBytes()]));
        return this;
    }

    /// <summary>In the order of time.</summary>
    public Pcap Sorted()
    {
        _packets.Sort((one, other) => one.Ms.CompareTo(other.Ms));
        return this;
    }

    /// <summary>The packets, for other forms of file.</summary>
    public IEnumerable<(double Ms, byte[] Octets)> Frames => _packets;

    /// <summary>As a classic file.</summary>
    public byte[] Classic(bool big = false, bool nano = false)
    {
        using var file = new MemoryStream();
        Number(file, nano ? 0xA1B23C4D : 0xA1B2C3D4, big);
        file.Write(big ? [0, 2, 0, 4] : [2, 0, 4, 0]);
        Number(file, 0, big);
        Number(file, 0, big);
        Number(file, 65_535, big);
        Number(file, 1, big);
        foreach (var (ms, octets) in _packets)
        {
            var (seconds, rest) = Split(ms);
            Number(file, seconds, big);
            Number(file, (uint)(nano ? rest : rest / 1000), big);
            Number(file, (uint)octets.Length, big);
            Number(file, (uint)octets.Length, big);
            file.Write(octets);
        }

        return file.ToArray();
    }

    /// <summary>As pcapng: a section, one interface with nanoseconds, a comment block nobody knows, so many octets of a key log where there is one, and the packets.</summary>
    public byte[] Ng(bool big = false, int secrets = 0)
    {
        using var file = new MemoryStream();
        Block(file, 0x0A0D0D0A, big, [.. Bytes(0x1A2B3C4D, big), .. big ? new byte[] { 0, 1, 0, 0 } : [1, 0, 0, 0], .. Enumerable.Repeat((byte)0xFF, 8)]);
        Block(file, 1, big, [.. big ? new byte[] { 0, 1, 0, 0 } : [1, 0, 0, 0], .. Bytes(0, big), .. big ? new byte[] { 0, 9, 0, 1 } : [9, 0, 1, 0], 9, 0, 0, 0, 0, 0, 0, 0]);
        Block(file, 0x0BAD, big, [1, 2, 3, 4]);
        if (secrets > 0) Block(file, 10, big, [.. Bytes(0x544C_534B, big), .. Bytes((uint)secrets, big), .. new byte[(secrets + 3) & ~3]]);
        foreach (var (ms, octets) in _packets)
        {
            var (seconds, rest) = Split(ms);
            var time = seconds * 1_000_000_000UL + (ulong)rest;
            Block(file, 6, big, [.. Bytes(0, big), .. Bytes((uint)(time >> 32), big), .. Bytes((uint)time, big), .. Bytes((uint)octets.Length, big), .. Bytes((uint)octets.Length, big), .. octets, .. new byte[(4 - octets.Length % 4) % 4]]);
        }

        return file.ToArray();
    }

    private byte[] Frame(string from, string to, byte protocol, byte[] payload)
    {
        var packet = new byte[14 + Ip + payload.Length];
        packet[12] = 8;
        packet[14] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(16), (ushort)(Ip + payload.Length));
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(18), _identification++);
        packet[22] = _ttl;
        packet[23] = protocol;
        IPEndPoint.Parse(from).Address.GetAddressBytes().CopyTo(packet, 26);
        IPEndPoint.Parse(to).Address.GetAddressBytes().CopyTo(packet, 30);
        payload.CopyTo(packet, 14 + Ip);
        return packet;
    }

    private byte[] Segment(string from, string to, byte flags, uint sequence, uint acknowledged, int length, ushort window)
    {
        byte[] options = (flags & Syn) == 0 ? [] : [2, 4, 5, 180, 4, 2, 1, 3, 3, 7, .. _stamp == 0 ? (byte[])[0, 0] : [8, 10, .. Bytes(_stamp, true), 0, 0, 0, 0]];
        var octets = new byte[Tcp + options.Length + length];
        BinaryPrimitives.WriteUInt16BigEndian(octets, (ushort)IPEndPoint.Parse(from).Port);
        BinaryPrimitives.WriteUInt16BigEndian(octets.AsSpan(2), (ushort)IPEndPoint.Parse(to).Port);
        BinaryPrimitives.WriteUInt32BigEndian(octets.AsSpan(4), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(octets.AsSpan(8), acknowledged);
        octets[12] = (byte)((Tcp + options.Length) / 4 << 4);
        octets[13] = flags;
        BinaryPrimitives.WriteUInt16BigEndian(octets.AsSpan(14), window);
        options.CopyTo(octets, Tcp);
        return octets;
    }

    /// <summary>2026-05-04T08:00:00Z and so many milliseconds.</summary>
    private static (uint Seconds, long Nanoseconds) Split(double ms)
    {
        var total = 1_777_881_600_000_000_000L + (long)Math.Round(ms * 1e6);
        return ((uint)(total / 1_000_000_000), total % 1_000_000_000);
    }

    private static void Block(Stream file, uint type, bool big, byte[] body)
    {
        var length = (uint)(12 + body.Length);
        file.Write(Bytes(type, big));
        file.Write(Bytes(length, big));
        file.Write(body);
        file.Write(Bytes(length, big));
    }

    private static void Number(Stream file, uint number, bool big) => file.Write(Bytes(number, big));

    private static byte[] Bytes(uint number, bool big)
    {
        var octets = new byte[4];
        if (big) BinaryPrimitives.WriteUInt32BigEndian(octets, number);
        else BinaryPrimitives.WriteUInt32LittleEndian(octets, number);
        return octets;
    }
}
