using System.Globalization;
using System.Text;

namespace Demarc.Reporting;

/// <summary>
/// Quoted text is hostile: escape sequences repaint a terminal, and bidirectional controls reorder a page.
/// Both, and every other control character, are shown as the replacement character.
/// </summary>
internal static class SafeText
{
    /// <summary>One line: line breaks and tabs become blanks, runs of blanks one.</summary>
    public static string Line(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\n' or '\r' or '\t' or ' ' or '\u00a0' or '\u2028' or '\u2029')
            {
                if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
            }
            else
            {
                line.Append(Shown(c));
            }
        }

        return line.ToString().TrimEnd(' ');
    }

    /// <summary>Several lines: LF is kept, tabs become blanks up to the next eighth column.</summary>
    public static string Block(string text)
    {
        var block = new StringBuilder(text.Length);
        var column = 0;
        foreach (var c in text)
        {
            if (c == '\r') continue;
            if (c == '\t')
            {
                var blanks = 8 - column % 8;
                block.Append(' ', blanks);
                column += blanks;
                continue;
            }

            column = c == '\n' ? 0 : column + 1;
            block.Append(c == '\n' ? c : Shown(c));
        }

        return block.ToString();
    }

    /// <summary>The lines of a block, blank lines at its ends left out.</summary>
    public static IReadOnlyList<string> Lines(string text) => Block(text).Trim('\n').Split('\n');

    /// <summary>At most that many characters, with an ellipsis where something was left out; no surrogate pair is split.</summary>
    public static string Short(string text, int limit)
    {
        if (text.Length <= limit) return text;
        var end = limit - 1;
        if (end > 0 && char.IsHighSurrogate(text[end - 1])) end--;
        return string.Concat(text.AsSpan(0, end).TrimEnd(' '), "…");
    }

    private static char Shown(char c) => c switch
    {
        '\u200e' or '\u200f' or '\u061c' or '\ufeff' => '\ufffd',
        >= '\u202a' and <= '\u202e' => '\ufffd',
        >= '\u2066' and <= '\u2069' => '\ufffd',
        '\u2028' or '\u2029' => '\ufffd',
        _ when char.GetUnicodeCategory(c) is UnicodeCategory.Control => '\ufffd',
        _ => c,
    };
}
