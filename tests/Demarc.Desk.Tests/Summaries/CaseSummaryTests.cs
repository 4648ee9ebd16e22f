using Demarc.Desk.Summaries;
using Demarc.Model;

namespace Demarc.Desk.Tests.Summaries;

public sealed class CaseSummaryTests
{
    [Fact]
    public void The_summary_of_a_case_in_each_language_and_form()
    {
        Golden.Check("summaries/case.zh.md", SummaryMarkdown.Write(CaseSummary.Draft(Records.Full, Language.Chinese)));
        Golden.Check("summaries/case.en.md", SummaryMarkdown.Write(CaseSummary.Draft(Records.Full, Language.English)));
        Golden.Check("summaries/case.both.html", SummaryHtml.Write(CaseSummary.Draft(Records.Full, Language.Chinese, Language.English)));
    }

    [Fact]
    public void Chinese_is_set_as_Chinese_is()
    {
        foreach (var part in new[] { CaseSummary.Draft(Records.Full, Language.Chinese).Parts[0], EscalationPack.Draft(Records.Escalation, Language.Chinese).Parts[0] })
            foreach (var text in Records.Texts(part)) ChineseText.Faults(text).ShouldBeEmpty(text);
    }

    [Fact]
    public void What_is_not_known_is_left_out_and_a_missing_conclusion_is_said()
    {
        var text = SummaryMarkdown.Write(CaseSummary.Draft(new() { Case = "CAS-1", Title = "t", Zone = TimeZoneInfo.Utc }, Language.English));
        text.ShouldContain("No conclusion has been reached.");
        text.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).ShouldBe(["## Case", "## Conclusion"]);
    }

    [Fact]
    public void The_last_verdict_is_the_one_of_the_conclusion_and_no_certainty_is_claimed()
    {
        var text = SummaryMarkdown.Write(CaseSummary.Draft(Records.Full with { Verdicts = [.. Records.Full.Verdicts.Reverse()] }, Language.English));
        text.ShouldContain("The evidence points to the access network (confirmed).");
        text.ShouldContain("\\> 99%");
        text.ShouldNotContain("100%");
    }

    [Fact]
    public void Times_carry_their_offset() => SummaryMarkdown.Write(CaseSummary.Draft(Records.Full, Language.English)).ShouldContain("2026-11-20 09:00 +08:00");

    [Fact]
    public void Hostile_text_stays_text_in_Markdown()
    {
        var record = Records.Full with { Scope = "# big\n<script>alert(1)</script> | [x](http://example.com) ![i](y)", Timeline = [new(null, "a|b", "c\n| d |")] };
        var text = SummaryMarkdown.Write(CaseSummary.Draft(record, Language.English));
        text.ShouldContain("\\# big\\\n\\<script\\>alert(1)\\</script\\> \\| \\[x\\](http://example.com) !\\[i\\](y)");
        text.ShouldContain("|  | a\\|b | c \\| d \\| |");
        text.ShouldContain("````\n");
    }

    [Fact]
    public void Hostile_text_stays_text_in_HTML_and_nothing_is_loaded()
    {
        var record = Records.Full with { Title = "<script>alert(1)</script>", Scope = "\"' & <img src=x onerror=y>", Excerpts = [new("</pre><b>", ["</pre><script>"], "s")] };
        var page = SummaryHtml.Write(CaseSummary.Draft(record, Language.Chinese));
        page.ShouldNotContain("<script");
        page.ShouldNotContain("<img");
        page.ShouldNotContain("<b>");
        page.ShouldNotContain("http://");
        page.ShouldNotContain("https://portal.example.com/\"");
        page.ShouldContain("lang=\"zh-CN\"");
    }
}
