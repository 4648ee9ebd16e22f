namespace Demarc.Mail.Reading;

/// <summary>
/// Base64 as mail has it (RFC 2045 6.8): other characters are passed over, padding in the middle begins a new run (programs
/// join encoded pieces), and a cut end gives the octets that are whole.
/// </summary>
internal static class Base64Text
{
    private const byte None = 0xff;
    private static readonly byte[] Values = MakeValues();

    /// <summary>Decodes; damaged when there was anything but the alphabet, white space and right padding.</summary>
    public static byte[] Decode(ReadOnlySpan<byte> text, out bool damaged)
    {
        damaged = false;
        var octets = new byte[(int)((long)text.Length * 3 / 4) + 3];
        var (length, held, count) = (0, 0, 0);
        for (var at = 0; at < text.Length; at++)
        {
            var value = Values[text[at]];
            if (value != None)
            {
                held = (held << 6) | value;
                if (++count < 4) continue;
                octets[length++] = (byte)(held >> 16);
                octets[length++] = (byte)(held >> 8);
                octets[length++] = (byte)held;
                (held, count) = (0, 0);
            }
            else if (text[at] == '=')
            {
                if (count == 1) damaged = true;
                Flush(octets, ref length, ref held, ref count);
            }
            else if (text[at] is not ((byte)'\r' or (byte)'\n' or (byte)' ' or (byte)'\t'))
            {
                damaged = true;
            }
        }

        if (count == 1) damaged = true;
        Flush(octets, ref length, ref held, ref count);
        Array.Resize(ref octets, length);
        return octets;
    }

    // Two characters hold one octet, three hold two; one holds none.
    private static void Flush(byte[] octets, ref int length, ref int held, ref int count)
    {
        if (count == 2) octets[length++] = (byte)(held >> 4);
        if (count == 3)
        {
            octets[length++] = (byte)(held >> 10);
            octets[length++] = (byte)(held >> 2);
        }

        (held, count) = (0, 0);
    }

    private static byte[] MakeValues()
    {
        var values = new byte[256];
        Array.Fill(values, None);
        for (var i = 0; i < 64; i++) values["ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8[i]] = (byte)i;
        return values;
    }
}
