using System.Buffers.Binary;

namespace Demarc.Wire;

/// <summary>What a TLS record carries (RFC 8446 5.1).</summary>
public enum TlsContent : byte
{
    ChangeCipherSpec = 20,
    Alert = 21,
    Handshake = 22,
    ApplicationData = 23,
    Heartbeat = 24,
}

/// <summary>One TLS record: header and, as far as it is here, content.</summary>
public readonly ref struct TlsRecordView
{
    public const int HeaderLength = 5;

    /// <summary>Plain content plus what encryption may add (RFC 5246 6.2.3).</summary>
    public const int LongestContent = 16384 + 2048;

    private readonly ReadOnlySpan<byte> _octets;

    private TlsRecordView(ReadOnlySpan<byte> octets) => _octets = octets;

    public TlsContent Content => (TlsContent)_octets[0];

    /// <summary>The record's legacy version.</summary>
    public ushort Version => BinaryPrimitives.ReadUInt16BigEndian(_octets[1..]);

    /// <summary>Octets of content as stated.</summary>
    public int Length => BinaryPrimitives.ReadUInt16BigEndian(_octets[3..]);

    public ReadOnlySpan<byte> Body => _octets.Slice(HeaderLength, Length);

    /// <summary>Reads a record that must be whole. What can be no record is malformed from its first octets on.</summary>
    public static ParseStatus TryParse(ReadOnlySpan<byte> octets, out TlsRecordView record)
    {
        record = default;
        if (octets.Length < 1) return ParseStatus.Truncated(0);
        if (octets[0] is < 20 or > 24) return ParseStatus.Malformed(0, "no TLS content type");
        if (octets.Length >= 2 && octets[1] != 3) return ParseStatus.Malformed(1, "no TLS version");
        if (octets.Length < HeaderLength) return ParseStatus.Truncated(octets.Length);
        var view = new TlsRecordView(octets);
        if (view.Length > LongestContent) return ParseStatus.Malformed(3, "record too long");
        if (octets.Length < HeaderLength + view.Length) return ParseStatus.Truncated(octets.Length);
        record = view;
        return ParseStatus.Complete;
    }
}
