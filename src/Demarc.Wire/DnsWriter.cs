using System.Net;

namespace Demarc.Wire;

/// <summary>
/// Writes DNS messages: questions as a stub resolver asks them, and answers. Records of an answer section come before those of
/// the authority section; names are not compressed.
/// </summary>
public sealed class DnsWriter
{
    /// <summary>UDP size announced by EDNS: what passes nearly everywhere unfragmented (DNS flag day 2020).</summary>
    public const int UdpSize = 1232;

    private const ushort Internet = 1;
    private readonly List<byte> _octets = [];

    /// <summary>Starts a message.</summary>
    /// <param name="flags">The second header word, such as 0x0100 for a question that wants recursion.</param>
    public DnsWriter(ushort id, ushort flags)
    {
        Word(id);
        Word(flags);
        for (var i = 0; i < 4; i++) Word(0);
    }

    /// <summary>A question with recursion desired and an OPT record; false where the name has no wire form.</summary>
    public static bool TryQuery(ushort id, string name, DnsType type, out byte[] message)
    {
        var writer = new DnsWriter(id, 0x0100);
        var good = writer.Question(name, type);
        if (good) writer.Opt(UdpSize);
        message = good ? writer.ToArray() : [];
        return good;
    }

    public bool Question(string name, DnsType type)
    {
        if (!DnsNames.TryWrite(name, _octets)) return false;
        Word((ushort)type);
        Word(Internet);
        Count(4);
        return true;
    }

    /// <summary>An A or AAAA record, by the address's family.</summary>
    public bool Address(DnsSection section, string name, uint ttl, IPAddress address) =>
        Record(section, name, address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? DnsType.Aaaa : DnsType.A, ttl, address.GetAddressBytes());

    public bool Cname(DnsSection section, string name, uint ttl, string leadsTo)
    {
        List<byte> data = [];
        return DnsNames.TryWrite(leadsTo, data) && Record(section, name, DnsType.Cname, ttl, [.. data]);
    }

    /// <summary>A start of authority, as denials carry it.</summary>
    public bool Soa(DnsSection section, string zone, uint ttl, string server, string mailbox)
    {
        List<byte> data = [];
        if (!DnsNames.TryWrite(server, data) || !DnsNames.TryWrite(mailbox, data)) return false;
        foreach (var number in new uint[] { 1, 3600, 600, 86400, ttl }) Double(number, data);
        return Record(section, zone, DnsType.Soa, ttl, [.. data]);
    }

    public bool Record(DnsSection section, string name, DnsType type, uint ttl, ReadOnlySpan<byte> data)
    {
        if (data.Length > ushort.MaxValue || !DnsNames.TryWrite(name, _octets)) return false;
        Word((ushort)type);
        Word(Internet);
        Double(ttl, _octets);
        Word((ushort)data.Length);
        _octets.AddRange(data);
        Count(6 + ((int)section * 2));
        return true;
    }

    /// <summary>EDNS(0) with the UDP size this end takes (RFC 6891).</summary>
    public void Opt(ushort udpSize)
    {
        _octets.Add(0);
        Word((ushort)DnsType.Opt);
        Word(udpSize);
        Double(0, _octets);
        Word(0);
        Count(10);
    }

    public byte[] ToArray() => [.. _octets];

    /// <summary>The message behind its length, as TCP carries it (RFC 1035 4.2.2).</summary>
    public static byte[] Framed(ReadOnlySpan<byte> message) => [(byte)(message.Length >> 8), (byte)message.Length, .. message];

    private void Word(ushort value)
    {
        _octets.Add((byte)(value >> 8));
        _octets.Add((byte)value);
    }

    private static void Double(uint value, List<byte> into)
    {
        for (var shift = 24; shift >= 0; shift -= 8) into.Add((byte)(value >> shift));
    }

    private void Count(int at)
    {
        if (++_octets[at + 1] == 0) _octets[at]++;
    }
}
