using System.Buffers.Binary;
using System.Net;

namespace Demarc.Wire;

/// <summary>An IPv4 packet (RFC 791).</summary>
public readonly ref struct Ipv4View
{
    public const int HeaderLengthMinimum = 20;
    private readonly ReadOnlySpan<byte> _octets;

    private Ipv4View(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <summary>Octets of header, options included: 20 to 60.</summary>
    public int HeaderLength => (_octets[0] & 0x0f) * 4;

    /// <summary>Octets of the whole packet as the header states; more than are here when the packet was cut.</summary>
    public ushort TotalLength => BinaryPrimitives.ReadUInt16BigEndian(_octets[2..]);

    public byte TrafficClass => _octets[1];

    /// <summary>Explicit congestion notification bits (RFC 3168).</summary>
    public int Ecn => _octets[1] & 3;

    public ushort Identification => BinaryPrimitives.ReadUInt16BigEndian(_octets[4..]);

    public bool DontFragment => (_octets[6] & 0x40) != 0;

    public bool MoreFragments => (_octets[6] & 0x20) != 0;

    /// <summary>Octets from the start of the unfragmented payload.</summary>
    public int FragmentOffset => (BinaryPrimitives.ReadUInt16BigEndian(_octets[6..]) & 0x1fff) * 8;

    public byte Ttl => _octets[8];

    public byte Protocol => _octets[9];

    public ushort HeaderChecksum => BinaryPrimitives.ReadUInt16BigEndian(_octets[10..]);

    public bool HeaderChecksumValid => Checksum.Of(_octets[..HeaderLength]) == 0;

    public ReadOnlySpan<byte> SourceOctets => _octets.Slice(12, 4);

    public ReadOnlySpan<byte> DestinationOctets => _octets.Slice(16, 4);

    public IPAddress Source => new(SourceOctets);

    public IPAddress Destination => new(DestinationOctets);

    /// <summary>What follows the header, as much of it as is here.</summary>
    public ReadOnlySpan<byte> Payload => _octets[HeaderLength..Math.Min(_octets.Length, Math.Max((int)TotalLength, HeaderLength))];

    /// <summary>The packet is all here.</summary>
    public bool IsWhole => _octets.Length >= TotalLength;

    /// <summary>Reads a packet whose header must be whole; the payload may be cut, as in an ICMP quote.</summary>
    public static ParseStatus TryParse(ReadOnlySpan<byte> octets, out Ipv4View packet)
    {
        packet = default;
        if (octets.Length < 1) return ParseStatus.Truncated(octets.Length);
        if (octets[0] >> 4 != 4) return ParseStatus.Malformed(0, "version is not 4");
        if (octets.Length < HeaderLengthMinimum) return ParseStatus.Truncated(octets.Length);
        var view = new Ipv4View(octets);
        if (view.HeaderLength < HeaderLengthMinimum) return ParseStatus.Malformed(0, "header length below 20");
        if (octets.Length < view.HeaderLength) return ParseStatus.Truncated(octets.Length);
        packet = view;
        return ParseStatus.Complete;
    }
}
