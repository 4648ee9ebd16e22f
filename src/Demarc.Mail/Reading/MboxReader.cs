using System.Buffers;

namespace Demarc.Mail.Reading;

/// <summary>
/// Reads a mailbox file of any size, message by message, as <see cref="Mbox.Split"/> cuts one that is in memory. No more than one
/// message is held at a time.
/// </summary>
public static class MboxReader
{
    private const int Chunk = 1 << 17;

    /// <summary>Octets of a line that tell whether it is a separator.</summary>
    private const int Telling = 500;

    /// <summary>Whether octets begin as a mailbox file does.</summary>
    public static bool IsMbox(ReadOnlySpan<byte> start) => start.StartsWith("From "u8);

    /// <summary>The messages in order. Nothing for a stream that is no mailbox file.</summary>
    /// <param name="content">The file; read once, from where it stands.</param>
    /// <param name="longest">Octets a message may have; of longer ones only the length is told.</param>
    /// <param name="quoting">How lines that begin with "From " were protected.</param>
    public static IEnumerable<MboxMessage> Read(Stream content, int longest, MboxQuoting quoting = MboxQuoting.Reversible)
    {
        var lines = new Lines(content);
        if (!lines.Next() || !IsMbox(lines.Current.Span)) yield break;
        lines.SkipRest();
        var message = new Growing(longest);
        var number = 1;
        while (lines.Next())
        {
            if (lines.AtStart && message.MayEnd && lines.Current.Span.StartsWith("From "u8) && Mbox.LooksDated(Told(lines.Current.Span)))
            {
                lines.SkipRest();
                yield return message.End(number++, quoting, another: true);
                continue;
            }

            message.Add(lines.Current.Span, lines.AtStart);
        }

        yield return message.End(number, quoting, another: false);
    }

    private static ReadOnlySpan<byte> Told(ReadOnlySpan<byte> line) => line[..Math.Min(Telling, line.Length)].TrimEnd("\r\n"u8);

    /// <summary>Lines with their ends; one longer than the buffer comes in pieces.</summary>
    private sealed class Lines(Stream content)
    {
        private readonly byte[] _buffer = new byte[Chunk];
        private int _from;
        private int _to;
        private bool _ended = true;

        public ReadOnlyMemory<byte> Current { get; private set; }

        /// <summary>The piece is the beginning of its line.</summary>
        public bool AtStart { get; private set; }

        public bool Next()
        {
            AtStart = _ended;
            var end = _buffer.AsSpan(_from, _to - _from).IndexOf((byte)'\n');
            while (end < 0 && Fill()) end = _buffer.AsSpan(_from, _to - _from).IndexOf((byte)'\n');
            if (_to == _from) return false;
            var length = end < 0 ? _to - _from : end + 1;
            _ended = end >= 0;
            Current = _buffer.AsMemory(_from, length);
            _from += length;
            return true;
        }

        /// <summary>Leaves out what is left of the line.</summary>
        public void SkipRest()
        {
            while (!_ended && Next())
            {
                // Its beginning was all that counts.
            }

            _ended = true;
        }

        private bool Fill()
        {
            if (_to - _from == _buffer.Length) return false;
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            (_from, _to) = (0, _to - _from);
            var read = content.Read(_buffer, _to, _buffer.Length - _to);
            _to += read;
            return read > 0;
        }
    }

    /// <summary>The message that is being read.</summary>
    private sealed class Growing(int longest)
    {
        /// <summary>A buffer larger than this is not kept for the next message.</summary>
        private const int Kept = 1 << 20;

        private ArrayBufferWriter<byte> _octets = new();
        private long _length;
        private int _blank;

        /// <summary>A separator may follow: nothing was read yet, or an empty line.</summary>
        public bool MayEnd => _length == 0 || _blank > 0;

        public void Add(ReadOnlySpan<byte> line, bool atStart)
        {
            _blank = !atStart ? 0 : line.SequenceEqual("\n"u8) ? 1 : line.SequenceEqual("\r\n"u8) ? 2 : 0;
            _length += line.Length;
            if (_length <= longest) _octets.Write(line);
        }

        /// <summary>The empty line in front of a separator belongs to the separator.</summary>
        public MboxMessage End(int number, MboxQuoting quoting, bool another)
        {
            var length = another ? _length - _blank : _length;
            var whole = _length <= longest;
            var message = new MboxMessage(number, length, whole ? Mbox.Unquoted(_octets.WrittenSpan[..(int)length].ToArray(), quoting) : (ReadOnlyMemory<byte>?)null);
            if (_octets.Capacity > Kept) _octets = new();
            _octets.ResetWrittenCount();
            (_length, _blank) = (0, 0);
            return message;
        }
    }
}

/// <summary>A message of a mailbox file.</summary>
/// <param name="Number">Its place in the file, from 1.</param>
/// <param name="Length">Octets in the file.</param>
/// <param name="Octets">The message, quoting undone; null where it is too long.</param>
public sealed record MboxMessage(int Number, long Length, ReadOnlyMemory<byte>? Octets);
