using System.Globalization;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Paths;

namespace Demarc.Transcripts.Tracert;

/// <summary>
/// What tracert says above its rows: the target and the highest hop. One line for an address, two for a name, in any
/// language: the bracketed address and the one other number are the anchors.
/// </summary>
/// <param name="Target">Name, or the address when there is no name.</param>
/// <param name="Address">The address traced to.</param>
/// <param name="MaxHops">Highest hop; null when that line was lost.</param>
internal sealed record TracertHeader(string? Target, string? Address, int? MaxHops)
{
    /// <summary>Reads the joined header lines.</summary>
    public static TracertHeader Parse(ReadOnlySpan<char> text)
    {
        string? name = null, address = null;
        var end = text.LastIndexOf(']');
        var open = end < 0 ? -1 : text[..end].LastIndexOf('[');
        var without = text.ToString();
        if (open >= 0 && end > open + 1 && (AddressText.Is(text[(open + 1)..end].Trim()) || !text[end..].StartsWith("](", StringComparison.Ordinal)))
        {
            address = text[(open + 1)..end].Trim().ToString();
            name = Name(text[..open], out var nameAt);
            without = string.Concat(text[..nameAt], " ", text[(end + 1)..]);
        }
        else if (AddressText.Find(text, out var start, out var length))
        {
            address = text.Slice(start, length).ToString();
            without = string.Concat(text[..start], " ", text[(start + length)..]);
        }

        return new TracertHeader(name ?? address, address, MaxHopsOf(without));
    }

    /// <summary>Whether a line above rows looks like a header of a language whose words are not known here.</summary>
    public static bool LooksLikeOne(ReadOnlySpan<char> line)
    {
        if (line.Length is 0 or > 300 || line.ContainsAny('=', '>', '$')) return false;
        var open = line.IndexOf('[');
        if (open >= 0 && line[open..].IndexOf(']') is > 1 and var close) return AddressText.Is(line[(open + 1)..(open + close)].Trim());
        return AddressText.Find(line, out var start, out var length) && MaxHopsOf(string.Concat(line[..start], " ", line[(start + length)..])) is not null;
    }

    /// <summary>The host name right before the bracket; CJK text may touch it, and a page may have made it a link.</summary>
    private static string? Name(ReadOnlySpan<char> before, out int at)
    {
        before = before.TrimEnd();
        at = before.Length;
        var link = before.LastIndexOf("](", StringComparison.Ordinal);
        if (link > 0 && before[..link].LastIndexOf('[') is >= 0 and var open)
        {
            at = open;
            return before[(open + 1)..link].Trim("> ").ToString();
        }

        while (at > 0 && (char.IsAsciiLetterOrDigit(before[at - 1]) || before[at - 1] is '.' or '-' or '_')) at--;
        return at < before.Length ? before[at..].ToString() : null;
    }

    private static int? MaxHopsOf(string text)
    {
        int? found = null;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i])) continue;
            var start = i;
            while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
            var alone = (start == 0 || !IsNamePart(text[start - 1])) && (i == text.Length || !IsNamePart(text[i]) || text[i] == '.');
            if (!alone || !int.TryParse(text.AsSpan(start, i - start), NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value is < 1 or > Trace.LastTtl) continue;
            if (found is not null) return null;
            found = value;
        }

        return found;
    }

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';
}
