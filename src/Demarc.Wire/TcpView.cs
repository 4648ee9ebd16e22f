using System.Buffers.Binary;

namespace Demarc.Wire;

/// <summary>The control bits of a TCP header (RFC 9293 3.1, RFC 3168 for ECN).</summary>
[Flags]
public enum TcpFlags : byte
{
    None = 0,
    Fin = 1,
    Syn = 2,
    Reset = 4,
    Push = 8,
    Ack = 16,
    Urgent = 32,
    EcnEcho = 64,
    CongestionWindowReduced = 128,
}

/// <summary>A TCP segment (RFC 9293).</summary>
public readonly ref struct TcpView
{
    public const int HeaderLengthMinimum = 20;
    private readonly ReadOnlySpan<byte> _octets;

    private TcpView(ReadOnlySpan<byte> octets) => _octets = octets;

    public ushort SourcePort => BinaryPrimitives.ReadUInt16BigEndian(_octets);

    public ushort DestinationPort => BinaryPrimitives.ReadUInt16BigEndian(_octets[2..]);

    public uint Sequence => BinaryPrimitives.ReadUInt32BigEndian(_octets[4..]);

    public uint Acknowledgement => BinaryPrimitives.ReadUInt32BigEndian(_octets[8..]);

    /// <summary>Octets of header, options included: 20 to 60.</summary>
    public int HeaderLength => (_octets[12] >> 4) * 4;

    public TcpFlags Flags => (TcpFlags)_octets[13];

    /// <summary>The window field, unscaled.</summary>
    public ushort Window => BinaryPrimitives.ReadUInt16BigEndian(_octets[14..]);

    public ushort Checksum => BinaryPrimitives.ReadUInt16BigEndian(_octets[16..]);

    public TcpOptions Options => new(_octets[HeaderLengthMinimum..HeaderLength]);

    public ReadOnlySpan<byte> Payload => _octets[HeaderLength..];

    /// <summary>Reads a segment whose header must be whole.</summary>
    public static ParseStatus TryParse(ReadOnlySpan<byte> octets, out TcpView segment)
    {
        segment = default;
        if (octets.Length < HeaderLengthMinimum) return ParseStatus.Truncated(octets.Length);
        var view = new TcpView(octets);
        if (view.HeaderLength < HeaderLengthMinimum) return ParseStatus.Malformed(12, "header length below 20");
        if (octets.Length < view.HeaderLength) return ParseStatus.Truncated(octets.Length);
        segment = view;
        return ParseStatus.Complete;
    }
}

/// <summary>Kinds of TCP options (IANA, TCP Parameters).</summary>
public enum TcpOptionKind : byte
{
    End = 0,
    NoOperation = 1,
    MaximumSegmentSize = 2,
    WindowScale = 3,
    SackPermitted = 4,
    Sack = 5,
    Timestamps = 8,
    FastOpen = 34,
}

/// <summary>The options of a TCP header, one after the other: <c>while (options.Next(out var kind, out var value))</c>.</summary>
public ref struct TcpOptions(ReadOnlySpan<byte> octets)
{
    private readonly ReadOnlySpan<byte> _octets = octets;
    private int _next;

    /// <summary>Octets from the start of the options to the one read last.</summary>
    public int Offset { get; private set; }

    /// <summary>The next option and the octets after its length; false at the end or where a length makes no sense.</summary>
    public bool Next(out TcpOptionKind kind, out ReadOnlySpan<byte> value)
    {
        kind = TcpOptionKind.End;
        value = default;
        while (_next < _octets.Length && _octets[_next] == (byte)TcpOptionKind.NoOperation) _next++;
        if (_next >= _octets.Length || _octets[_next] == (byte)TcpOptionKind.End || _next + 1 >= _octets.Length) return false;
        int length = _octets[_next + 1];
        if (length < 2 || _next + length > _octets.Length) return false;
        Offset = _next;
        kind = (TcpOptionKind)_octets[_next];
        value = _octets.Slice(_next + 2, length - 2);
        _next += length;
        return true;
    }

    /// <summary>The value of the first option of a kind.</summary>
    public static bool TryFind(TcpView segment, TcpOptionKind wanted, out ReadOnlySpan<byte> value)
    {
        var options = segment.Options;
        while (options.Next(out var kind, out value))
        {
            if (kind == wanted) return true;
        }

        value = default;
        return false;
    }
}
