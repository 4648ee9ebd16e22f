using System.Text;

namespace Demarc.Mail.Reading;

/// <summary>
/// Encoded words in header text (RFC 2047, with the language of RFC 2231 5). Neighbours of one charset are joined as octets
/// before they are decoded: programs cut in the middle of a character, although RFC 2047 5 forbids it. Read more
/// generously than written: in quoted strings too, and without blanks around them.
/// </summary>
internal static class EncodedWords
{
    private const int LongestCharset = 60;

    /// <summary>An encoded word in the text: from <paramref name="Start"/> up to <paramref name="End"/>.</summary>
    public readonly record struct Word(int Start, int End, string Charset, bool Base64, string Text);

    public static string Decode(string raw, Scope scope)
    {
        if (!raw.Contains("=?", StringComparison.Ordinal)) return raw;
        var text = new StringBuilder(raw.Length);
        var run = new List<Word>();
        var at = 0;
        while (TryNext(raw, at, out var word))
        {
            var gap = raw.AsSpan(at, word.Start - at);
            if (run.Count == 0 || !gap.IsWhiteSpace())
            {
                Flush(run, text, scope);
                text.Append(gap);
            }

            run.Add(word);
            at = word.End;
        }

        Flush(run, text, scope);
        return text.Append(raw, at, raw.Length - at).ToString();
    }

    /// <summary>The next encoded word from an offset on.</summary>
    public static bool TryNext(string raw, int from, out Word word)
    {
        word = default;
        while (true)
        {
            var start = raw.IndexOf("=?", from, StringComparison.Ordinal);
            if (start < 0) return false;
            if (Opening(raw, start) is not { } text)
            {
                from = start + 2;
                continue;
            }

            var end = raw.IndexOf("?=", text, StringComparison.Ordinal);
            if (end < 0) return false;

            // A word that was never finished does not swallow the next one.
            for (var inner = raw.IndexOf("=?", text, end - text, StringComparison.Ordinal); inner >= 0; inner = raw.IndexOf("=?", inner + 2, Math.Max(0, end - inner - 2), StringComparison.Ordinal))
            {
                if (Opening(raw, inner) is not { } innerText || innerText > end) continue;
                (start, text) = (inner, innerText);
                end = raw.IndexOf("?=", text, StringComparison.Ordinal);
                if (end < 0) return false;
            }

            var charset = raw.AsSpan(start + 2, text - start - 5);
            var language = charset.IndexOf('*');
            word = new(start, end + 2, (language < 0 ? charset : charset[..language]).ToString(), raw[text - 2] is 'b' or 'B', raw[text..end]);
            return true;
        }
    }

    /// <summary>The word that starts right there.</summary>
    public static bool TryAt(string raw, int at, out Word word)
    {
        word = default;
        return raw.AsSpan(at).StartsWith("=?") && Opening(raw, at) is not null && TryNext(raw, at, out word) && word.Start == at;
    }

    // Start of the text behind "=?charset?e?".
    private static int? Opening(string raw, int start)
    {
        var at = start + 2;
        while (at < raw.Length && at - start < LongestCharset && raw[at] > ' ' && raw[at] < 0x7f && raw[at] is not ('?' or '"' or '<' or '>' or '=')) at++;
        return at > start + 2 && at + 2 < raw.Length && raw[at] == '?' && raw[at + 1] is 'q' or 'Q' or 'b' or 'B' && raw[at + 2] == '?' ? at + 3 : null;
    }

    private static void Flush(List<Word> run, StringBuilder text, Scope scope)
    {
        for (var i = 0; i < run.Count;)
        {
            var last = i + 1;
            while (last < run.Count && string.Equals(run[last].Charset, run[i].Charset, StringComparison.OrdinalIgnoreCase)) last++;
            Append(run[i..last], text, scope);
            i = last;
        }

        run.Clear();
    }

    private static void Append(List<Word> words, StringBuilder text, Scope scope)
    {
        var pieces = Pieces(words, scope);
        var whole = Charsets.Decode(pieces.Count == 1 ? pieces[0] : [.. pieces.SelectMany(piece => piece)], words[0].Charset);
        if (whole.Problem is not null && pieces.Count > 1)
        {
            // A word cut short must not spoil the next: joined they are worse than each for itself.
            var apart = pieces.ConvertAll(piece => Charsets.Decode(piece, words[0].Charset));
            if (apart.TrueForAll(piece => piece.Problem is null)) whole = new(string.Concat(apart.Select(piece => piece.Text)), whole.Charset, null);
        }

        if (whole.Problem is not null) scope.Problem(whole.Problem, words[0].Charset);
        text.Append(whole.Text);
    }

    private static List<byte[]> Pieces(List<Word> words, Scope scope)
    {
        var pieces = new List<byte[]>();
        var base64 = new StringBuilder();
        for (var i = 0; i < words.Count; i++)
        {
            if (!words[i].Base64)
            {
                pieces.Add(QuotedPrintable.DecodeWord(words[i].Text, out var bad));
                if (bad) scope.Problem(MailProblemCode.EncodedWordDamaged);
                continue;
            }

            // Some programs cut the base64 text, not the octets: a piece that is no whole number of groups goes on in the next.
            base64.Append(words[i].Text);
            if (base64.Length % 4 != 0 && i + 1 < words.Count && words[i + 1].Base64 && !words[i].Text.EndsWith('=')) continue;
            pieces.Add(Base64Text.Decode(Encoding.UTF8.GetBytes(base64.ToString()), out var damaged));
            if (damaged) scope.Problem(MailProblemCode.EncodedWordDamaged);
            base64.Clear();
        }

        return pieces;
    }
}
