using System.Buffers.Binary;
using System.Net;

namespace Demarc.Wire;

/// <summary>An IPv6 packet (RFC 8200). Extension headers are skipped to find what is carried.</summary>
public readonly ref struct Ipv6View
{
    public const int HeaderLength = 40;
    private const int MostExtensions = 8;
    private readonly ReadOnlySpan<byte> _octets;
    private readonly int _payloadAt;

    private readonly ushort _fragment;

    private Ipv6View(ReadOnlySpan<byte> octets, int payloadAt, byte protocol, ushort fragment)
    {
        _octets = octets;
        _payloadAt = payloadAt;
        _fragment = fragment;
        Protocol = protocol;
    }

    /// <summary>Where in the original packet's payload this part begins, in octets; 0 for a whole packet and for the first part (RFC 8200, 4.5).</summary>
    public int FragmentOffset => _fragment & 0xfff8;

    /// <summary>More of the packet follows in another.</summary>
    public bool MoreFragments => (_fragment & 1) != 0;

    public byte TrafficClass => (byte)(BinaryPrimitives.ReadUInt16BigEndian(_octets) >> 4);

    public int FlowLabel => (int)(BinaryPrimitives.ReadUInt32BigEndian(_octets) & 0xfffff);

    /// <summary>Octets after the fixed header as it states.</summary>
    public ushort PayloadLength => BinaryPrimitives.ReadUInt16BigEndian(_octets[4..]);

    public byte HopLimit => _octets[7];

    /// <summary>The transport protocol behind the extension headers.</summary>
    public byte Protocol { get; }

    public ReadOnlySpan<byte> SourceOctets => _octets.Slice(8, 16);

    public ReadOnlySpan<byte> DestinationOctets => _octets.Slice(24, 16);

    public IPAddress Source => new(SourceOctets);

    public IPAddress Destination => new(DestinationOctets);

    /// <summary>What the transport protocol carries, as much of it as is here.</summary>
    public ReadOnlySpan<byte> Payload => _octets[_payloadAt..Math.Min(_octets.Length, Math.Max(HeaderLength + PayloadLength, _payloadAt))];

    public bool IsWhole => _octets.Length >= HeaderLength + PayloadLength;

    /// <summary>Reads a packet whose headers must be whole; the payload may be cut, as in an ICMP quote.</summary>
    public static ParseStatus TryParse(ReadOnlySpan<byte> octets, out Ipv6View packet)
    {
        packet = default;
        if (octets.Length < 1) return ParseStatus.Truncated(octets.Length);
        if (octets[0] >> 4 != 6) return ParseStatus.Malformed(0, "version is not 6");
        if (octets.Length < HeaderLength) return ParseStatus.Truncated(octets.Length);
        var (at, next, fragment) = (HeaderLength, octets[6], (ushort)0);
        for (var i = 0; IsExtension(next); i++)
        {
            if (i == MostExtensions) return ParseStatus.Malformed(at, "too many extension headers");
            if (octets.Length < at + 8) return ParseStatus.Truncated(octets.Length);
            var length = next == 44 ? 8 : (octets[at + 1] + 1) * 8;
            if (next == 44) fragment = BinaryPrimitives.ReadUInt16BigEndian(octets[(at + 2)..]);
            next = octets[at];
            at += length;
            if (octets.Length < at) return ParseStatus.Truncated(octets.Length);

            // What stands behind the header of a later part is no header (RFC 8200, 4.5).
            if ((fragment & 0xfff8) != 0) break;
        }

        packet = new Ipv6View(octets, at, next, fragment);
        return ParseStatus.Complete;
    }

    /// <summary>Hop-by-hop, routing, fragment and destination options.</summary>
    private static bool IsExtension(byte next) => next is 0 or 43 or 44 or 60;
}
