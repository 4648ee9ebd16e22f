using System.Net;
using System.Text;

namespace Demarc.Mail.Reading;

/// <summary>Character references of HTML (Living Standard 13.5): the names of HTML 4 and numbers; unknown ones stay as written.</summary>
internal static class HtmlEntities
{
    private const int Longest = 12;

    public static string Decode(ReadOnlySpan<char> text)
    {
        if (!text.Contains('&')) return text.ToString();
        var decoded = new StringBuilder(text.Length);
        while (true)
        {
            var sign = text.IndexOf('&');
            if (sign < 0) return decoded.Append(text).ToString();
            decoded.Append(text[..sign]);
            text = text[sign..];
            var length = Length(text);
            var name = text[..length];
            decoded.Append(length == 1 ? "&" : One(name));
            text = text[length..];
        }
    }

    // With a semicolon, or without one as old programs write &nbsp and numbers.
    private static int Length(ReadOnlySpan<char> text)
    {
        var end = 1;
        while (end < text.Length && end < Longest && (char.IsAsciiLetterOrDigit(text[end]) || (end == 1 && text[end] == '#'))) end++;
        if (end < text.Length && text[end] == ';') return end + 1;
        if (text.Length > 2 && text[1] == '#') return end;
        foreach (var known in (ReadOnlySpan<string>)["&nbsp", "&amp", "&lt", "&gt", "&quot"])
        {
            if (text.StartsWith(known)) return known.Length;
        }

        return 1;
    }

    private static string One(ReadOnlySpan<char> name)
    {
        if (name.Length > 3 && name[1] == '#') return Number(name);
        var written = name.ToString();
        return WebUtility.HtmlDecode(name[^1] == ';' ? written : written + ";");
    }

    private static string Number(ReadOnlySpan<char> name)
    {
        var digits = name[2..].TrimEnd(';');
        var hex = digits is ['x' or 'X', ..];
        if (!int.TryParse(hex ? digits[1..] : digits, hex ? System.Globalization.NumberStyles.AllowHexSpecifier : System.Globalization.NumberStyles.None, null, out var value)) return name.ToString();

        // 128 to 159 mean Windows-1252, as browsers take them.
        if (value is >= 0x80 and <= 0x9f) return CharsetNames.Find("windows-1252")!.Encoding.GetString([(byte)value]);
        return Rune.IsValid(value) && value != 0 ? new Rune(value).ToString() : "\uFFFD";
    }
}
