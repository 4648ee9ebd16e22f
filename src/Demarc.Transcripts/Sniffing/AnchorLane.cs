namespace Demarc.Transcripts;

/// <summary>
/// Anchors that are searched for at once, each with the readers it calls. An anchor is met at three characters of it
/// that are rare in logs, found through one small table however many anchors there are; one outside ASCII is met at its
/// first such character, so that runs of ASCII are skipped at once.
/// </summary>
internal sealed class AnchorLane
{
    private const char LastAscii = '\x7F';
    private const int Width = 3;
    private readonly bool _wide;
    private readonly ulong[] _keys = new ulong[1024];            // a bit per key: some anchor is met there
    private readonly Entry[][] _entries = new Entry[256][];      // by the low byte of the key

    private AnchorLane(IEnumerable<(string Anchor, UInt128 Readers)> anchors, bool wide)
    {
        _wide = wide;
        var entries = anchors.Select(each => new Entry(each.Anchor, wide ? FirstWide(each.Anchor) : Rarest(each.Anchor), each.Readers)).ToLookup(entry => Key(entry.Anchor, entry.Offset) & 0xFF);
        for (var low = 0; low < _entries.Length; low++) _entries[low] = [.. entries[low]];
        foreach (var entry in entries.SelectMany(each => each))
        {
            var key = Key(entry.Anchor, entry.Offset);
            _keys[key >> 6] |= 1UL << (key & 63);
        }
    }

    /// <summary>Sorts anchors into lanes.</summary>
    /// <exception cref="ArgumentException">An anchor is shorter than three characters, all ASCII: it would stand on half of all lines.</exception>
    public static IReadOnlyList<AnchorLane> Of(IEnumerable<(string Anchor, UInt128 Readers)> anchors)
    {
        var known = anchors.ToLookup(each => FirstWide(each.Anchor) >= 0);
        if (known[false].FirstOrDefault(each => each.Anchor.Length < Width) is { Anchor: { } brief }) throw new ArgumentException($"anchor '{brief}' is too short", nameof(anchors));
        return [.. new[] { false, true }.Where(wide => known[wide].Any()).Select(wide => new AnchorLane(known[wide], wide))];
    }

    /// <summary>Where the next anchor is met at or after a place, and the readers called there; <see cref="int.MaxValue"/> when nowhere.</summary>
    public int Next(ReadOnlySpan<char> text, int from, out UInt128 readers) => _wide ? NextWide(text, from, out readers) : NextPlain(text, from, out readers);

    private int NextPlain(ReadOnlySpan<char> text, int from, out UInt128 readers)
    {
        readers = 0;
        if (text.Length - from < Width) return int.MaxValue;
        var keys = _keys.AsSpan(0, 1024);
        var rest = text[from..];
        var (first, second) = (rest[0], rest[1]);
        for (var i = Width - 1; i < rest.Length; i++)
        {
            var third = rest[i];
            var key = Plain(first, second, third);
            if ((keys[key >> 6] >> (key & 63) & 1) != 0 && (readers = At(text, from + i - Width + 1)) != 0) return from + i - Width + 1;
            (first, second) = (second, third);
        }

        return int.MaxValue;
    }

    private int NextWide(ReadOnlySpan<char> text, int from, out UInt128 readers)
    {
        readers = 0;
        while (from < text.Length)
        {
            var skip = text[from..].IndexOfAnyExceptInRange('\0', LastAscii);
            if (skip < 0) break;
            for (from += skip; from < text.Length && text[from] > LastAscii; from++)
            {
                if ((_keys[text[from] >> 6] >> (text[from] & 63) & 1) != 0 && (readers = At(text, from)) != 0) return from;
            }
        }

        return int.MaxValue;
    }

    private UInt128 At(ReadOnlySpan<char> text, int place)
    {
        UInt128 readers = 0;
        foreach (var entry in _entries[Key(text, place) & 0xFF])
        {
            var start = place - entry.Offset;
            if (start >= 0 && text[start..].StartsWith(entry.Anchor)) readers |= entry.Readers;
        }

        return readers;
    }

    private int Key(ReadOnlySpan<char> text, int at) => _wide ? text[at] : Plain(text[at], text[at + 1], text[at + 2]);

    private static int Plain(char first, char second, char third) => (first ^ (second << 5) ^ (third << 9)) & 0xFFFF;

    private static int FirstWide(string anchor) => anchor.AsSpan().IndexOfAnyExceptInRange('\0', LastAscii);

    /// <summary>Where three characters stand that common words and numbers hold least.</summary>
    private static int Rarest(string anchor)
    {
        var best = 0;
        for (var at = 1; at + Width <= anchor.Length; at++)
        {
            if (Rarity(anchor.AsSpan(at, Width)) > Rarity(anchor.AsSpan(best, Width))) best = at;
        }

        return best;
    }

    private static int Rarity(ReadOnlySpan<char> three)
    {
        var rarity = 0;
        foreach (var c in three) rarity += "etaoinsrhldcum 0123456789".Contains(c, StringComparison.Ordinal) ? 1 : 2;
        return rarity;
    }

    private readonly record struct Entry(string Anchor, int Offset, UInt128 Readers);
}
