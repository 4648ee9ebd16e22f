using System.Buffers.Binary;
using System.IO.Compression;

namespace Demarc.Artifacts.Unpacking;

/// <summary>
/// What comes out of one folder of a cabinet, read forward. Each MSZIP block is a deflate stream that refers back to the 32 KiB before
/// it; these are put in front of it as a stored block, so that the platform's inflater knows them. Source: MS-CAB 2.6, MS-MCI.
/// </summary>
internal sealed class CabinetFolder(Stream cabinet, Cabinet.Folder folder, int reserve) : Stream
{
    private const int BlockLength = 1 << 15;
    private const int HeaderLength = 8;
    private const int MostPacked = BlockLength + 6144;      // MS-CAB: a block that does not shrink may grow by so much
    private const int Stored = 0;
    private const int Mszip = 1;
    private const int StoredHeader = 5;

    private readonly byte[] _out = new byte[BlockLength];
    private readonly byte[] _history = new byte[BlockLength];
    private readonly byte[] _packed = new byte[StoredHeader + BlockLength + MostPacked + byte.MaxValue];
    private long _next = folder.At;
    private int _blocks;
    private int _known;
    private int _at;
    private int _length;
    private long _position;

    /// <summary>Whether this program knows the method.</summary>
    public static bool Knows(int method) => method is Stored or Mszip;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_at == _length && !Block()) return 0;
        var count = Math.Min(buffer.Length, _length - _at);
        _out.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Unpacks the next block; false after the last.</summary>
    private bool Block()
    {
        if (_blocks == folder.Blocks) return false;
        _blocks++;
        Span<byte> head = stackalloc byte[HeaderLength];
        cabinet.Seek(_next, SeekOrigin.Begin);
        cabinet.ReadExactly(head);
        var (packed, length) = (BinaryPrimitives.ReadUInt16LittleEndian(head[4..]), BinaryPrimitives.ReadUInt16LittleEndian(head[6..]));

        // Only the last block may be short; many short ones would each cost the 32 KiB before them.
        if (packed > MostPacked || length is 0 or > BlockLength || (length < BlockLength && _blocks < folder.Blocks)) throw new InvalidDataException("a length that cannot be");
        var body = _packed.AsSpan(StoredHeader + BlockLength, reserve + packed);
        cabinet.ReadExactly(body);
        _next += HeaderLength + reserve + packed;
        body = body[reserve..];
        var stated = BinaryPrimitives.ReadUInt32LittleEndian(head);
        if (stated != 0 && stated != Sum(head[4..], Sum(body, 0))) throw new InvalidDataException("a checksum that differs");
        if (folder.Method == Mszip) Inflate(body, length);
        else if (packed == length) body.CopyTo(_out);
        else throw new InvalidDataException("a stored block that is longer or shorter than it says");
        (_at, _length) = (0, length);
        return true;
    }

    private void Inflate(ReadOnlySpan<byte> body, int length)
    {
        if (!body.StartsWith("CK"u8)) throw new InvalidDataException("no MSZIP block");
        var at = 0;
        if (_known > 0)
        {
            // The header of a stored block that is not the last: its length, and the same inverted.
            _packed[0] = 0;
            BinaryPrimitives.WriteUInt16LittleEndian(_packed.AsSpan(1), (ushort)_known);
            BinaryPrimitives.WriteUInt16LittleEndian(_packed.AsSpan(3), (ushort)~_known);
            _history.AsSpan(0, _known).CopyTo(_packed.AsSpan(StoredHeader));
            at = StoredHeader + _known;
        }

        body[2..].CopyTo(_packed.AsSpan(at));
        using var inflater = new DeflateStream(new MemoryStream(_packed, 0, at + body.Length - 2), CompressionMode.Decompress);
        inflater.ReadExactly(_out.AsSpan(0, _known));
        inflater.ReadExactly(_out.AsSpan(0, length));
        if (inflater.ReadByte() >= 0) throw new InvalidDataException("a block that is longer than it says");
        var kept = Math.Min(_known, BlockLength - length);
        _history.AsSpan(_known - kept, kept).CopyTo(_history);
        _out.AsSpan(0, length).CopyTo(_history.AsSpan(kept));
        _known = kept + length;
    }

    /// <summary>The exclusive or of all four-octet numbers; a rest of three, two or one counts from the high end (MS-CAB 3.1).</summary>
    private static uint Sum(ReadOnlySpan<byte> octets, uint sum)
    {
        for (; octets.Length >= 4; octets = octets[4..]) sum ^= BinaryPrimitives.ReadUInt32LittleEndian(octets);
        var rest = 0u;
        foreach (var octet in octets) rest = (rest << 8) | octet;
        return sum ^ rest;
    }
}
