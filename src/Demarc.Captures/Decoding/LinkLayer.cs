using System.Buffers.Binary;

namespace Demarc.Captures.Decoding;

/// <summary>
/// Finds the IP packet behind the link layer: Ethernet with any number of VLAN tags, raw IP, Linux cooked (SLL, SLL2), BSD
/// loopback, PPP, PPP over Ethernet, 802.11 without radio headers. Source: LINKTYPE registry of the tcpdump group, IEEE 802.1Q and 802.11,
/// RFC 2516, RFC 1042.
/// </summary>
internal static class LinkLayer
{
    public const int Ethernet = 1;
    public const int RawIp = 101;
    public const int Wireless = 105;

    private const int MostTags = 4;
    private const ushort Ipv4 = 0x0800;
    private const ushort Ipv6 = 0x86DD;
    private const ushort Pppoe = 0x8864;

    /// <summary>The IP packet; empty where there is none.</summary>
    public static ReadOnlySpan<byte> Network(int link, ReadOnlySpan<byte> octets) => link switch
    {
        Ethernet => AfterType(octets, 12),
        0 or 108 => Loopback(octets),
        12 or 14 or RawIp or 228 or 229 => Raw(octets),
        Wireless => Data80211(octets),
        113 => AfterType(octets, 14),
        9 or 50 => Ppp(octets),
        276 => octets.Length >= 20 ? OfType(BinaryPrimitives.ReadUInt16BigEndian(octets), octets[20..]) : default,
        _ => default,
    };

    /// <summary>The ARP packet of an Ethernet frame without tags; empty where there is none.</summary>
    public static ReadOnlySpan<byte> Arp(int link, ReadOnlySpan<byte> octets) =>
        link == Ethernet && octets.Length > 14 && BinaryPrimitives.ReadUInt16BigEndian(octets[12..]) == 0x0806 ? octets[14..] : default;

    /// <summary>Whether packets of this link type can be looked into.</summary>
    public static bool IsKnown(int link) => link is Ethernet or Wireless or 0 or 108 or 12 or 14 or 101 or 228 or 229 or 9 or 50 or 113 or 276;

    private static ReadOnlySpan<byte> AfterType(ReadOnlySpan<byte> octets, int at)
    {
        for (var tags = 0; octets.Length >= at + 2; tags++)
        {
            var type = BinaryPrimitives.ReadUInt16BigEndian(octets[at..]);
            if (type is not (0x8100 or 0x88A8 or 0x9100)) return OfType(type, octets[(at + 2)..]);
            if (tags == MostTags) break;
            at += 4;
        }

        return default;
    }

    private static ReadOnlySpan<byte> OfType(ushort type, ReadOnlySpan<byte> rest)
    {
        if (type is Ipv4 or Ipv6) return Raw(rest);

        // Session header of 6, then the PPP protocol: 0x0021 is IPv4, 0x0057 IPv6.
        return type == Pppoe && rest.Length >= 8 && BinaryPrimitives.ReadUInt16BigEndian(rest[6..]) is 0x0021 or 0x0057 ? Raw(rest[8..]) : default;
    }

    /// <summary>Address and control octets may be left out (RFC 1661, RFC 1662), and so may the first octet of the protocol.</summary>
    private static ReadOnlySpan<byte> Ppp(ReadOnlySpan<byte> octets)
    {
        if (octets.Length >= 4 && octets[0] == 0xFF && octets[1] == 0x03) octets = octets[2..];
        if (octets.Length < 3) return default;
        if ((octets[0] & 1) != 0) return octets[0] is 0x21 or 0x57 ? Raw(octets[1..]) : default;
        return octets[0] == 0 && octets[1] is 0x21 or 0x57 ? Raw(octets[2..]) : default;
    }

    /// <summary>The family in the first four octets is the capturing machine's own number; the version nibble behind it is the same everywhere.</summary>
    private static ReadOnlySpan<byte> Loopback(ReadOnlySpan<byte> octets) => octets.Length >= 4 ? Raw(octets[4..]) : default;

    /// <summary>
    /// A data frame in the clear: 24 octets, 6 more between access points, 2 more with a priority, then LLC and SNAP with the type.
    /// </summary>
    private static ReadOnlySpan<byte> Data80211(ReadOnlySpan<byte> octets)
    {
        const byte version = 3, typeBits = 0x0C, data = 8, noData = 0x40, priority = 0x80, bothWays = 3;
        if (octets.Length < 2 || (octets[0] & version) != 0 || (octets[0] & typeBits) != data || (octets[0] & noData) != 0) return default;
        var at = 24 + ((octets[1] & bothWays) == bothWays ? 6 : 0) + ((octets[0] & priority) != 0 ? 2 : 0);
        return octets.Length >= at + 8 && octets[at..].StartsWith((ReadOnlySpan<byte>)[0xAA, 0xAA, 3, 0, 0, 0]) ? OfType(BinaryPrimitives.ReadUInt16BigEndian(octets[(at + 6)..]), octets[(at + 8)..]) : default;
    }

    private static ReadOnlySpan<byte> Raw(ReadOnlySpan<byte> octets) => octets.Length > 0 && octets[0] >> 4 is 4 or 6 ? octets : default;
}
