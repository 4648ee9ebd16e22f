using System.Text;

namespace Demarc.Artifacts.Tests;

public sealed class SegmentTests
{
    [Fact]
    public void Segments_are_cut_at_line_ends_and_know_their_first_line()
    {
        var limits = new ArtifactLimits { SegmentChars = 10, LineChars = 8 };
        foreach (var artifact in Bench.FromInput("one\ntwo\nthree\nfour\r\n\nsix"u8.ToArray(), limits))
        {
            artifact.Segments().Select(segment => (segment.FirstLine, segment.Text.ToString()))
                .ShouldBe([(1, "one\ntwo\n"), (3, "three\n"), (4, "four\r\n\n"), (6, "six")]);
            artifact.Unread.ShouldBeEmpty();
        }
    }

    [Fact]
    public void A_text_as_long_as_a_segment_is_read_to_its_end()
    {
        var limits = new ArtifactLimits { SegmentChars = 10, LineChars = 8 };
        foreach (var artifact in Bench.FromInput("one\ntwo\nxy"u8.ToArray(), limits)) Bench.TextOf(artifact).ShouldBe("one\ntwo\nxy");
    }

    [Fact]
    public void A_line_that_is_too_long_loses_its_end_and_keeps_the_count()
    {
        var limits = new ArtifactLimits { SegmentChars = 12, LineChars = 5 };
        foreach (var artifact in Bench.FromInput("exact\nlonger than that\nx\nabcd😀!\nend"u8.ToArray(), limits))
        {
            Bench.TextOf(artifact).ShouldBe("exact\nlonge\nx\nabcd\nend");
            artifact.Unread.Select(unread => unread.Lines![0]).ShouldBe([2, 4]);
            artifact.Unread[0].Reason.ShouldBe("stdin: line 2 is longer than 5 characters, the rest of it was left out");
        }
    }

    [Fact]
    public void A_text_of_one_endless_line_is_read_to_the_limit()
    {
        var limits = new ArtifactLimits { SegmentChars = 4096, LineChars = 1000 };
        foreach (var artifact in Bench.FromInput(Bench.Utf8(new string('x', 300_000)), limits))
        {
            Bench.TextOf(artifact).Length.ShouldBe(1000);
            artifact.Unread.ShouldHaveSingleItem().Lines.ShouldBe([1, 1]);
        }
    }

    [Fact]
    public void Segments_joined_are_the_text_whatever_the_encoding_and_the_size()
    {
        var text = string.Concat(Enumerable.Range(1, 20_000).Select(i => $"第 {i} 跳  <1 毫秒  192.0.2.{i % 256} 请求超时。\r\n"));
        foreach (var bytes in new[] { Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetBytes(text), Bench.Gb18030(text) })
        {
            foreach (var artifact in Bench.FromInput(bytes, new ArtifactLimits { SegmentChars = 70_001, LineChars = 1000 }))
            {
                var segments = artifact.Segments().Select(segment => (segment.FirstLine, Text: segment.Text.ToString())).ToList();
                segments.Count.ShouldBeGreaterThan(5);
                segments.ShouldAllBe(segment => segment.Text.EndsWith('\n') && segment.Text.Length <= 70_001);
                string.Concat(segments.Select(segment => segment.Text)).ShouldBe(text);
                var line = 1;
                foreach (var segment in segments)
                {
                    segment.FirstLine.ShouldBe(line);
                    line += segment.Text.Count(c => c == '\n');
                }
            }
        }
    }

    [Fact]
    public void A_log_of_100_MB_is_read_in_little_memory()
    {
        using var bench = new Bench();
        var path = Path.Combine(bench.Root, "big.log");
        var line = Bench.Utf8("2018-04-12 08:30:00 来自 192.0.2.1 的回复: 字节=32 时间=12ms TTL=64 and some more of it to fill the line\n");
        using (var file = File.Create(path))
        {
            for (var written = 0L; written < 100 << 20; written += line.Length) file.Write(line);
        }

        long lines = 0, peak = 0;
        foreach (var artifact in ArtifactReader.Open([path]))
        {
            foreach (var segment in artifact.Segments())
            {
                lines += segment.Text.Span.Count('\n');
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
            }
        }

        lines.ShouldBe(new FileInfo(path).Length / line.Length);
        peak.ShouldBeLessThan(200L << 20);
    }
}
