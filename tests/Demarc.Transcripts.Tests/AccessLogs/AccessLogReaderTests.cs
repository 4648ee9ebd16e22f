using System.Diagnostics;
using System.Text;
using Demarc.Model;
using Demarc.Testing;
using Demarc.Transcripts.AccessLogs;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.AccessLogs;

public sealed class AccessLogReaderTests
{
    private static readonly AccessLogReader Reader = new();

    private const string Agent = "\"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_13_4) AppleWebKit/537.36\"";

    private static readonly string Combined = $"""
        ...

        203.0.113.70 - - [12/Apr/2018:08:35:39 +0000] "GET / HTTP/1.1" 302 0 "-" {Agent}
        203.0.113.70 - - [12/Apr/2018:16:35:39 +0800] "GET /auth/login/org/?token=abcdef1234567890 HTTP/1.1" 200 3487 "-" {Agent}
        203.0.113.70 - - [12/Apr/2018:16:35:39 +0800] "GET /auth/login/org/?token=abcdef1234567890 HTTP/1.1" 200 3487 "-" {Agent}
        203.0.113.70 - alice [12/Apr/2018:08:35:51 +0000] "POST /auth/login/org/ HTTP/1.1" 403 3203 "http://198.51.100.135/auth/login/org/" {Agent} rt=1.250 uct="0.001"

        ...
        """;

    private static AccessLog[] Read(string text) => [.. Blocks.Observations(Reader, text).Cast<AccessLog>()];

    [Fact]
    public void Reads_the_combined_format()
    {
        var found = Read(Combined);
        found.Select(l => (l.Client, l.Status, l.Bytes)).ShouldBe([("203.0.113.70", 302, 0L), ("203.0.113.70", 200, 3487L), ("203.0.113.70", 200, 3487L), ("203.0.113.70", 403, 3203L)]);
        found[1].Request.ShouldBe("GET /auth/login/org/?token=**** HTTP/1.1");
        found[1].Evidence.Text.ShouldNotContain("abcdef1234567890");
        found[1].Time.ShouldBe(new Moment("12/Apr/2018:16:35:39 +0800", new DateTimeOffset(2018, 4, 12, 8, 35, 39, TimeSpan.Zero), ZoneKnowledge.Stated));
        found[3].Ms.ShouldBe(1250);
        found[0].Ms.ShouldBeNull();
        Blocks.Lines(found[3]).ShouldBe([6, 6]);
    }

    [Theory]
    [InlineData("192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"GET /a.gif HTTP/1.0\" 200 2326", "192.0.2.1", 200, 2326, "GET /a.gif HTTP/1.0")]
    [InlineData("192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 304 -", "192.0.2.1", 304, 0, "GET / HTTP/1.0")]
    [InlineData("2001:db8::1 - - [10/Oct/2000:13:55:36 -0700] \"-\" 408 0 \"-\" \"-\"", "2001:db8::1", 408, 0, "-")]
    [InlineData("shop.example.com:443 192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/2.0\" 200 5 \"-\" \"curl/8\"", "192.0.2.1", 200, 5, "GET / HTTP/2.0")]
    [InlineData("nginx_1  | 192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"GET /?q=\\\"x\\\" HTTP/1.1\" 499 0 \"-\" \"curl/8\"", "192.0.2.1", 499, 0, "GET /?q=\\\"x\\\" HTTP/1.1")]
    [InlineData("> 192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] \"\\x16\\x03\\x01\" 400 166 \"-\" \"-\"", "192.0.2.1", 400, 166, "\\x16\\x03\\x01")]
    public void Reads_the_shapes_there_are(string line, string client, int status, int bytes, string request)
    {
        var log = Read(line).ShouldHaveSingleItem();
        (log.Client, log.Status, log.Bytes, log.Request).ShouldBe((client, status, (long?)bytes, request));
    }

    [Theory]
    [InlineData("2019/04/21 02:18:56 [info] 1167#0: *2650 client prematurely closed connection, client: 192.0.2.9, request: \"CONNECT a.example.com:443 HTTP/1.1\"")]
    [InlineData("he wrote \"GET / HTTP/1.1\" 200 times")]
    [InlineData("192.0.2.1 - - [21/Apr/2")]
    [InlineData("[1] \"quoted\" 200 5")]
    public void Error_logs_and_prose_give_nothing(string line) => Read(line).ShouldBeEmpty();

