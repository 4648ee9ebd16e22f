namespace Demarc.Cli;

/// <summary>The known words nearest to one that was mistyped: by letters changed, or one containing the other.</summary>
internal static class Nearest
{
    private const int LongestWord = 100;

    /// <summary>At most <paramref name="count"/> of the words, nearest first; none where nothing is near.</summary>
    public static IReadOnlyList<string> To(string word, IEnumerable<string> known, int count)
    {
        if (word.Length is 0 or > LongestWord) return [];
        var lower = word.ToLowerInvariant();
        var limit = Math.Max(2, word.Length / 3);
        return
        [
            .. known.Select(other => (Word: other, Distance: Distance(lower, other)))
                .Where(one => one.Distance <= limit)
                .OrderBy(one => one.Distance).ThenBy(one => one.Word, StringComparer.Ordinal)
                .Take(count).Select(one => one.Word),
        ];
    }

    private static int Distance(string word, string other)
    {
        if (word.Length > 2 && (other.Contains(word, StringComparison.Ordinal) || word.Contains(other, StringComparison.Ordinal))) return 1;
        return Edits(word, other);
    }

    /// <summary>Letters to insert, delete, replace or swap with their neighbour (optimal string alignment).</summary>
    private static int Edits(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                var best = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                var swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                rows[i, j] = swapped ? Math.Min(best, rows[i - 2, j - 2] + 1) : best;
            }
        }

        return rows[a.Length, b.Length];
    }
}
