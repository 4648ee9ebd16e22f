using System.Text;

namespace Demarc.Mail.Sending;

/// <summary>
/// Text that may stand in a header field. A line end in it would begin a field of the writer's choosing, so every control character,
/// line separator and half of a surrogate pair is refused (RFC 5322 2.2: a field body holds no CR and no LF but those of folding).
/// </summary>
internal static class FieldText
{
    /// <summary>Longest value taken, in UTF-16 units: far above what people write, far below what hurts a reader.</summary>
    public const int Longest = 4000;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The value as given, or a fault.</summary>
    public static string Line(string field, string value, int longest = Longest)
    {
        ArgumentNullException.ThrowIfNull(value, field);
        if (value.Length > longest) throw new MessageFault(field, $"longer than {longest} characters", $"超过 {longest} 个字符");
        Whole(field, value);
        foreach (var c in value)
        {
            if (IsForbidden(c)) throw new MessageFault(field, $"holds the control character U+{(int)c:X4}", $"含有控制字符 U+{(int)c:X4}");
        }

        return value;
    }

    /// <summary>A line that is not empty.</summary>
    public static string Given(string field, string value, int longest = Longest)
    {
        Line(field, value, longest);
        if (string.IsNullOrWhiteSpace(value)) throw new MessageFault(field, "is empty", "为空");
        return value;
    }

    /// <summary>The text with every line end written as CRLF, and one at the end. Other control characters pass: bodies are encoded.</summary>
    public static string Body(string field, string value)
    {
        ArgumentNullException.ThrowIfNull(value, field);
        Whole(field, value);
        var text = new StringBuilder(value.Length + 64);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] is not ('\r' or '\n'))
            {
                text.Append(value[i]);
                continue;
            }

            text.Append("\r\n");
            if (value[i] == '\r' && i + 1 < value.Length && value[i + 1] == '\n') i++;
        }

        if (text.Length == 0 || text[^1] != '\n') text.Append("\r\n");
        return text.ToString();
    }

    /// <summary>Octets of the text in UTF-8.</summary>
    public static int Octets(string text) => Encoding.UTF8.GetByteCount(text);

    private static bool IsForbidden(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';

    private static void Whole(string field, string value)
    {
        try
        {
            Strict.GetByteCount(value);
        }
        catch (EncoderFallbackException)
        {
            throw new MessageFault(field, "holds half of a surrogate pair, which is no character", "含有不成对的代理项，不是字符");
        }
    }
}
