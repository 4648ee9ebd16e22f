using System.Buffers;
using System.Text;

namespace Demarc.Mail.Reading;

/// <summary>
/// Octets to text by a charset label (RFC 2045 5.1, names of the IANA registry), doubting the label where the octets
/// contradict it: a label is a claim of the sender's program. Without a good label UTF-8 is taken where valid, else GB18030.
/// </summary>
internal static class Charsets
{
    private const char Replacement = '\uFFFD';

    // So many characters of three octets and more do not come out right by accident in text of another charset.
    private const int Convincing = 4;

    /// <summary>Text, the charset it was read with, and the code of what was wrong with the label.</summary>
    public readonly record struct Decoded(string Text, string Charset, string? Problem);

    public static Decoded Decode(ReadOnlySpan<byte> octets, string? label)
    {
        var charset = label is null ? null : CharsetNames.Find(label);
        if (charset is null or { AsciiInside: true } && Ascii.IsValid(octets)) return new(Encoding.ASCII.GetString(octets), charset?.Name ?? "us-ascii", null);
        if (charset is null) return Guess(octets, string.IsNullOrWhiteSpace(label) ? MailProblemCode.CharsetAbsent : MailProblemCode.CharsetUnknown);

        var utf8 = Utf8Shape.Of(octets);
        if (charset.Name == "utf-8") return utf8.Bad == 0 ? new(Utf8(octets), "utf-8", null) : DamagedUtf8(octets, utf8);
        if (charset.Name == "us-ascii") return Guess(octets, MailProblemCode.CharsetWrong);
        if (charset.AsciiInside && utf8.Bad == 0 && (charset.Western || utf8.Long >= Convincing)) return new(Utf8(octets), "utf-8", MailProblemCode.CharsetWrong);

        var text = charset.Encoding.GetString(octets);
        if (text is ['\uFEFF', ..]) text = text[1..];
        return new(text, charset.Name, text.Contains(Replacement) ? MailProblemCode.CharsetDamaged : null);
    }

    /// <summary>Raw 8-bit octets of a header: UTF-8 (RFC 6532) or, where they are none, a guess.</summary>
    public static Decoded DecodeRaw(ReadOnlySpan<byte> octets)
    {
        if (Ascii.IsValid(octets)) return new(Encoding.ASCII.GetString(octets), "us-ascii", null);
        return Utf8Shape.Of(octets).Bad == 0 ? new(Utf8(octets), "utf-8", null) : Guess(octets, MailProblemCode.HeaderCharsetGuessed);
    }

    private static Decoded Guess(ReadOnlySpan<byte> octets, string problem)
    {
        var shape = Utf8Shape.Of(octets);
        if (shape.Bad == 0 || shape.Long > Convincing * shape.Bad) return new(Utf8(octets), "utf-8", problem);
        var chinese = CharsetNames.Gb18030.Encoding.GetString(octets);
        return Count(chinese) <= shape.Bad ? new(chinese, "gb18030", problem) : new(Utf8(octets), "utf-8", problem);
    }

    private static Decoded DamagedUtf8(ReadOnlySpan<byte> octets, Utf8Shape shape)
    {
        if (shape.Long >= shape.Bad) return new(Utf8(octets), "utf-8", MailProblemCode.CharsetDamaged);
        var guess = Guess(octets, MailProblemCode.CharsetWrong);
        return guess.Charset == "utf-8" ? guess with { Problem = MailProblemCode.CharsetDamaged } : guess;
    }

    private static string Utf8(ReadOnlySpan<byte> octets) => Encoding.UTF8.GetString(octets.StartsWith("\uFEFF"u8) ? octets[3..] : octets);

    private static int Count(string text) => text.AsSpan().Count(Replacement);

    /// <summary>How far octets are UTF-8: characters of three octets and more, and octets that belong to none.</summary>
    private readonly record struct Utf8Shape(int Long, int Bad)
    {
        public static Utf8Shape Of(ReadOnlySpan<byte> octets)
        {
            var (many, bad) = (0, 0);
            while (true)
            {
                var ascii = octets.IndexOfAnyExceptInRange((byte)0, (byte)0x7f);
                if (ascii < 0) return new(many, bad);
                octets = octets[ascii..];
                var status = Rune.DecodeFromUtf8(octets, out _, out var length);
                if (status != OperationStatus.Done) bad++;
                else if (length >= 3) many++;
                octets = octets[length..];
            }
        }
    }
}
