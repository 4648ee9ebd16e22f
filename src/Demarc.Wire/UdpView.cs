using System.Buffers.Binary;

namespace Demarc.Wire;

/// <summary>A UDP datagram (RFC 768).</summary>
public readonly ref struct UdpView
{
    public const int HeaderLength = 8;
    private readonly ReadOnlySpan<byte> _octets;

    private UdpView(ReadOnlySpan<byte> octets) => _octets = octets;

    public ushort SourcePort => BinaryPrimitives.ReadUInt16BigEndian(_octets);

    public ushort DestinationPort => BinaryPrimitives.ReadUInt16BigEndian(_octets[2..]);

    /// <summary>Octets of header and payload as stated.</summary>
    public ushort Length => BinaryPrimitives.ReadUInt16BigEndian(_octets[4..]);

    public ushort Checksum => BinaryPrimitives.ReadUInt16BigEndian(_octets[6..]);

    /// <summary>The payload, as much of it as is here.</summary>
    public ReadOnlySpan<byte> Payload => _octets[HeaderLength..Math.Min(_octets.Length, Math.Max((int)Length, HeaderLength))];

    /// <summary>Reads a datagram whose header must be whole; the payload may be cut, as in an ICMP quote.</summary>
    public static ParseStatus TryParse(ReadOnlySpan<byte> octets, out UdpView datagram)
    {
        datagram = default;
        if (octets.Length < HeaderLength) return ParseStatus.Truncated(octets.Length);
        var view = new UdpView(octets);
        if (view.Length is > 0 and < HeaderLength) return ParseStatus.Malformed(4, "length below 8");
        datagram = view;
        return ParseStatus.Complete;
    }
}
