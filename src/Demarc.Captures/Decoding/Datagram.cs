using System.Buffers.Binary;
using Demarc.Wire;

namespace Demarc.Captures.Decoding;

/// <summary>
/// An IP packet as far as connections need it. Packets in packets (IP in IP, GRE, VXLAN, Geneve) are opened, so that the innermost is seen.
/// </summary>
internal readonly ref struct Datagram
{
    private const int MostLayers = 3;
    private const int VxlanPort = 4789;
    private const int VxlanHeader = 8;
    private const int GenevePort = 6081;
    private const int GeneveHeader = 8;

    /// <summary>Address of 4 or 16 octets.</summary>
    public required ReadOnlySpan<byte> Source { get; init; }
    public required ReadOnlySpan<byte> Destination { get; init; }
    public required byte Protocol { get; init; }

    /// <summary>TTL or hop limit.</summary>
    public required byte Ttl { get; init; }

    /// <summary>A router on the way marked it instead of dropping it (RFC 3168).</summary>
    public required bool CongestionMarked { get; init; }

    /// <summary>Identification; null for IPv6.</summary>
    public required ushort? Identification { get; init; }

    /// <summary>More of it follows in another packet.</summary>
    public required bool IsFragment { get; init; }

    /// <summary>What the protocol carries, as much of it as was captured.</summary>
    public required ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>Where the payload begins in the packet.</summary>
    public required int PayloadAt { get; init; }

    /// <summary>Octets of the payload on the wire.</summary>
    public required int PayloadLength { get; init; }

    /// <summary>Reads a packet; false for what is none, and for fragments but the first.</summary>
    /// <param name="octets">From the IP header on.</param>
    /// <param name="length">Octets on the wire: what a packet claims beyond them was never sent, and packets that say 0 a network card was to cut (TSO). 0 where it is not known.</param>
    /// <param name="datagram">The packet.</param>
    public static bool TryRead(ReadOnlySpan<byte> octets, int length, out Datagram datagram)
    {
        for (var layer = 0; ; layer++)
        {
            if (!(octets.Length > 0 && octets[0] >> 4 == 6 ? Six(octets, length, out datagram) : Four(octets, length, out datagram))) return false;
            if (layer == MostLayers || datagram.Protocol is 6 or 1 or 58) return true;
            var at = InnerAt(datagram.Protocol, datagram.Payload);
            if (at < 0 || datagram.Payload.Length <= at) return true;
            length = datagram.PayloadLength - at;
            octets = octets[(datagram.PayloadAt + at)..];
        }
    }

    private static bool Four(ReadOnlySpan<byte> octets, int length, out Datagram datagram)
    {
        datagram = default;
        if (!Ipv4View.TryParse(octets, out var packet).IsComplete || packet.FragmentOffset != 0) return false;
        var header = packet.HeaderLength;
        var total = packet.TotalLength == 0 ? Math.Max(length, header) : packet.TotalLength;
        if (length >= header) total = Math.Min(total, length);
        if (total < header) return false;
        datagram = new()
        {
            Source = packet.SourceOctets,
            Destination = packet.DestinationOctets,
            Protocol = packet.Protocol,
            Ttl = packet.Ttl,
            CongestionMarked = packet.Ecn == 3,
            Identification = packet.Identification,
            IsFragment = packet.MoreFragments,
            Payload = octets[header..Math.Min(octets.Length, total)],
            PayloadAt = header,
            PayloadLength = total - header,
        };
        return true;
    }

    private static bool Six(ReadOnlySpan<byte> octets, int length, out Datagram datagram)
    {
        datagram = default;
        if (!Ipv6View.TryParse(octets, out var packet).IsComplete || packet.FragmentOffset != 0 || (packet.PayloadLength == 0 && octets[6] != packet.Protocol)) return false;
        var total = packet.PayloadLength == 0 ? Math.Max(length, Ipv6View.HeaderLength) : Ipv6View.HeaderLength + packet.PayloadLength;
        var payload = packet.PayloadLength == 0 ? octets[Ipv6View.HeaderLength..] : packet.Payload;
        var at = packet.PayloadLength == 0 ? Ipv6View.HeaderLength : Math.Min(octets.Length, total) - payload.Length;
        if (length >= Ipv6View.HeaderLength && length < total)
        {
            total = length;
            if (total < at) return false;
            payload = octets[at..Math.Max(at, Math.Min(octets.Length, total))];
        }

        datagram = new()
        {
            Source = packet.SourceOctets,
            Destination = packet.DestinationOctets,
            Protocol = packet.Protocol,
            Ttl = octets[7],
            CongestionMarked = (octets[1] >> 4 & 3) == 3,
            Identification = null,
            IsFragment = packet.MoreFragments,
            Payload = payload,
            PayloadAt = at,
            PayloadLength = Math.Max(payload.Length, total - at),
        };
        return true;
    }

    /// <summary>
    /// Where in the payload another IP packet begins, -1 for nowhere: IP in IP (4, 41), GRE without options (47, RFC 2784) with its
    /// optional key and number, VXLAN (RFC 7348), Geneve (RFC 8926).
    /// </summary>
    private static int InnerAt(byte protocol, ReadOnlySpan<byte> payload)
    {
        if (protocol is 4 or 41) return 0;
        if (protocol == 17) return InUdp(payload);
        if (protocol != 47 || payload.Length < 4 || (payload[0] & 0x40) != 0 || (payload[1] & 7) != 0) return -1;
        var header = 4 + ((payload[0] & 0x80) != 0 ? 4 : 0) + ((payload[0] & 0x20) != 0 ? 4 : 0) + ((payload[0] & 0x10) != 0 ? 4 : 0);
        var type = (payload[2] << 8) | payload[3];
        if (type is 0x0800 or 0x86DD) return header;
        return type == 0x6558 && payload.Length > header ? BehindEthernet(payload, header) : -1;
    }

    private static int InUdp(ReadOnlySpan<byte> payload)
    {
        if (payload.Length <= UdpView.HeaderLength + VxlanHeader) return -1;
        var inner = payload[UdpView.HeaderLength..];
        switch (BinaryPrimitives.ReadUInt16BigEndian(payload[2..]))
        {
            case VxlanPort when inner[0] == 0x08:
                return BehindEthernet(payload, UdpView.HeaderLength + VxlanHeader);
            case GenevePort when inner[0] >> 6 == 0:
                var header = UdpView.HeaderLength + GeneveHeader + ((inner[0] & 0x3F) * 4);
                if (payload.Length <= header) return -1;
                return BinaryPrimitives.ReadUInt16BigEndian(inner[2..]) switch
                {
                    0x6558 => BehindEthernet(payload, header),
                    0x0800 or 0x86DD => header,
                    _ => -1,
                };
            default:
                return -1;
        }
    }

    private static int BehindEthernet(ReadOnlySpan<byte> payload, int at)
    {
        var inner = LinkLayer.Network(LinkLayer.Ethernet, payload[at..]);
        return inner.IsEmpty ? -1 : payload.Length - inner.Length;
    }
}
