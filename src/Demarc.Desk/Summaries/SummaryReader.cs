using System.Text;
using Demarc.Desk.Intake;
using Demarc.Model;

namespace Demarc.Desk.Summaries;

/// <summary>
/// Reads the Markdown that <see cref="SummaryMarkdown"/> writes, after a person has edited it, so that HTML and Word say what they made
/// of it. What is no heading, list, table or fenced output is a paragraph; no text is lost and none becomes markup.
/// </summary>
public static class SummaryReader
{
    public static SummaryDocument Read(string markdown)
    {
        var parts = new List<SummaryPart>();
        var lines = markdown.ReplaceLineEndings("\n").Split('\n');
        var (title, blocks) = ("", new List<SummaryBlock>());
        void End()
        {
            if (title.Length == 0 && blocks.Count == 0) return;
            parts.Add(new(IsChinese(title, blocks) ? Language.Chinese : Language.English, title, blocks));
            (title, blocks) = ("", []);
        }

        for (var at = 0; at < lines.Length;)
        {
            var line = lines[at];
            if (line.Trim() is "" or "---")
            {
                at++;
            }
            else if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                End();
                title = Plain(line[2..]);
                at++;
            }
            else if (line.StartsWith('#') && line.TrimStart('#') is [' ', .. var heading])
            {
                blocks.Add(new SummaryBlock.Heading(Plain(heading)));
                at++;
            }
            else if (IsPoint(line))
            {
                var items = Take(lines, ref at, IsPoint);
                blocks.Add(new SummaryBlock.Points([.. items.Select(item => Plain(item.TrimStart()[2..]))]));
            }
            else if (line.StartsWith('|'))
            {
                blocks.Add(Table(Take(lines, ref at, it => it.StartsWith('|'))));
            }
            else if (line.StartsWith("```", StringComparison.Ordinal))
            {
                var fence = line[..line.TakeWhile(c => c == '`').Count()];
                at++;
                blocks.Add(new SummaryBlock.Output("", Take(lines, ref at, it => !it.StartsWith(fence, StringComparison.Ordinal))));
                at++;
            }
            else
            {
                var first = at;
                var text = Take(lines, ref at, it => at == first || (it.Trim().Length > 0 && !it.StartsWith('#') && !it.StartsWith('|') && !it.StartsWith("```", StringComparison.Ordinal) && !IsPoint(it)));
                blocks.Add(new SummaryBlock.Paragraph(string.Join('\n', text.Select(it => Plain(it.EndsWith('\\') ? it[..^1] : it)))));
            }
        }

        End();
        return new(parts);
    }

    private static bool IsPoint(string line) => line.TrimStart() is ['-' or '*' or '+', ' ', ..];

    /// <summary>The lines from here on that are alike.</summary>
    private static List<string> Take(string[] lines, ref int at, Func<string, bool> isAlike)
    {
        var taken = new List<string>();
        while (at < lines.Length && isAlike(lines[at])) taken.Add(lines[at++]);
        return taken;
    }

    private static SummaryBlock.Table Table(List<string> lines)
    {
        var rows = lines.Select(Cells).ToList();
        if (rows.Count > 1 && rows[1].All(cell => cell.Length > 0 && cell.All(c => c is '-' or ':'))) rows.RemoveAt(1);

        // A row with more cells than the head has is not cut off.
        var width = Math.Max(1, rows.Max(row => row.Count));
        var whole = rows.Select(row => (IReadOnlyList<string>)[.. row, .. Enumerable.Repeat("", width - row.Count)]).ToList();
        return new(whole[0], [.. whole.Skip(1)]);
    }

    private static List<string> Cells(string line)
    {
        var (cells, cell) = (new List<string>(), new StringBuilder());
        for (var at = 1; at < line.Length; at++)
        {
            if (line[at] == '\\' && at + 1 < line.Length) cell.Append(line[at++]).Append(line[at]);
            else if (line[at] == '|') Next();
            else cell.Append(line[at]);
        }

        if (cell.ToString().Trim().Length > 0) Next();
        return cells;

        void Next()
        {
            cells.Add(Plain(cell.ToString()));
            cell.Clear();
        }
    }

    /// <summary>Text without escapes and marks of emphasis.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length && !char.IsLetterOrDigit(text[at + 1])) plain.Append(text[++at]);
            else if (text[at] == '*' && at + 1 < text.Length && text[at + 1] == '*') at++;
            else plain.Append(text[at]);
        }

        return plain.ToString().Trim();
    }

    private static bool IsChinese(string title, List<SummaryBlock> blocks) =>
        Subjects.IsChinese(title + string.Join(' ', blocks.OfType<SummaryBlock.Heading>().Select(it => it.Text)) + string.Join(' ', blocks.OfType<SummaryBlock.Paragraph>().Select(it => it.Text)));
}
