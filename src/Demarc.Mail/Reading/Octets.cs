namespace Demarc.Mail.Reading;

/// <summary>Lines of octets: they end in LF or CRLF, mixed as they come (RFC 5322 2.3 wants CRLF; files have LF).</summary>
internal static class Octets
{
    /// <summary>End of the line that starts there, its line end left out; <paramref name="next"/> is where the next one starts.</summary>
    public static int LineEnd(ReadOnlySpan<byte> octets, int from, out int next)
    {
        var length = octets[from..].IndexOf((byte)'\n');
        if (length < 0)
        {
            next = octets.Length;
            return octets.Length;
        }

        next = from + length + 1;
        return length > 0 && octets[from + length - 1] == '\r' ? from + length - 1 : from + length;
    }

    /// <summary>The end moved before the line end that stands there, if one does.</summary>
    public static int WithoutLineEnd(ReadOnlySpan<byte> octets, int from, int end)
    {
        if (end > from && octets[end - 1] == '\n') end--;
        else return end;
        return end > from && octets[end - 1] == '\r' ? end - 1 : end;
    }

    public static bool IsBlank(byte octet) => octet is (byte)' ' or (byte)'\t';

    public static bool IsBlank(ReadOnlySpan<byte> octets) => !octets.ContainsAnyExcept(" \t\r\n"u8);
}
