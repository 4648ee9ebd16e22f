using System.Text.Json;
using Demarc.Cli;
using Demarc.Testing;

namespace Demarc.Acceptance.Tests.Cli;

public sealed class CaptureVerbTests
{
    private static readonly JsonSchema Schema = JsonSchema.Load(Repository.File("docs", "formats", "capture.schema.json"));

    private static (int Exit, string Out, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        return (CommandLine.Run(["capture", .. arguments], Stream.Null, output, error), output.ToString(), error.ToString());
    }

    private static string Corpus(params string[] path) => Repository.Shared(["corpus", "captures", .. path]);

    [Theory]
    [InlineData("lab/loss_4pct_s2c.client.pcap")]
    [InlineData("zeek/tls_certificate-request-failed.pcap")]
    [InlineData("chrissanders/nowebaccess1.pcapng")]
    [InlineData("chrissanders/latency3.pcapng")]
    [InlineData("etl/demikernel_PktMon.etl")]
    [InlineData("lab/pmtud_works.server.pcap")]
    public void The_document_is_as_its_schema_says(string file)
    {
        var (exit, document, _) = Run(Corpus(file.Split('/')), "--json");
        exit.ShouldBe(0);
        Schema.Validate(document).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("en", "waited for: client's application 1.3 s")]
    [InlineData("zh", "等待：客户端应用 1.3 s")]
    public void The_page_says_who_was_waited_for_in_both_languages(string language, string expected) =>
        Run(Corpus("chrissanders", "latency3.pcapng"), "--lang", language).Out.ShouldContain(expected);

    [Fact]
    public void A_connection_is_followed_by_its_number_or_its_end()
    {
        var file = Corpus("lab", "loss_4pct_s2c.client.pcap");
        var (_, byNumber, _) = Run(file, "--follow", "1");
        byNumber.Split('\n').Count(line => line.Contains("sent again", StringComparison.Ordinal)).ShouldBe(6);
        Run(file, "--follow", "10.77.1.2:42106").Out.ShouldBe(byNumber);
        Run(file, "--follow", "7").Exit.ShouldBe(ExitCodes.WrongUsage);
    }

    [Fact]
    public void Filters_leave_out_what_they_say()
    {
        var file = Corpus("lab", "baseline.client.pcap");
        Count(file, "--port", "8080").ShouldBe(1);
        Count(file, "--port", "81").ShouldBe(0);
        Count(file, "--host", "10.77.2.2").ShouldBe(1);
        Count(file, "--host", "203.0.113.1").ShouldBe(0);
        Count(file, "--to", "2001-01-01T00:00:00Z").ShouldBe(0);
        Run(file, "--host", "nowhere").Exit.ShouldBe(ExitCodes.WrongUsage);
    }

    [Fact]
    public void Two_captures_of_one_event_say_where_packets_were_lost()
    {
        var (_, page, _) = Run(Corpus("lab", "loss_4pct_s2c.client.pcap"), Corpus("lab", "loss_4pct_s2c.server.pcap"));
        page.ReplaceLineEndings(" ").ShouldContain("154 packets from the server: 6 lost between the captures");
        var (_, silent, _) = Run(Corpus("lab", "syn_silent_drop.client.pcap"), Corpus("lab", "syn_silent_drop.server.pcap"));
        silent.ShouldContain("1 unanswered requests");
    }

    [Fact]
    public void The_page_for_browsers_fetches_nothing_and_shows_each_packet()
    {
        var file = Path.Combine(Path.GetTempPath(), $"demarc-{Guid.NewGuid():N}.html");
        try
        {
            Run(Corpus("lab", "loss_4pct_s2c.client.pcap"), "--html", file).Exit.ShouldBe(0);
            var page = File.ReadAllText(file);
            page.ShouldContain("<svg class=\"sequence\"");
            page.ShouldContain("class=\"bad\"");
            page.ShouldNotContain("http://", Case.Insensitive);
            page.ShouldNotContain("<script");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void What_is_no_capture_ends_with_a_word()
    {
        var (exit, _, error) = Run(Repository.File("README.md"));
        exit.ShouldBe(ExitCodes.NothingReadable);
        error.ShouldContain("no capture");
    }

    private static int Count(params string[] arguments)
    {
        using var document = JsonDocument.Parse(Run([.. arguments, "--json"]).Out);
        return document.RootElement.GetProperty("connections").GetArrayLength();
    }
}
