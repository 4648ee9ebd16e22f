using System.Text;

namespace Demarc.Mail.Sending;

/// <summary>
/// Text of any script in header fields (RFC 2047): words of at most 75 octets, each whole characters, in the shorter of the two
/// encodings. Only characters safe in every place are left plain, so a word may stand in a name as well as in a subject.
/// </summary>
internal static class EncodedWords
{
    public const int Longest = 75;

    private const int Frame = 12;
    private const string Safe = "!*+-/";

    /// <summary>
    /// Whether the text cannot stand as it is: other than ASCII, looking like an encoded word, with spaces that folding would lose, or
    /// with a word too long to fold around.
    /// </summary>
    /// <param name="longest">Characters a plain word may have.</param>
    public static bool AreNeeded(string text, int longest = Longest)
    {
        if (text.Length == 0) return false;
        return !Ascii.IsValid(text) || text.Contains("=?", StringComparison.Ordinal) || text[0] == ' ' || text[^1] == ' ' || text.Contains("  ", StringComparison.Ordinal)
            || text.Split(' ').Any(word => word.Length > longest);
    }

    /// <param name="limit">Octets of one word, from 24 to 75.</param>
    public static IReadOnlyList<string> Encode(string text, int limit = Longest)
    {
        var room = Math.Clamp(limit, 24, Longest) - Frame;
        var octets = FieldText.Octets(text);
        return text.EnumerateRunes().Sum(QuotedLength) < (octets + 2) / 3 * 4
            ? Words(text, 'Q', room, QuotedLength, Quoted)
            : Words(text, 'B', room / 4 * 3, rune => rune.Utf8SequenceLength, part => Convert.ToBase64String(Encoding.UTF8.GetBytes(part)));
    }

    private static List<string> Words(string text, char encoding, int room, Func<Rune, int> length, Func<string, string> encode)
    {
        List<string> words = [];
        var part = new StringBuilder();
        var used = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (used + length(rune) > room) Flush();
            part.Append(rune);
            used += length(rune);
        }

        Flush();
        return words;

        void Flush()
        {
            if (part.Length > 0) words.Add($"=?utf-8?{encoding}?{encode(part.ToString())}?=");
            part.Clear();
            used = 0;
        }
    }

    private static bool IsPlain(Rune rune) => rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || Safe.Contains((char)rune.Value) || rune.Value == ' ');

    private static int QuotedLength(Rune rune) => IsPlain(rune) ? 1 : 3 * rune.Utf8SequenceLength;

    private static string Quoted(string part)
    {
        var text = new StringBuilder();
        Span<byte> octets = stackalloc byte[4];
        foreach (var rune in part.EnumerateRunes())
        {
            if (IsPlain(rune))
            {
                text.Append(rune.Value == ' ' ? '_' : (char)rune.Value);
                continue;
            }

            foreach (var octet in octets[..rune.EncodeToUtf8(octets)]) text.Append('=').Append(octet.ToString("X2"));
        }

        return text.ToString();
    }
}
