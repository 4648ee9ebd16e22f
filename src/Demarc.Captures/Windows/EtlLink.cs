using System.Buffers.Binary;
using Demarc.Captures.Decoding;

namespace Demarc.Captures.Windows;

/// <summary>
/// What the octets of a packet begin with, told by the octets themselves: what packet monitor says of their kind is wrong for one in
/// eight (captures of npcap and pacer).
/// </summary>
internal static class EtlLink
{
    private const int MostTags = 4;

    /// <summary>Ethernet, raw IP or 802.11; what was said where the octets leave it open; -1 where nothing was.</summary>
    /// <param name="octets">As captured.</param>
    /// <param name="length">Octets on the wire.</param>
    /// <param name="said">What the trace says; -1 for nothing.</param>
    public static int Of(ReadOnlySpan<byte> octets, int length, int said)
    {
        var type = EtherType(octets, out var at);
        if (type is 0x0800 or 0x86DD && IsIp(octets[at..], length - at) && octets[at] >> 4 == (type == 0x0800 ? 4 : 6)) return LinkLayer.Ethernet;
        if (LinkLayer.Network(LinkLayer.Wireless, octets) is { Length: > 0 } inner && IsIp(inner, length - (octets.Length - inner.Length))) return LinkLayer.Wireless;
        if (IsIp(octets, length)) return LinkLayer.RawIp;

        // ARP, 802.1X, LLDP, PPP over Ethernet.
        return type is 0x0806 or 0x888E or 0x88CC or 0x8863 or 0x8864 ? LinkLayer.Ethernet : said;
    }

    private static int EtherType(ReadOnlySpan<byte> octets, out int at)
    {
        at = 12;
        for (var tags = 0; tags <= MostTags && octets.Length > at + 2; tags++)
        {
            var type = BinaryPrimitives.ReadUInt16BigEndian(octets[at..]);
            at += 2;
            if (type is not (0x8100 or 0x88A8 or 0x9100)) return type;
            at += 2;
        }

        return -1;
    }

    /// <summary>A version, a header length and a total length that agree with what is there; 0 stands for what a network card was to cut.</summary>
    private static bool IsIp(ReadOnlySpan<byte> octets, int length)
    {
        if (octets.Length < 20) return false;
        if (octets[0] >> 4 == 6) return length >= 40 && BinaryPrimitives.ReadUInt16BigEndian(octets[4..]) + 40 <= length;
        var (header, total) = ((octets[0] & 15) * 4, BinaryPrimitives.ReadUInt16BigEndian(octets[2..]));
        return octets[0] >> 4 == 4 && header >= 20 && header <= length && (total == 0 || (total >= header && total <= length));
    }
}
