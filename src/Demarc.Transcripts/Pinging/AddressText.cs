namespace Demarc.Transcripts.Pinging;

/// <summary>
/// Finds addresses by shape. Masked and impossible ones (<c>***.***.***.***</c>, <c>293.8.25.3</c>) count: people hide
/// addresses before they paste, and the row around is still a row.
/// </summary>
internal static class AddressText
{
    /// <summary>The first address of the text; false when there is none.</summary>
    public static bool TryFind(ReadOnlySpan<char> text, out int start, out int length)
    {
        for (start = 0; start < text.Length; start++)
        {
            if (!IsPart(text[start]) || start > 0 && IsJoined(text[start - 1])) continue;
            length = IPv4(text[start..]);
            if (length == 0) length = IPv6(text[start..]);
            if (length > 0) return true;
            while (start + 1 < text.Length && IsJoined(text[start + 1])) start++;
        }

        length = 0;
        return false;
    }

    /// <summary>Whether the whole text is one address.</summary>
    public static bool IsAddress(ReadOnlySpan<char> text) => text.Length > 1 && (IPv4(text) == text.Length || IPv6(text) == text.Length);

    private static bool IsPart(char c) => char.IsAsciiHexDigit(c) || c is ':' or '*' or 'x' or 'X';

    private static bool IsJoined(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or ':' or '-' or '_' or '*' or '%';

    private static int IPv4(ReadOnlySpan<char> text)
    {
        var at = 0;
        for (var group = 0; group < 4; group++)
        {
            if (group > 0)
            {
                if (at >= text.Length || text[at] != '.') return 0;
                at++;
            }

            var from = at;
            while (at < text.Length && at - from < 3 && (char.IsAsciiDigit(text[at]) || text[at] is '*' or 'x' or 'X')) at++;
            if (at == from) return 0;
        }

        if (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '-' or '_' or '*')) return 0;
        if (at + 1 < text.Length && text[at] == '.' && char.IsAsciiLetterOrDigit(text[at + 1])) return 0;
        return at;
    }

    /// <summary>Two colons together, or seven in all: clock times have neither.</summary>
    private static int IPv6(ReadOnlySpan<char> text)
    {
        var at = 0;
        var colons = 0;
        var folded = false;
        var group = 0;
        while (at < text.Length && at < 46)
        {
            if (text[at] == ':')
            {
                folded |= at > 0 && text[at - 1] == ':';
                colons++;
                group = 0;
            }
            else if (char.IsAsciiHexDigit(text[at]) || text[at] is 'x' or 'X' or '*') group++;
            else if (text[at] == '.' && colons > 1 && IPv4(text[(at - group)..]) is > 0 and var tail) at += tail - group - 1;
            else break;
            if (group > 4) return 0;
            at++;
        }

        // "2001:db8::1:" is an address with the row's colon after it.
        if (at > 2 && text[at - 1] == ':' && text[at - 2] != ':') (at, colons) = (at - 1, colons - 1);
        if (colons > 7 || !(folded || colons == 7) || at < 3) return 0;
        if (at < text.Length && text[at] == '%')
        {
            at++;
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '.' or '-' or '_')) at++;
        }

        return at < text.Length && (char.IsAsciiLetter(text[at]) || text[at] is '-' or '_') ? 0 : at;
    }
}
