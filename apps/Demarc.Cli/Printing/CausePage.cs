using Demarc.Model;
using Demarc.Reasoning;
using Demarc.Reporting.Terminal;

namespace Demarc.Cli.Printing;

/// <summary>One entry of the catalogue, laid out to be read from top to bottom.</summary>
internal sealed class CausePage(Page page, Language language, CauseCatalogue catalogue)
{
    private static readonly Dictionary<string, string> ChineseWords = new(StringComparer.Ordinal)
    {
        ["always"] = "总是",
        ["usually"] = "通常",
        ["often"] = "经常",
        ["sometimes"] = "有时",
        ["rarely"] = "很少",
        ["never"] = "几乎不",
    };

    public void Write(Cause cause)
    {
        page.Writer.WriteLine(page.Bold(cause.Title.In(language)));
        page.Rows(
        [
            [Say("id", "编号"), cause.Id],
            [Say("side", "所在侧"), Side(cause)],
            [Say("mechanism", "机理"), cause.Mechanism],
            [Say("prior", "先验权重"), cause.Prior.ToString(System.Globalization.CultureInfo.InvariantCulture)],
        ]);
        page.Heading(Say("How it comes about", "如何发生"));
        page.Paragraph(cause.How.In(language));
        page.Heading(Say("What it predicts", "可以预期的现象"));
        Predictions(cause);
        Confusers(cause);
        if (cause.Settle is { } settle) Settle(settle);
        page.Heading(Say("Remedy", "处理办法"));
        page.Paragraph(cause.Remedy.In(language));
        if (cause.Ask is not { } ask) return;
        page.Heading(Say("Whom to ask", "联系谁"));
        page.Paragraph(ask.Party.In(language));
        page.Paragraph(ask.Request.In(language), 4);
    }

    private string Side(Cause cause)
    {
        var side = $"{cause.Side.Name().In(language)} ({cause.Side.Id()})";
        return cause.Located ? side + Say(", or that of the segment it is located on", "，若已定位则以所在网段为准") : side;
    }

    private void Predictions(Cause cause)
    {
        foreach (var test in cause.Words.GroupBy(word => word.Test, StringComparer.Ordinal))
        {
            page.Verbatim(TestTexts.Of(test.Key).Title.In(language));
            page.Rows([.. test.Select(word => new[] { Word(word.Word), TestTexts.Outcome(word.Test, word.Outcome).In(language) })], 4);
        }
    }

    /// <summary>Padded alike under every test, so that the words stand in one column.</summary>
    private string Word(string word) =>
        language == Language.Chinese ? CellWidth.Pad(ChineseWords[word], 6) : CellWidth.Pad(word, "sometimes".Length);

    private void Confusers(Cause cause)
    {
        if (cause.Confusers.Count == 0) return;
        page.Heading(Say("Easily confused with", "容易混淆的原因"));
        foreach (var confuser in cause.Confusers)
        {
            var title = catalogue.Find(confuser.Cause)?.Title.In(language);
            page.Verbatim(title is null ? confuser.Cause : $"{confuser.Cause}{Say(": ", "：")}{title}");
            page.Paragraph(confuser.Tell.In(language), 4);
        }
    }

    private void Settle(Settle settle)
    {
        page.Heading(Say("The test that settles it", "可以定论的测试"));
        page.Verbatim($"{TestTexts.Of(settle.Test).Title.In(language)} ({settle.Test})");
        page.Paragraph(settle.Do.In(language), 4);
        if (settle.Command is { } command) page.Verbatim("$ " + command.ReplaceLineEndings("\n" + new string(' ', 6)), 4);
    }

    private string Say(string english, string chinese) => language == Language.Chinese ? chinese : english;
}
