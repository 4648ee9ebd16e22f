using System.Text;
using Demarc.Model;
using Demarc.Testing;

namespace Demarc.Transcripts.Tests.Sniffing;

public sealed class TranscriptStreamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(1000)]
    [InlineData(1_000_000)]
    public void Fed_in_pieces_it_finds_what_the_whole_text_holds(int piece)
    {
        var text = Mixed(60);
        var whole = TranscriptReader.Read(new("t", "", text));
        whole.Observations.Count.ShouldBe(180);
        Same(Streamed(text, piece), whole);
    }

    [Fact]
    public void A_real_thread_fed_in_pieces_reads_the_same()
    {
        var text = File.ReadAllText(Repository.Shared("seeds", "case-d-intermittent-https.md"));
        Same(Streamed(text, 500), TranscriptReader.Read(new("t", "", text)));
    }

    [Fact]
    public void An_endless_line_takes_no_memory_and_no_line_numbers()
    {
        var stream = new TranscriptStream("t");
        stream.Feed("a\n");
        for (var i = 0; i < 50; i++) stream.Feed(new string('x', 1_000_000));
        stream.Feed(" TTL=64\n64 bytes from 192.0.2.1: icmp_seq=1 ttl=50 time=4.5 ms\n");
        var result = stream.Complete("");
        result.Observations.ShouldHaveSingleItem().Evidence.Lines.ShouldBe([3, 3]);
        result.Unread.ShouldHaveSingleItem().Lines.ShouldBe([2, 2]);
    }

    [Fact]
    public void A_block_longer_than_can_be_held_is_cut_and_not_lost()
    {
        var stream = new TranscriptStream("t");
        var rows = new StringBuilder();
        for (var i = 0; i < 400_000; i++) rows.Append("64 bytes from 192.0.2.1: icmp_seq=").Append(i % 65536).Append(" ttl=50 time=4.5 ms\n");
        stream.Feed(rows.ToString());
        var pings = stream.Complete("").Observations.OfType<Ping>().ToList();
        pings.Count.ShouldBeInRange(1, 8);
        pings.Sum(ping => ping.Received).ShouldBe(400_000);
    }

    private static ReadResult Streamed(string text, int piece)
    {
        var stream = new TranscriptStream("t");
        for (var at = 0; at < text.Length; at += piece) stream.Feed(text.AsSpan(at, Math.Min(piece, text.Length - at)));
        return stream.Complete("");
    }

    private static void Same(ReadResult streamed, ReadResult whole)
    {
        Text(streamed).ShouldBe(Text(whole));
        streamed.Unread.Select(unread => unread.Lines![0]).ShouldBe(whole.Unread.Select(unread => unread.Lines![0]));

        static string Text(ReadResult result) => string.Join('\n', result.Observations.Select(found =>
            $"{found.Kind} {found.Target} {found.Vantage} {Counts(found as Ping)} {string.Join('-', found.Evidence.Lines!)} {found.Evidence.Text} {found.Evidence.Also.Count}"));

        static string Counts(Ping? ping) => ping is null ? "" : $"{ping.Sent} {ping.Received} {string.Join(',', ping.RttMs ?? [])}";
    }

    private static string Mixed(int runs)
    {
        var text = new StringBuilder();
        for (var i = 0; i < runs; i++)
        {
            text.Append($"root@web-{i % 5}:~# ping -c 2 192.0.2.{i}\r\n");
            text.Append($"PING 192.0.2.{i} (192.0.2.{i}) 56(84) bytes of data.\r\n64 bytes from 192.0.2.{i}: icmp_seq=1 ttl=50 time=4.5 ms\r\n64 bytes from 192.0.2.{i}: icmp_seq=2 ttl=50 time=4.{i} ms\r\n\r\n");
            text.Append($"--- 192.0.2.{i} ping statistics ---\r\n2 packets transmitted, 2 received, 0% packet loss, time 1001ms\r\nrtt min/avg/max/mdev = 4.1/4.2/4.5/0.1 ms\r\n");
            for (var line = 0; line < i % 9; line++) text.Append($"2026-01-01 10:00:{line:00} INFO request took {line} ms, nothing to see\n");
            text.Append($"## step {i}\n\n```\n正在 Ping 198.51.100.{i} 具有 32 字节的数据:\n请求超时。\n来自 198.51.100.{i} 的回复: 字节=32 时间<1ms TTL=64\n```\n");
            text.Append($"> 64 bytes from 203.0.113.{i}: icmp_seq=7 ttl=50 time=4.5 ms\n> 好的\n\n");
        }

        return text.ToString();
    }
}
