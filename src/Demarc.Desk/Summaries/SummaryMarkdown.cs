using System.Text;
using Demarc.Desk.Letters;

namespace Demarc.Desk.Summaries;

/// <summary>A summary as Markdown. Whatever it quotes neither begins markup nor becomes HTML, and a table's cell stays one.</summary>
public static class SummaryMarkdown
{
    private const string Special = "\\`*_[]<>~&|";

    public static string Write(SummaryDocument document)
    {
        var text = new StringBuilder();
        foreach (var part in document.Parts)
        {
            if (text.Length > 0) text.Append("\n---\n\n");
            text.Append("# ").Append(Escape(part.Title)).Append('\n');
            foreach (var block in part.Blocks) Add(text.Append('\n'), block);
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, SummaryBlock block)
    {
        switch (block)
        {
            case SummaryBlock.Heading heading: text.Append("## ").Append(Escape(heading.Text)).Append('\n'); break;
            case SummaryBlock.Paragraph paragraph: text.AppendJoin("\\\n", MailText.Block(paragraph.Text).Split('\n').Select(Escape)).Append('\n'); break;
            case SummaryBlock.Points points:
                foreach (var item in points.Items) text.Append("- ").Append(Escape(item)).Append('\n');
                break;
            case SummaryBlock.Table table:
                Row(text, table.Heads);
                text.Append('|').Insert(text.Length, "---|", table.Heads.Count).Append('\n');
                foreach (var row in table.Rows) Row(text, row);
                break;
            case SummaryBlock.Output output:
                text.Append(Escape(output.Caption)).Append("\n\n");
                Fenced(text, output.Lines);
                break;
        }
    }

    private static void Row(StringBuilder text, IReadOnlyList<string> cells)
    {
        text.Append('|');
        foreach (var cell in cells) text.Append(' ').Append(Escape(cell)).Append(" |");
        text.Append('\n');
    }

    private static void Fenced(StringBuilder text, IReadOnlyList<string> lines)
    {
        var safe = lines.Select(line => MailText.Block(line).Replace('\n', ' ')).ToList();
        var fence = new string('`', Math.Max(3, safe.Select(LongestRun).DefaultIfEmpty(0).Max() + 1));
        text.Append(fence).Append('\n');
        foreach (var line in safe) text.Append(line).Append('\n');
        text.Append(fence).Append('\n');
    }

    /// <summary>One line of running text; what would begin a list, a heading or a rule is escaped too.</summary>
    internal static string Escape(string text)
    {
        var line = MailText.Line(text);
        var escaped = new StringBuilder(line.Length + 8);
        for (var at = 0; at < line.Length; at++)
        {
            var c = line[at];
            var inWord = c == '_' && at > 0 && at + 1 < line.Length && char.IsAsciiLetterOrDigit(line[at - 1]) && char.IsAsciiLetterOrDigit(line[at + 1]);
            var begins = (at == 0 && c is '-' or '+' or '=' or '#') || (c is '.' or ')' && at is > 0 and < 10 && (at + 1 == line.Length || line[at + 1] == ' ') && line[..at].All(char.IsAsciiDigit));
            if ((Special.Contains(c) && !inWord) || begins) escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
