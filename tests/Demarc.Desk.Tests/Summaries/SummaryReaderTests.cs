using Demarc.Desk.Store;
using Demarc.Desk.Summaries;
using Demarc.Desk.Tests.Store;
using Demarc.Model;

namespace Demarc.Desk.Tests.Summaries;

/// <summary>A summary that a person edited as Markdown, read back for HTML and Word; the pack for others.</summary>
public sealed class SummaryReaderTests
{
    [Fact]
    public void What_was_written_reads_back_as_it_was()
    {
        var blocks = new SummaryBlock[]
        {
            new SummaryBlock.Heading("1. Where * it_stands"), new SummaryBlock.Paragraph("one | two\n- three"), new SummaryBlock.Points(["a\\b", "# c"]),
            new SummaryBlock.Table(["When", "What | that"], [["12:00", "x <b>"], ["", "`y`"]]), new SummaryBlock.Output("", ["$ ping", "```", "64 bytes"]),
        };
        var written = SummaryMarkdown.Write(new([new(Language.English, "Case DM-1", blocks), new(Language.Chinese, "案例总结", [new SummaryBlock.Heading("结论"), new SummaryBlock.Paragraph("网站打不开")])]));
        var read = SummaryReader.Read(written);
        read.Parts.Select(part => (part.Language, part.Title)).ShouldBe([(Language.English, "Case DM-1"), (Language.Chinese, "案例总结")]);
        SummaryMarkdown.Write(read).ShouldBe(written);
    }

    [Fact]
    public void What_a_person_adds_is_in_every_form()
    {
        var read = SummaryReader.Read("# Title\n\nwords **of** mine\n\n| a | b |\n|---|---|\n| only one |\n\n* point\n```\nopen end\n");
        SummaryHtml.Write(read).ShouldContain("words of mine");
        read.Parts[0].Blocks.OfType<SummaryBlock.Table>().Single().Rows[0].ShouldBe(["only one", ""]);
        read.Parts[0].Blocks.OfType<SummaryBlock.Output>().Single().Lines.ShouldContain("open end");
    }

    [Fact]
    public void Cells_beyond_the_heads_of_a_table_are_kept()
    {
        var table = SummaryReader.Read("| a |\n|---|\n| b | and c |\n").Parts[0].Blocks.OfType<SummaryBlock.Table>().Single();
        table.Heads.ShouldBe(["a", ""]);
        table.Rows.ShouldHaveSingleItem().ShouldBe(["b", "and c"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("|")]
    [InlineData("#")]
    [InlineData("```")]
    [InlineData("-\n- \n|\\")]
    [InlineData("####### x\n---\n|||\n")]
    public void Anything_is_read(string text) => SummaryHtml.Write(SummaryReader.Read(text)).ShouldNotBeEmpty();

    [Fact]
    public void The_pack_for_others_holds_the_flows_the_traces_and_the_hashes()
    {
        using var open = new OpenDesk();
        var it = open.Case();
        Should.Throw<DeskFault>(() => EscalationSource.Of(open.Desk, it)).Kind.ShouldBe(DeskFaultKind.Conflict);
        open.Add(it.Id, "curl.txt", "$ curl -v --max-time 20 https://shop.example.net/\n*   Trying 203.0.113.10:443...\n* connect to 203.0.113.10 port 443 failed: Connection timed out\n* Failed to connect to shop.example.net port 443 after 20000 ms: Connection timed out\ncurl: (28) Failed to connect to shop.example.net port 443 after 20000 ms: Connection timed out\n");
        open.Add(it.Id, "trace.txt", "$ traceroute -n 203.0.113.10\ntraceroute to 203.0.113.10 (203.0.113.10), 30 hops max, 60 byte packets\n 1  192.0.2.1  0.5 ms  0.4 ms  0.4 ms\n 2  198.51.100.1  5.1 ms  5.0 ms  5.2 ms\n 3  * * *\n 4  * * *\n");
        var pack = EscalationSource.Of(open.Desk, it);
        pack.Flows.ShouldContain(flow => flow.Destination == "203.0.113.10" && flow.DestinationPort == 443);
        pack.Traces.Single().Lines.ShouldContain(line => line.Contains("198.51.100.1", StringComparison.Ordinal));
        pack.Files.Select(file => file.Name).ShouldBe(["E1 curl.txt", "E2 trace.txt"]);
        pack.Files.ShouldAllBe(file => file.Sha256.Length == 64);
    }
}
