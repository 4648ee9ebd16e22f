using System.Globalization;
using System.Text;

namespace Demarc.Desk.Letters;

/// <summary>Text of any origin made safe for a mail or a document: no control or bidirectional characters, no half of a surrogate pair; a subject has one line.</summary>
internal static class MailText
{
    /// <summary>One line; line breaks and tabs become blanks, so nothing can add a header.</summary>
    public static string Line(string text) => string.Join(' ', Block(text).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Several lines, separated by LF, without trailing blanks.</summary>
    public static string Block(string text)
    {
        var block = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value == '\n') TrimEnd(block).Append('\n');
            else if (rune.Value == '\t') block.Append("    ");
            else if (rune.IsBmp) block.Append(IsUnsafe((char)rune.Value) ? '\ufffd' : (char)rune.Value);
            else block.Append(rune.ToString());
        }

        return TrimEnd(block).ToString().Trim('\n');
    }

    /// <summary>The text with no more than one empty line between paragraphs, whatever was left out of it.</summary>
    public static string Paragraphs(string text)
    {
        var written = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c == '\n' && written.Length > 1 && written[^1] == '\n' && written[^2] == '\n') continue;
            written.Append(c);
        }

        return written.ToString();
    }

    /// <summary>A mark of Chinese sentences, which brings its own blank.</summary>
    public static bool IsFullWidth(char c) => c is (>= '\u3000' and <= '\u303f') or (>= '\uff00' and <= '\uffef') or '“' or '”';

    /// <summary>A letter of the Han script.</summary>
    public static bool IsHan(char c) => c is >= '\u4e00' and <= '\u9fff' or >= '\u3400' and <= '\u4dbf';

    private static StringBuilder TrimEnd(StringBuilder block)
    {
        while (block.Length > 0 && block[^1] == ' ') block.Length--;
        return block;
    }

    private static bool IsUnsafe(char c) =>
        c is '\ufffe' or '\uffff' or '\u200e' or '\u200f' or '\u061c' or '\ufeff' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069')
        || char.GetUnicodeCategory(c) is UnicodeCategory.Control;
}
