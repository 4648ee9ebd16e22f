using System.Text;

namespace Demarc.Mail.Reading;

/// <summary>Text in the two shapes the rest relies on: lines that end in LF, and one line without control characters.</summary>
internal static class PlainLines
{
    /// <summary>CRLF and lone CR become LF.</summary>
    public static string Normal(string text) =>
        text.Contains('\r') ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n') : text;

    /// <summary>Line ends and tabs become blanks, other control characters go, lone surrogates become U+FFFD, the ends are trimmed.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\t' or '\n' or '\r') line.Append(' ');
            else if (!Rune.IsControl(rune)) line.Append(rune);
        }

        return line.ToString().Trim();
    }
}
