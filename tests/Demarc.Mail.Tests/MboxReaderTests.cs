using System.Text;
using Demarc.Mail.Reading;

namespace Demarc.Mail.Tests;

/// <summary>A mailbox file read as a stream falls into the same messages as one read at once.</summary>
public sealed class MboxReaderTests
{
    private static readonly string[] Lines =
    [
        "From lei@example.com Thu Sep  3 14:22:01 2026", "From here on it works", ">From one", ">>From two", "", "", "text", "Subject: x", "From: han@example.com", "longer text that fills more than a few octets of the buffer",
    ];

    [Fact]
    public void Streams_and_whole_files_fall_into_the_same_messages()
    {
        var random = new Random(11);
        for (var round = 0; round < 2000; round++)
        {
            var end = random.Next(3) == 0 ? "\r\n" : "\n";
            var mailbox = Encoding.UTF8.GetBytes(Lines[0] + end + string.Concat(Enumerable.Range(0, random.Next(25)).Select(_ => Lines[random.Next(Lines.Length)] + (random.Next(9) == 0 ? "\n" : end))) + (random.Next(2) == 0 ? "no end" : ""));
            var whole = Mbox.Split(mailbox).Select(message => Encoding.UTF8.GetString(message.Span)).ToList();
            using var stream = new Drip(mailbox, random.Next(1, 40));
            var streamed = MboxReader.Read(stream, 1_000_000).Select(message => Encoding.UTF8.GetString(message.Octets!.Value.Span)).ToList();
            streamed.ShouldBe(whole, Encoding.UTF8.GetString(mailbox));
        }
    }

    [Fact]
    public void A_message_that_is_too_long_is_told_by_its_length_and_the_next_one_is_read()
    {
        var mailbox = Encoding.UTF8.GetBytes($"{Lines[0]}\nSubject: one\n\n{new string('x', 300_000)}\n\n{Lines[0]}\nSubject: two\n\nshort\n");
        var read = MboxReader.Read(new MemoryStream(mailbox), 1000).ToList();
        read.Select(it => (it.Number, it.Length, it.Octets is null)).ShouldBe([(1, 300_015L, true), (2, 20L, false)]);
    }

    [Fact]
    public void What_is_no_mailbox_has_no_messages() => MboxReader.Read(new MemoryStream("Subject: x\n\n"u8.ToArray()), 1000).ShouldBeEmpty();

    [Fact]
    public void A_large_mailbox_is_read_in_the_memory_of_one_message()
    {
        var message = Encoding.UTF8.GetBytes($"{Lines[0]}\nSubject: one\n\n{string.Concat(Enumerable.Repeat(new string('y', 76) + "\n", 1000))}\n");
        using var stream = new Repeated(message, 2000);
        var (count, most) = (0, 0L);
        foreach (var one in MboxReader.Read(stream, 1_000_000))
        {
            count++;
            if (count % 200 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
        }

        count.ShouldBe(2000);
        most.ShouldBeLessThan(100_000_000, "the file has 154 MB");
    }

    /// <summary>Gives a few octets at a time.</summary>
    private sealed class Drip(byte[] octets, int most) : MemoryStream(octets)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(most, count));
    }

    /// <summary>The same octets again and again.</summary>
    private sealed class Repeated(byte[] octets, int times) : Stream
    {
        private long _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => (long)octets.Length * times;

        public override long Position { get => _at; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(Math.Min(count, octets.Length - _at % octets.Length), Length - _at);
            octets.AsSpan((int)(_at % octets.Length), read).CopyTo(buffer.AsSpan(offset));
            _at += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
