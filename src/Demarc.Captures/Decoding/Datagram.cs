using Demarc.Wire;

namespace Demarc.Captures.Decoding;

/// <summary>
/// An IP packet as far as connections need it. Packets in packets (IP in IP, GRE) are opened, so that the innermost is seen.
/// </summary>
internal readonly ref struct Datagram
{
    private const int MostLayers = 3;

    public required Host Source { get; init; }
    public required Host Destination { get; init; }
    public required byte Protocol { get; init; }

    /// <summary>Identification; null for IPv6.</summary>
    public required ushort? Identification { get; init; }

    /// <summary>What the protocol carries, as much of it as was captured.</summary>
    public required ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>Where the payload begins in the packet.</summary>
    public required int PayloadAt { get; init; }

    /// <summary>Octets of the payload on the wire.</summary>
    public required int PayloadLength { get; init; }

    /// <summary>Reads a packet; false for what is none, and for fragments but the first.</summary>
    /// <param name="octets">From the IP header on.</param>
    /// <param name="length">Octets on the wire, for packets that say 0 because a network card was to cut them (TSO).</param>
    /// <param name="datagram">The packet.</param>
    public static bool TryRead(ReadOnlySpan<byte> octets, int length, out Datagram datagram) => TryRead(octets, length, 0, out datagram);

    private static bool TryRead(ReadOnlySpan<byte> octets, int length, int layer, out Datagram datagram)
    {
        if (!(octets.Length > 0 && octets[0] >> 4 == 6 ? Six(octets, length, out datagram) : Four(octets, length, out datagram))) return false;
        if (layer == MostLayers) return true;
        var at = InnerAt(datagram.Protocol, datagram.Payload);
        if (at < 0) return true;
        return datagram.Payload.Length <= at || TryRead(octets[(datagram.PayloadAt + at)..], datagram.PayloadLength - at, layer + 1, out datagram);
    }

    private static bool Four(ReadOnlySpan<byte> octets, int length, out Datagram datagram)
    {
        datagram = default;
        if (!Ipv4View.TryParse(octets, out var packet).IsComplete || packet.FragmentOffset != 0) return false;
        var total = packet.TotalLength == 0 ? Math.Max(length, packet.HeaderLength) : packet.TotalLength;
        if (total < packet.HeaderLength) return false;
        datagram = new()
        {
            Source = Host.Of(packet.SourceOctets),
            Destination = Host.Of(packet.DestinationOctets),
            Protocol = packet.Protocol,
            Identification = packet.Identification,
            Payload = octets[packet.HeaderLength..Math.Min(octets.Length, total)],
            PayloadAt = packet.HeaderLength,
            PayloadLength = total - packet.HeaderLength,
        };
        return true;
    }

    private static bool Six(ReadOnlySpan<byte> octets, int length, out Datagram datagram)
    {
        datagram = default;
        if (!Ipv6View.TryParse(octets, out var packet).IsComplete || (packet.PayloadLength == 0 && octets[6] != packet.Protocol)) return false;
        var total = packet.PayloadLength == 0 ? Math.Max(length, Ipv6View.HeaderLength) : Ipv6View.HeaderLength + packet.PayloadLength;
        var payload = packet.PayloadLength == 0 ? octets[Ipv6View.HeaderLength..] : packet.Payload;
        var at = packet.PayloadLength == 0 ? Ipv6View.HeaderLength : Math.Min(octets.Length, total) - payload.Length;
        datagram = new()
        {
            Source = Host.Of(packet.SourceOctets),
            Destination = Host.Of(packet.DestinationOctets),
            Protocol = packet.Protocol,
            Identification = null,
            Payload = payload,
            PayloadAt = at,
            PayloadLength = Math.Max(payload.Length, total - at),
        };
        return true;
    }

    /// <summary>Where in the payload another IP packet begins, -1 for nowhere: IP in IP (4, 41), GRE without options (47, RFC 2784) with its optional key and number.</summary>
    private static int InnerAt(byte protocol, ReadOnlySpan<byte> payload)
    {
        if (protocol is 4 or 41) return 0;
        if (protocol != 47 || payload.Length < 4 || (payload[0] & 0x40) != 0 || (payload[1] & 7) != 0) return -1;
        var header = 4 + ((payload[0] & 0x80) != 0 ? 4 : 0) + ((payload[0] & 0x20) != 0 ? 4 : 0) + ((payload[0] & 0x10) != 0 ? 4 : 0);
        var type = (payload[2] << 8) | payload[3];
        return type is 0x0800 or 0x86DD ? header : -1;
    }
}
