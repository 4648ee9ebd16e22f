namespace Demarc.Desk.Tests.Keeping;

/// <summary>Bytes that do not repeat soon, without holding them.</summary>
internal sealed class Pattern(long length) : Stream
{
    private long _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get => _at; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = (int)Math.Min(count, length - _at);
        for (var i = 0; i < read; i++, _at++) buffer[offset + i] = (byte)(_at == 0 ? 0 : (_at * 31) ^ (_at >> 9));
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
