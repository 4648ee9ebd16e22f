using System.Text;

namespace Demarc.Reporting;

/// <summary>Text of any origin made safe inside Markdown: it neither starts markup nor becomes HTML.</summary>
internal static class MarkdownText
{
    private const string Special = "\\`*_[]<~&";

    /// <summary>One line of running text; a line that would begin a list or a rule is escaped too.</summary>
    public static string Escape(string text)
    {
        var line = SafeText.Line(text);
        var escaped = new StringBuilder(line.Length + 8);
        for (var at = 0; at < line.Length; at++)
        {
            var c = line[at];
            var inWord = c == '_' && at > 0 && at + 1 < line.Length && char.IsAsciiLetterOrDigit(line[at - 1]) && char.IsAsciiLetterOrDigit(line[at + 1]);
            if ((Special.Contains(c, StringComparison.Ordinal) && !inWord) || (at == 0 && c is '-' or '+' or '=' or '#' or '>')) escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>A code span whose fence is longer than any run of backticks inside.</summary>
    public static string Code(string text)
    {
        var line = SafeText.Line(text);
        var fence = new string('`', LongestRun(line) + 1);
        var blank = line.StartsWith('`') || line.EndsWith('`') ? " " : "";
        return fence + blank + line + blank + fence;
    }

    /// <summary>A fenced block, indented, whose fence is longer than any run of backticks inside.</summary>
    public static string Block(IReadOnlyList<string> lines, int indent)
    {
        var margin = new string(' ', indent);
        var fence = margin + new string('`', Math.Max(3, lines.Select(LongestRun).DefaultIfEmpty(0).Max() + 1));
        return $"{fence}\n{string.Concat(lines.Select(line => (margin + line).TrimEnd(' ') + "\n"))}{fence}\n";
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
