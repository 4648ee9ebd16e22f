using Demarc.Model;
using Demarc.Reporting.Terminal;

namespace Demarc.Reporting.Tests;

public sealed class TerminalReportTests
{
    public static TheoryData<string, int, Language> Screens()
    {
        var data = new TheoryData<string, int, Language>();
        foreach (var name in new[] { "server", "undetermined", "healthy", "hostile" })
        {
            foreach (var width in new[] { 100, 80, 44 })
            {
                data.Add(name, width, Language.English);
                data.Add(name, width, Language.Chinese);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Screens))]
    public void A_screen_reads_as_agreed(string name, int width, Language language) =>
        Golden.Check($"terminal/{name}.{Tag(language)}.{width}.txt", Text([Named(name)], language, width, colour: false));

    [Theory]
    [MemberData(nameof(Screens))]
    public void No_line_but_a_command_is_wider_than_the_terminal(string name, int width, Language language)
    {
        foreach (var line in Text([Named(name)], language, width, colour: false).Split('\n'))
        {
            if (!line.TrimStart().StartsWith("$ ", StringComparison.Ordinal)) CellWidth.Of(line).ShouldBeLessThanOrEqualTo(width, line);
        }
    }

    [Theory]
    [InlineData(Language.English)]
    [InlineData(Language.Chinese)]
    public void A_verdict_without_claims_fits_one_screen(Language language)
    {
        foreach (var document in new[] { OtherSamples.Healthy, ServerSample.Document with { Claims = [] } })
        {
            Text([document], language, 80, false).Split('\n').Length.ShouldBeLessThanOrEqualTo(24);
        }
    }

    [Theory]
    [InlineData(Language.English, "gone since")]
    [InlineData(Language.Chinese, "请保留")]
    public void What_is_said_after_the_list_of_sides_is_kept(Language language, string kept)
    {
        var summary = new Bilingual("Cannot tell from here yet. Most likely so far: transit 40 %, policy 20 %. As told, it is gone since “MTU 50 %”: keep the change.", "暂不能定界。目前可能性较大的是：中间网络 40%、访问策略 20%。据陈述，“MTU 50%”后现象消失：请保留这一变更。");
        var text = Text([OtherSamples.Undetermined with { Verdict = OtherSamples.Undetermined.Verdict with { Summary = summary } }], language, 100, false);
        text.ShouldContain(kept);
        text.ShouldNotContain(language == Language.English ? "Most likely so far: transit 40" : "目前可能性较大的是");
    }

    [Fact]
    public void A_width_below_forty_counts_as_forty() =>
        Text([ServerSample.Document], Language.English, 7, false).ShouldBe(Text([ServerSample.Document], Language.English, 40, false));

    [Fact]
    public void Without_colour_no_escape_sequence_is_written() =>
        Text([OtherSamples.Hostile], Language.English, 80, false).ShouldNotContain('\u001b');

    [Fact]
    public void With_colour_the_same_words_are_written()
    {
        var coloured = Text([ServerSample.Document], Language.Chinese, 80, colour: true);
        coloured.ShouldContain("\u001b[1;31m");
        System.Text.RegularExpressions.Regex.Replace(coloured, "\u001b\\[[0-9;]*m", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1))
            .ShouldBe(Text([ServerSample.Document], Language.Chinese, 80, colour: false));
    }

    [Fact]
    public void Escape_sequences_of_quoted_text_never_reach_the_terminal()
    {
        var text = Text([OtherSamples.Hostile], Language.Chinese, 80, colour: true);
        text.ShouldNotContain("\u001b[31mred");
        text.ShouldNotContain('\u202e');
    }

    [Fact]
    public void Several_documents_follow_each_other()
    {
        var text = Text([ServerSample.Document, OtherSamples.Healthy], Language.English, 80, false);
        text.ShouldContain("[1/2]");
        text.ShouldContain("[2/2]");
    }

    [Fact]
    public void The_word_for_liability_never_appears() =>
        Text([ServerSample.Document, OtherSamples.Undetermined, OtherSamples.Healthy], Language.Chinese, 80, false).ShouldNotContain("责任");

    [Theory]
    [InlineData(Language.English, "most likely so far: no fault, 40 %", "leading: ")]
    [InlineData(Language.Chinese, "目前以无异常的可能性最大", "侧可能性最大")]
    public void Where_nothing_seems_wrong_no_side_leads(Language language, string expected, string accusing)
    {
        var document = OtherSamples.Undetermined with { Sides = [new(Side.Healthy, 0.4, 0.4, 0), new(Side.ServerApplication, 0.12, 0.12, 0)] };
        var text = Text([document], language, 120, false);
        text.ShouldContain(expected);
        text.ShouldNotContain(accusing);
    }

    internal static VerdictDocument Named(string name) => name switch
    {
        "server" => ServerSample.Document,
        "undetermined" => OtherSamples.Undetermined,
        "healthy" => OtherSamples.Healthy,
        _ => OtherSamples.Hostile,
    };

    internal static string Tag(Language language) => language == Language.Chinese ? "zh" : "en";

    private static string Text(IReadOnlyList<VerdictDocument> documents, Language language, int width, bool colour)
    {
        using var writer = new StringWriter();
        TerminalReport.Write(writer, documents, language, width, colour, SampleWords.Vocabulary);
        return writer.ToString();
    }
}
