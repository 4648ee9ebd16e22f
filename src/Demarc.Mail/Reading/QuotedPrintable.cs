using System.Text;

namespace Demarc.Mail.Reading;

/// <summary>
/// Quoted-printable (RFC 2045 6.7) and the Q encoding of headers (RFC 2047 4.2). What is no escape stays as it stands, so
/// damage costs a character and never the line.
/// </summary>
internal static class QuotedPrintable
{
    /// <summary>Decodes a body: soft breaks join lines, blanks at the end of a line are not the text's.</summary>
    public static byte[] Decode(ReadOnlySpan<byte> text, out bool damaged)
    {
        damaged = false;
        var octets = new byte[text.Length];
        var length = 0;
        for (var at = 0; at < text.Length;)
        {
            var end = Octets.LineEnd(text, at, out var next);
            var line = text[at..end].TrimEnd(" \t"u8);
            var soft = line is [.., (byte)'='];
            if (soft) line = line[..^1];
            Unescape(line, octets, ref length, ref damaged);
            if (!soft && next > end)
            {
                text[end..next].CopyTo(octets.AsSpan(length));
                length += next - end;
            }

            at = next;
        }

        Array.Resize(ref octets, length);
        return octets;
    }

    /// <summary>Decodes the text of an encoded word: an underscore is a blank.</summary>
    public static byte[] DecodeWord(string text, out bool damaged)
    {
        damaged = false;
        var octets = Encoding.UTF8.GetBytes(text);
        octets.AsSpan().Replace((byte)'_', (byte)' ');
        var length = 0;
        Unescape(octets, octets, ref length, ref damaged);
        Array.Resize(ref octets, length);
        return octets;
    }

    // May write over what it reads: what comes out is never longer.
    private static void Unescape(ReadOnlySpan<byte> line, byte[] octets, ref int length, ref bool damaged)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] != '=')
            {
                octets[length++] = line[i];
                continue;
            }

            if (i + 2 < line.Length && char.IsAsciiHexDigit((char)line[i + 1]) && char.IsAsciiHexDigit((char)line[i + 2]))
            {
                octets[length++] = (byte)((Value(line[i + 1]) << 4) | Value(line[i + 2]));
                i += 2;
                continue;
            }

            damaged = true;
            octets[length++] = line[i];
        }
    }

    private static int Value(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
