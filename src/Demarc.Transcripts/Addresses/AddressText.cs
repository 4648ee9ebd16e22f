using System.Globalization;
using System.Net;

namespace Demarc.Transcripts.Addresses;

/// <summary>
/// What looks like an IP address in pasted text: real ones, masked ones (<c>203.0.x.x</c>, <c>***.***.***.***</c>)
/// and ones made impossible by hand (<c>293.8.25.3</c>). They are kept as written; only real ones are ever compared.
/// </summary>
internal static class AddressText
{
    private const int Longest = 64;

    /// <summary>Whether the whole token has the shape of an IPv4 or IPv6 address, masked ones included.</summary>
    public static bool Is(ReadOnlySpan<char> token) => IsV4(token) || IsV6(token);

    /// <summary>Four dotted groups of one to three digits or mask characters.</summary>
    public static bool IsV4(ReadOnlySpan<char> token)
    {
        if (token.Length is < 7 or > 15) return false;
        var groups = 1;
        var length = 0;
        foreach (var c in token)
        {
            if (c == '.')
            {
                if (length == 0) return false;
                groups++;
                length = 0;
            }
            else if (char.IsAsciiDigit(c) || IsMask(c)) length++;
            else return false;

            if (length > 3) return false;
        }

        return groups == 4 && length > 0;
    }

    /// <summary>Groups of up to four hex digits or mask characters: eight of them, or fewer around one <c>::</c>; a zone may follow.</summary>
    public static bool IsV6(ReadOnlySpan<char> token)
    {
        if (token.Length > 2 * Longest) return false;
        var zone = token.IndexOf('%');
        if (zone > 0)
        {
            if (!IsZone(token[(zone + 1)..])) return false;
            token = token[..zone];
        }

        if (token.Length is < 2 or > Longest) return false;
        var colons = token.Count(':');
        var gap = token.IndexOf("::", StringComparison.Ordinal);
        if (colons < 2 || colons > 8) return false;
        if (gap >= 0 && token[(gap + 1)..].IndexOf("::", StringComparison.Ordinal) >= 0) return false;
        if (token[0] == ':' && gap != 0) return false;
        if (token[^1] == ':' && !token.EndsWith("::", StringComparison.Ordinal)) return false;
        var last = token[(token.LastIndexOf(':') + 1)..];
        var quad = last.Contains('.');
        if (gap < 0 && colons != (quad ? 6 : 7)) return false;
        if (quad && !IsV4(last)) return false;
        if (token.Length == 2) return true;
        var length = 0;
        foreach (var c in quad ? token[..^last.Length] : token)
        {
            if (c == ':') length = 0;
            else if (char.IsAsciiHexDigit(c) || IsMask(c)) length++;
            else return false;

            if (length > 4) return false;
        }

        return true;
    }

    /// <summary>
    /// The first address-looking run of a text and where it stands; CJK and punctuation around it are no part of it. A
    /// bare <c>::</c> is skipped, as it is punctuation more often than an address.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the address starts; -1 when there is none.</param>
    /// <param name="length">Its length; 0 when there is none.</param>
    /// <param name="glued">An IPv4 address also counts where a colon and more stand right after it, as in <c>192.0.2.1:bytes=32</c>.</param>
    public static bool Find(ReadOnlySpan<char> text, out int start, out int length, bool glued = false)
    {
        for (start = 0; start < text.Length; start++)
        {
            if (!InRun(text[start])) continue;
            var end = start;
            while (end < text.Length && InRun(text[end])) end++;
            var run = text[start..end];
            while (run is [.., '.'] || (run is [.., ':'] && !Is(run))) run = run[..^1];
            if (glued && !Is(run) && run.IndexOfAny(':', '%') is > 0 and var head && IsV4(run[..head].TrimEnd('.'))) run = run[..head].TrimEnd('.');
            if (run.Length > 2 && Is(run))
            {
                length = run.Length;
                return true;
            }

            start = end;
        }

        (start, length) = (-1, 0);
        return false;
    }

    /// <summary>Whether two addresses are the same host; null where that cannot be said (missing, masked, impossible).</summary>
    public static bool? Same(string? one, string? other)
    {
        if (!IsReal(one, out var a) || !IsReal(other, out var b)) return null;
        return a.Equals(b);
    }

    private static bool IsReal(string? address, out IPAddress parsed)
    {
        parsed = IPAddress.None;
        if (address is null || !Is(address)) return false;
        if (IsV4(address))
        {
            // Groups are read here, as the runtime's parser takes leading zeros for octal.
            var value = 0L;
            foreach (var range in address.AsSpan().Split('.'))
            {
                if (!int.TryParse(address.AsSpan()[range], NumberStyles.None, CultureInfo.InvariantCulture, out var group) || group > 255) return false;
                value = value << 8 | (long)group;
            }

            parsed = new IPAddress([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);
            return true;
        }

        if (!IPAddress.TryParse(address, out var v6)) return false;
        parsed = v6;
        return true;
    }

    private static bool IsZone(ReadOnlySpan<char> zone)
    {
        foreach (var c in zone)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_')) return false;
        }

        return true;
    }

    private static bool IsMask(char c) => c is 'x' or 'X' or '*';

    private static bool InRun(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or ':' or '%' or '*' or '-' or '_';
}
