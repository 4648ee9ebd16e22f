namespace Demarc.Transcripts.Wfp;

/// <summary>
/// The XML that Windows' filtering platform writes: one element a line, <c>&lt;localPort&gt;49812&lt;/localPort&gt;</c>. It is read by lines,
/// so that there is no document type, no entity but the five, no depth and no length to be wary of, and what is cut off still tells.
/// </summary>
internal static class WfpElements
{
    private const int LongestValue = 1024;

    /// <summary>Name and value of an element that stands on one line whole; null for any other line.</summary>
    public static (string Name, string Value)? Of(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        if (line.Length < 7 || line[0] != '<' || line[1] is '/' or '!' or '?') return null;
        var open = line.IndexOf('>');
        if (open < 2) return null;
        var name = line[1..open];
        var space = name.IndexOf(' ');
        if (space > 0) name = name[..space];
        var rest = line[(open + 1)..];
        var close = rest.LastIndexOf("</", StringComparison.Ordinal);
        if (close < 0 || close > LongestValue || !rest[(close + 2)..].TrimEnd('>').SequenceEqual(name)) return null;
        return (name.ToString(), Plain(rest[..close]));
    }

    /// <summary>Paths of programs are written with a full stop after every character, as two octets make one.</summary>
    public static string Undotted(string text)
    {
        if (text.Length < 4) return text;
        Span<char> found = stackalloc char[LongestValue];
        var length = 0;
        for (var i = 0; i < text.Length; i += 2)
        {
            if (i + 1 < text.Length && text[i + 1] != '.') return text;
            found[length++] = text[i];
        }

        return new string(found[..length]).TrimEnd('.');
    }

    private static string Plain(ReadOnlySpan<char> text) => text.Contains('&')
        ? text.ToString().Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&quot;", "\"", StringComparison.Ordinal).Replace("&apos;", "'", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal)
        : text.ToString();
}
