using Demarc.Model;

namespace Demarc.Artifacts.Unpacking;

/// <summary>Unpacking was stopped by a limit; carries what to tell the user.</summary>
internal sealed class RefusedException(Bilingual reason) : IOException(reason.En)
{
    public Bilingual Reason { get; } = reason;
}

/// <summary>What comes out of a decompressor, counted: stops an archive bomb by its ratio and by the total.</summary>
/// <param name="name">The archive or member, for the message.</param>
/// <param name="inner">The decompressor; closed with this stream.</param>
/// <param name="packed">Compressed size in bytes.</param>
/// <param name="allowance">What may be unpacked.</param>
/// <param name="isHeld">Whether what comes out is kept, and counts towards the total.</param>
internal sealed class GuardedStream(string name, Stream inner, long packed, Allowance allowance, bool isHeld = true) : Stream
{
    private long _unpacked;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _unpacked;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        allowance.CancellationToken.ThrowIfCancellationRequested();
        var limits = allowance.Limits;
        var left = limits.Unpacked - allowance.Unpacked;
        if (isHeld && left <= 0) throw new RefusedException(Reasons.TooMuchUnpacked(name, limits.Unpacked));
        var read = inner.Read(isHeld ? buffer[..(int)Math.Min(buffer.Length, left)] : buffer);
        _unpacked += read;
        if (isHeld) allowance.Unpacked += read;
        if (_unpacked > limits.RatioFrom && _unpacked / limits.Ratio > Math.Max(packed, 1)) throw new RefusedException(Reasons.Bomb(name));
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
