using System.Text;

namespace Demarc.Cli.Printing;

/// <summary>
/// Breaks a paragraph into lines of at most so many columns: at blanks, and between Chinese characters, but never before
/// a closing mark or after an opening one. A word longer than a line keeps its own line.
/// </summary>
public static class Wrapping
{
    private const string NeverFirst = "，。；：、？！）》〉」』】〕”’…,.;:?!)]}";
    private const string NeverLast = "（《〈「『【〔“‘([{";

    public static IReadOnlyList<string> Lines(string text, int columns)
    {
        var lines = new List<string>();
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split('\n')) Wrap(paragraph, Math.Max(10, columns), lines);
        return lines;
    }

    private static void Wrap(string paragraph, int columns, List<string> lines)
    {
        var line = new StringBuilder();
        var width = 0;
        foreach (var piece in Pieces(paragraph))
        {
            var wide = DisplayWidth.Of(piece.TrimEnd());
            if (width > 0 && width + wide > columns)
            {
                lines.Add(line.ToString().TrimEnd());
                line.Clear();
                width = 0;
            }

            line.Append(piece);
            width += DisplayWidth.Of(piece);
        }

        lines.Add(line.ToString().TrimEnd());
    }

    /// <summary>The smallest parts that stay together, each with the blanks that follow it.</summary>
    private static IEnumerable<string> Pieces(string text)
    {
        var start = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (!MayBreak(text, i)) continue;
            yield return text[start..i];
            start = i;
        }

        if (start < text.Length) yield return text[start..];
    }

    private static bool MayBreak(string text, int at)
    {
        var (before, after) = (text[at - 1], text[at]);
        if (after == ' ' || char.IsLowSurrogate(after)) return false;
        if (before == ' ') return true;
        if (NeverFirst.Contains(after) || NeverLast.Contains(before)) return false;
        return IsHan(before) || IsHan(after);
    }

    private static bool IsHan(char letter) => letter is >= '\u2E80' and <= '\uFF60';
}