    [Fact]
    public void An_impossible_date_keeps_its_text_only()
    {
        var log = Read("192.0.2.1 - - [31/Feb/2018:08:35:39 +0000] \"GET / HTTP/1.1\" 200 1").ShouldHaveSingleItem();
        log.Time.ShouldBe(new Moment("31/Feb/2018:08:35:39 +0000", null, ZoneKnowledge.Unknown));
    }

    [Fact]
    public void Corpus_removed_addresses_leave_the_client_open()
    {
        var found = Read(Blocks.Sample("nginx", "03-access-499-504-address-removed.txt"));
        found.Select(l => (l.Client, l.Status, l.Bytes)).ShouldBe([(null, 504, 562L), (null, 499, 0L)]);
        found[0].Time!.Utc.ShouldBe(new DateTimeOffset(2022, 10, 23, 23, 39, 32, TimeSpan.Zero));
    }

    [Fact]
    public void Corpus_line_without_its_front_is_read_from_the_request_on()
    {
        var log = Read(Blocks.Sample("nginx", "02-connect-499-and-client-reset.txt")).ShouldHaveSingleItem();
        (log.Client, log.Status, log.Bytes, Fingerprint.Of(log.Request), log.Time).ShouldBe((null, 499, 0L, "#73a263e6", null));
    }

    [Fact]
    public void Case_d_has_eight_lines()
    {
        var found = Read(File.ReadAllText(Repository.Shared("seeds", "case-d-intermittent-https.md")));
        found.Length.ShouldBe(8);
        found.Select(l => l.Status).ShouldBe([302, 302, 200, 403, 302, 302, 200, 403]);
        found.Select(l => Blocks.Lines(l)[0]).ShouldBe([222, 223, 224, 225, 237, 238, 239, 240]);
        found[2].Bytes.ShouldBe(3487);
        found[0].Time!.Utc.ShouldBe(new DateTimeOffset(2018, 4, 12, 8, 35, 39, TimeSpan.Zero));
    }

    [Fact]
    public void Keeps_the_first_thousand_and_then_failures_and_counts_the_rest()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 5000; i++) text.Append($"192.0.2.1 - - [12/Apr/2018:08:35:39 +0000] \"GET /{i} HTTP/1.1\" {(i % 2 == 0 ? 200 : 500)} 1\n");
        var block = Blocks.Read(Reader, text.ToString()).ShouldHaveSingleItem();
        block.Observations.Count.ShouldBe(2000);
        block.Observations.Skip(1000).Cast<AccessLog>().ShouldAllBe(l => l.Status == 500);
        block.Last.ShouldBe(4999);
        var unread = block.Unread.ShouldHaveSingleItem();
        unread.Reason.En.ShouldBe("3000 more log lines of the same kind, counted");
        (unread.First, unread.Last).ShouldBe((1000, 4999));
    }

    [Fact]
    public void Reads_a_million_lines_at_disk_speed()
    {
        const int lines = 1_000_000;
        var line = $"203.0.113.70 - - [12/Apr/2018:08:35:39 +0000] \"GET /auth/login/org/ HTTP/1.1\" 200 3487 \"-\" {Agent}\n";
        var text = string.Create(line.Length * lines, line, static (span, l) =>
        {
            for (var at = 0; at < span.Length; at += l.Length) l.CopyTo(span[at..]);
        });
        var evidence = new EvidenceText("access.log", "00", text);
        Reader.Read(new BlockContext(new EvidenceText("access.log", "00", line), 0)).ShouldNotBeNull();
        var watch = Stopwatch.StartNew();
        var block = Reader.Read(new BlockContext(evidence, 0))!;
        var rate = text.Length / 1e6 / watch.Elapsed.TotalSeconds;
        TestContext.Current.TestOutputHelper?.WriteLine($"{text.Length / 1e6:F0} MB, {rate:F0} MB/s");
        block.Observations.Count.ShouldBe(1000);

        // An unoptimised build on a shared machine: a quarter of the rate that is asked of a release build.
        rate.ShouldBeGreaterThan(25);
    }

    [Fact]
    public void Survives_damage() => Blocks.Survives(Reader, Combined, 2);
}
