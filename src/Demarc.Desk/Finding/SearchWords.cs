using System.Text;

namespace Demarc.Desk.Finding;

/// <summary>
/// What a text is found by. Runs of Latin letters and digits are words, in lower case. Chinese has no spaces, so each of its
/// characters is a word and each pair of neighbours another at the same place; a query of two or more characters asks for the
/// pairs in a row, which finds exactly the texts that hold it. Full-width letters are their half-width ones.
/// </summary>
public static class SearchWords
{
    /// <summary>Longer runs of letters are cut: nobody searches by them.</summary>
    public const int LongestWord = 128;

    /// <summary>Words of a query beyond these, and letters of a word, are left out.</summary>
    private const int MostQueryWords = 16;
    private const int LongestQueryWord = 200;

    /// <summary>Takes a word: its octets, where it stands in the text, and whether it shares the place of the word before.</summary>
    /// <returns>False to stop.</returns>
    public delegate bool Take<TState>(ref TState state, ReadOnlySpan<byte> word, int from, int to, bool samePlace);

    /// <summary>Splits UTF-8 text into words.</summary>
    /// <param name="text">The text; octets that are no UTF-8 separate words.</param>
    /// <param name="isQuery">Pairs alone, where there are any.</param>
    /// <param name="state">Handed to <paramref name="take"/>.</param>
    /// <param name="take">Takes each word.</param>
    public static bool Split<TState>(ReadOnlySpan<byte> text, bool isQuery, ref TState state, Take<TState> take)
    {
        Span<byte> word = stackalloc byte[LongestWord];
        var last = isQuery ? LastWord(text) : 0;
        for (var at = 0; at < text.Length;)
        {
            var rune = Next(text, at, out var length);
            if (IsIdeograph(rune))
            {
                if (!Ideographs(text, ref at, isQuery, last, ref state, take)) return false;
                continue;
            }

            if (!IsWord(rune))
            {
                at += length;
                continue;
            }

            var (from, filled) = (at, 0);
            while (at < text.Length && Next(text, at, out length) is var letter && IsWord(letter) && !IsIdeograph(letter))
            {
                var lower = Rune.ToLowerInvariant(letter);
                if (filled + lower.Utf8SequenceLength <= LongestWord) filled += lower.EncodeToUtf8(word[filled..]);
                at += length;
            }

            if (!take(ref state, word[..filled], from, at, false)) return false;
        }

        return true;
    }

    private static bool Ideographs<TState>(ReadOnlySpan<byte> text, ref int at, bool isQuery, int last, ref TState state, Take<TState> take)
    {
        var alone = true;
        while (at < text.Length && IsIdeograph(Next(text, at, out var length)))
        {
            var (from, to) = (at, at + length);
            at = to;
            var pairs = to < text.Length && IsIdeograph(Next(text, to, out var next));
            if (!isQuery && !take(ref state, text[from..to], from, to, false)) return false;
            if (pairs)
            {
                _ = Next(text, to, out next);
                if (!take(ref state, text[from..(to + next)], from, to + next, !isQuery)) return false;
                alone = false;
            }
            // Letters behind a run stand one place after its last character, which therefore must be asked for as well.
            else if (isQuery && (alone || to <= last) && !take(ref state, text[from..to], from, to, false)) return false;
        }

        return true;
    }

    /// <summary>The words of a query as an FTS5 expression: all must be there, each as it stands; the last letters may go on.</summary>
    public static string Expression(string query)
    {
        var said = new StringBuilder();
        var words = 0;
        foreach (var word in query.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            // Only what makes words goes in, so that nothing in it can be taken for syntax.
            var phrase = Phrase(word.Length <= LongestQueryWord ? word : word[..LongestQueryWord]);
            if (phrase.Length == 0 || words++ >= MostQueryWords) continue;
            if (said.Length > 0) said.Append(" AND ");
            said.Append('"').Append(phrase).Append('"');
            if (char.IsAsciiLetterOrDigit(phrase[^1])) said.Append('*');
        }

        return said.ToString();
    }

    private static string Phrase(string word)
    {
        var phrase = new StringBuilder(word.Length);
        foreach (var rune in word.EnumerateRunes()) phrase.Append(IsWord(rune) || IsIdeograph(rune) ? rune.ToString() : " ");
        return phrase.ToString().Trim();
    }

    /// <summary>Where the last word of a text begins; -1 where it has none.</summary>
    private static int LastWord(ReadOnlySpan<byte> text)
    {
        var last = -1;
        for (var at = 0; at < text.Length;)
        {
            var rune = Next(text, at, out var length);
            if (IsWord(rune) || IsIdeograph(rune)) last = at;
            at += length;
        }

        return last;
    }

    private static Rune Next(ReadOnlySpan<byte> text, int at, out int length)
    {
        Rune.DecodeFromUtf8(text[at..], out var rune, out length);
        if (length == 0) length = 1;

        // Full-width letters and digits (U+FF01 to U+FF5E) mean their half-width ones.
        return rune.Value is >= 0xFF01 and <= 0xFF5E ? new Rune(rune.Value - 0xFEE0) : rune;
    }

    private static bool IsWord(Rune rune) => rune.Value != Rune.ReplacementChar.Value && Rune.IsLetterOrDigit(rune);

    private static bool IsIdeograph(Rune rune) => rune.Value is (>= 0x2E80 and <= 0x2FDF) or (>= 0x3005 and <= 0x3007) or (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xAC00 and <= 0xD7AF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);
}
