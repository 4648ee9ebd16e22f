using System.Text;

namespace Demarc.Mail.Sending;

/// <summary>
/// Texts and files as lines of mail (RFC 2045 6): quoted-printable or base64, whichever is shorter, or as they are where that was asked
/// for and their lines allow it. Decoding gives back every octet.
/// </summary>
/// <param name="Name">Value of Content-Transfer-Encoding.</param>
/// <param name="Octets">Whole lines: ends with CRLF.</param>
internal readonly record struct BodyEncoding(string Name, byte[] Octets)
{
    private const int LongestLine = 76;
    private const int LongestRawLine = 998;

    /// <param name="text">With CRLF line ends and one at the end.</param>
    public static BodyEncoding OfText(string text, bool eightBit)
    {
        var octets = Encoding.UTF8.GetBytes(text);
        if (eightBit && CanStandAsItIs(octets)) return new("8bit", octets);
        var quoted = QuotedPrintable(octets);
        var packed = Base64(octets);
        return quoted.Length <= packed.Length ? new("quoted-printable", quoted) : new("base64", packed);
    }

    public static byte[] Base64(ReadOnlySpan<byte> octets)
    {
        var lines = new StringBuilder((octets.Length / 57 + 1) * 78);
        while (!octets.IsEmpty)
        {
            var take = Math.Min(57, octets.Length);
            lines.Append(Convert.ToBase64String(octets[..take])).Append("\r\n");
            octets = octets[take..];
        }

        return Encoding.ASCII.GetBytes(lines.ToString());
    }

    private static byte[] QuotedPrintable(ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder(octets.Length + (octets.Length / 4));
        var used = 0;
        for (var i = 0; i < octets.Length; i++)
        {
            var octet = octets[i];
            if (octet == '\r')
            {
                text.Append("\r\n");
                used = 0;
                i++;
                continue;
            }

            var lineEndsNext = octets[i + 1] == '\r';
            var plain = octet is >= 33 and <= 126 && octet != '=' || octet is (byte)' ' or (byte)'\t' && !lineEndsNext;
            // A dot or "From " at the start of a line would be changed on the way by careless servers and mbox files.
            if (used == 0 && (octet == '.' || octets[i..].StartsWith("From "u8))) plain = false;
            var length = plain ? 1 : 3;
            // Every line but the last of a wrapped one keeps a column for the "=" that continues it.
            if (used + length > (lineEndsNext ? LongestLine : LongestLine - 1))
            {
                text.Append("=\r\n");
                used = 0;
            }

            if (plain) text.Append((char)octet);
            else text.Append('=').Append(octet.ToString("X2"));
            used += length;
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static bool CanStandAsItIs(ReadOnlySpan<byte> octets)
    {
        if (octets.Contains((byte)0)) return false;
        foreach (var line in octets.Split("\r\n"u8))
        {
            if (line.End.Value - line.Start.Value > LongestRawLine) return false;
        }

        return true;
    }
}
