using Demarc.Model;

namespace Demarc.Reporting.Tests;

public sealed class MarkdownReportTests
{
    [Theory]
    [InlineData("server", Language.English)]
    [InlineData("server", Language.Chinese)]
    [InlineData("undetermined", Language.English)]
    [InlineData("undetermined", Language.Chinese)]
    [InlineData("healthy", Language.English)]
    [InlineData("hostile", Language.English)]
    public void A_summary_reads_as_agreed(string name, Language language) =>
        Golden.Check($"markdown/{name}.{TerminalReportTests.Tag(language)}.md", Text([TerminalReportTests.Named(name)], language));

    [Fact]
    public void The_chinese_summary_has_the_four_headings_in_order()
    {
        var text = Text([ServerSample.Document], Language.Chinese);
        var places = new[] { "## 问题定义", "## 问题分析", "## 问题总结", "## 后续建议" }.Select(heading => text.IndexOf(heading, StringComparison.Ordinal)).ToList();
        places.ShouldAllBe(place => place >= 0);
        places.ShouldBeInOrder();
    }

    [Theory]
    [InlineData("a `b` c", "``a `b` c``")]
    [InlineData("`x", "`` `x ``")]
    [InlineData("plain", "`plain`")]
    public void A_code_span_outlasts_the_backticks_inside(string text, string expected) => MarkdownText.Code(text).ShouldBe(expected);

    [Theory]
    [InlineData("tcp_tw_recycle", "tcp_tw_recycle")]
    [InlineData("<b>[x](y)</b>", "\\<b>\\[x\\](y)\\</b>")]
    [InlineData("- item\n# head", "\\- item # head")]
    public void Markup_in_quoted_text_is_escaped(string text, string expected) => MarkdownText.Escape(text).ShouldBe(expected);

    private static string Text(IReadOnlyList<VerdictDocument> documents, Language language)
    {
        using var writer = new StringWriter();
        MarkdownReport.Write(writer, documents, language, SampleWords.Vocabulary);
        return writer.ToString();
    }
}
