using Demarc.Model;

namespace Demarc.Artifacts.Unpacking;

/// <summary>Bytes held in memory in pieces: an archive member, standard input, a small file. Nothing is ever unpacked to disk.</summary>
internal sealed class HeldContent : Content
{
    private readonly List<byte[]> _pieces = [];
    private readonly Allowance _allowance;
    private long _length;

    private HeldContent(Allowance allowance) => _allowance = allowance;

    public override long Length => _length;

    /// <summary>Takes in a stream to its end, or to where it breaks or the limits end it; says why it ended early.</summary>
    public static HeldContent TakeIn(string name, Stream stream, Allowance allowance, out Bilingual? fault)
    {
        var held = new HeldContent(allowance);
        fault = null;
        try
        {
            while (true)
            {
                allowance.CancellationToken.ThrowIfCancellationRequested();
                if (allowance.Held >= allowance.Limits.HeldBytes)
                {
                    if (stream.ReadByte() >= 0) fault = Reasons.TooLongToHold(name, allowance.Limits.HeldBytes);
                    break;
                }

                var piece = allowance.RentPiece();
                held._pieces.Add(piece);
                var filled = 0;
                while (filled < piece.Length)
                {
                    var read = stream.Read(piece, filled, piece.Length - filled);
                    if (read == 0) return held;
                    filled += read;
                    held._length += read;
                }
            }
        }
        catch (RefusedException refused)
        {
            fault = refused.Reason;
        }
        catch (OperationCanceledException)
        {
            held.Dispose();
            throw;
        }
        catch (Exception broken) when (IsFault(broken))
        {
            fault = Reasons.Damaged(name);
        }

        return held;
    }

    public override Stream Open() => new PieceStream(_pieces, _length);

    public override void Dispose()
    {
        foreach (var piece in _pieces) _allowance.ReturnPiece(piece);
        _pieces.Clear();
        _length = 0;
        base.Dispose();
    }

    private sealed class PieceStream(List<byte[]> pieces, long length) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position
        {
            get => _position;
            set
            {
                ArgumentOutOfRangeException.ThrowIfNegative(value);
                _position = value;
            }
        }

        public override int Read(Span<byte> buffer)
        {
            if (_position >= length || buffer.Length == 0) return 0;
            var (piece, at) = Math.DivRem(_position, Allowance.PieceBytes);
            var count = (int)Math.Min(Math.Min(buffer.Length, Allowance.PieceBytes - at), length - _position);
            pieces[(int)piece].AsSpan((int)at, count).CopyTo(buffer);
            _position += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override long Seek(long offset, SeekOrigin origin)
        {
            var target = offset + origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => _position, _ => length };
            if (target < 0) throw new IOException("before the start");
            return _position = target;
        }

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
