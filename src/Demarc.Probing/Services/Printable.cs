using System.Globalization;
using System.Text;

namespace Demarc.Probing.Services;

/// <summary>What strangers send, made fit for a line of evidence: one line, printable, short.</summary>
public static class Printable
{
    /// <summary>Printable ASCII of octets; anything else is a dot.</summary>
    public static string Of(ReadOnlySpan<byte> octets, int most)
    {
        var text = new StringBuilder();
        foreach (var octet in octets.Length > most ? octets[..most] : octets) text.Append(octet is >= 0x20 and < 0x7f ? (char)octet : '.');
        return text.ToString();
    }

    /// <summary>The text without control and format characters, cut to so many.</summary>
    public static string Of(string text, int most)
    {
        var clean = new StringBuilder();
        foreach (var letter in text)
        {
            if (clean.Length == most) return clean.Append('…').ToString();
            var dangerous = char.IsControl(letter) || char.IsSurrogate(letter) || CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            clean.Append(dangerous ? '.' : letter);
        }

        return clean.ToString();
    }

    /// <summary>
    /// An address on the web without what may be secret: no user, and of a query only that there is one.
    /// </summary>
    public static string Url(string url)
    {
        var text = url;
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        var start = scheme < 0 ? 0 : scheme + 3;
        var end = text.IndexOfAny(['/', '?', '#'], start);
        var at = (end < 0 ? text[start..] : text[start..end]).LastIndexOf('@');
        if (at >= 0) text = text[..start] + text[(start + at + 1)..];
        var query = text.IndexOfAny(['?', '#']);
        return Of(query < 0 ? text : text[..query] + "?…", 300);
    }

    /// <summary>Milliseconds with one digit.</summary>
    public static string Ms(double ms) => string.Create(CultureInfo.InvariantCulture, $"{ms:0.0} ms");
}
