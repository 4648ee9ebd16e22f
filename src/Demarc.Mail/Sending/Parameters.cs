using System.Text;

namespace Demarc.Mail.Sending;

/// <summary>
/// Parameters of Content-Type and Content-Disposition. A short ASCII value is a quoted string. Any other is percent-encoded in numbered
/// pieces of whole characters (RFC 2231 3 and 4), which is the form that conforms; <see cref="Compatible"/> writes the form that
/// programs knowing only RFC 2047 read.
/// </summary>
internal static class Parameters
{
    private const int LongestPiece = 60;
    private const string Plain = "!#$&+-.^_`{|}~";

    /// <summary>The parameter in tokens between which a line may be folded; all but the last end with a semicolon or open a string.</summary>
    public static IReadOnlyList<string> Conforming(string name, string value)
    {
        if (IsShort(value)) return [$"{name}={Quoted(value)}"];
        List<string> pieces = [];
        var piece = new StringBuilder("utf-8''");
        foreach (var rune in value.EnumerateRunes())
        {
            var written = Percent(rune);
            if (piece.Length + written.Length > LongestPiece)
            {
                pieces.Add(piece.ToString());
                piece.Clear();
            }

            piece.Append(written);
        }

        pieces.Add(piece.ToString());
        if (pieces.Count == 1) return [$"{name}*={pieces[0]}"];
        return [.. pieces.Select((text, i) => $"{name}*{i}*={text}{(i < pieces.Count - 1 ? ";" : "")}")];
    }

    /// <summary>Encoded words in a quoted string: not allowed by RFC 2047 5, written by most and read by nearly all.</summary>
    public static IReadOnlyList<string> Compatible(string name, string value)
    {
        if (IsShort(value)) return [$"{name}={Quoted(value)}"];
        var words = EncodedWords.Encode(value, LongestPiece).ToArray();
        words[0] = $"{name}=\"{words[0]}";
        words[^1] += "\"";
        return words;
    }

    /// <summary>A quoted string (RFC 5322 3.2.4).</summary>
    public static string Quoted(string value) =>
        $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static bool IsShort(string value) => value.Length <= LongestPiece && Ascii.IsValid(value) && !value.Contains("=?", StringComparison.Ordinal);

    private static string Percent(Rune rune)
    {
        if (rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || Plain.Contains((char)rune.Value))) return rune.ToString();
        Span<byte> octets = stackalloc byte[4];
        var text = new StringBuilder();
        foreach (var octet in octets[..rune.EncodeToUtf8(octets)]) text.Append('%').Append(octet.ToString("X2"));
        return text.ToString();
    }
}
