using Demarc.Artifacts.Unpacking;

namespace Demarc.Artifacts.Decoding;

/// <summary>
/// A stream that hashes what is read through it, and what is left of it at the end. Both the hashing and the reading of the next piece are
/// done on other processors while the reader looks at a piece.
/// </summary>
internal sealed class HashingStream(Stream stream) : Stream
{
    private const int PieceBytes = 1 << 20;

    private readonly BackgroundHash _hash = new();
    private byte[] _piece = new byte[PieceBytes];
    private byte[] _other = new byte[PieceBytes];   // filled ahead
    private Task<int>? _ahead;                      // nothing else touches the stream and _other while it runs
    private int _at;
    private int _end;
    private string? _finished;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Lower-case hex of all bytes; reads on to the end where the reader did not, as far as they can be read.</summary>
    public string Finish()
    {
        if (_finished is not null) return _finished;
        try
        {
            while (Fill())
            {
            }
        }
        catch (Exception fault) when (Content.IsFault(fault))
        {
            // The reader has met the same fault and told of it.
        }

        return _finished = _hash.Finish();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_at == _end && !Fill()) return 0;
        var count = Math.Min(buffer.Length, _end - _at);
        _piece.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Task ahead = _ahead ?? Task.CompletedTask;
            ahead.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
            _hash.Dispose();
            stream.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool Fill()
    {
        var read = _ahead is null ? ReadAhead() : _ahead.GetAwaiter().GetResult();
        (_piece, _other) = (_other, _piece);
        (_at, _end) = (0, read);
        if (read == 0) return false;
        _hash.Append(_piece.AsMemory(0, read));
        _ahead = read == PieceBytes ? Task.Run(ReadAhead) : Task.FromResult(0);
        return true;
    }

    private int ReadAhead() => stream.ReadAtLeast(_other, PieceBytes, throwOnEndOfStream: false);
}
