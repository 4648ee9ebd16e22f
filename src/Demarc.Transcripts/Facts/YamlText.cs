using System.Globalization;
using System.Text;

namespace Demarc.Transcripts;

/// <summary>Values and remarks as YAML that reads back as the same text, whatever it holds.</summary>
internal static class YamlText
{
    /// <summary>Keys and values beyond this would not be read as keys on one line.</summary>
    private const int PlainLength = 120;

    private static readonly string[] Words = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

    /// <summary>A scalar: bare where that is safe, else in double quotes with escapes, always on one line.</summary>
    public static string Value(string text)
    {
        if (IsPlain(text)) return text;
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\') quoted.Append('\\').Append((char)rune.Value);
            else if (rune.Value == '\n') quoted.Append("\\n");
            else if (rune.Value == '\t') quoted.Append("\\t");
            else if (Breaks(rune)) quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else quoted.Append(rune.ToString());
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>A text as one line of a remark: white space closed up, cut at so many characters.</summary>
    public static string Remark(string text, int most)
    {
        var line = new StringBuilder();
        var blank = false;
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Breaks(rune))
            {
                blank = line.Length > 0;
                continue;
            }

            if (count++ == most) return line.Append('…').ToString();
            if (blank) line.Append(' ');
            blank = false;
            line.Append(rune.ToString());
        }

        return line.ToString();
    }

    private static bool IsPlain(string text)
    {
        if (text.Length is 0 or > PlainLength || !char.IsAsciiLetterOrDigit(text[0]) || text[^1] == ' ') return false;
        if (Words.Contains(text, StringComparer.OrdinalIgnoreCase)) return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not (' ' or '-' or '.' or '_' or '/' or '+')) return false;
        }

        return true;
    }

    // Everything that ends a line in YAML, is no printable character there, or is invisible to a person.
    private static bool Breaks(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is 0xFEFF or 0xA0 or 0xFFFE or 0xFFFF;
}
