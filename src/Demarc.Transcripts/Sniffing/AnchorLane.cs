using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
    private const int Read = 4;         // characters read at once
    private readonly bool _wide;
    private readonly ulong[] _keys = new ulong[1024];            // a bit per key: some anchor is met there
    private readonly Entry[][] _entries = new Entry[256][];      // by the low byte of the key

    private AnchorLane(IEnumerable<(string Anchor, UInt128 Readers)> anchors, bool wide)
    {
        _wide = wide;
        var entries = anchors.Select(each => Enter(each.Anchor, wide ? FirstWide(each.Anchor) : Rarest(each.Anchor), each.Readers)).ToLookup(entry => entry.Key & 0xFF);
        for (var low = 0; low < _entries.Length; low++) _entries[low] = [.. entries[low]];
        foreach (var entry in entries.SelectMany(each => each))
        {
            _keys[entry.Key >> 6] |= 1UL << (entry.Key & 63);
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
        var keys = _keys.AsSpan(0, 1024);
        ref var first = ref MemoryMarshal.GetReference(text);
        var i = from;
        for (; i + Read <= text.Length; i++)
        {
            var key = Plain(Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<char, byte>(ref Unsafe.Add(ref first, i))));
            if ((keys[key >> 6] >> (key & 63) & 1) != 0 && (readers = At(text, i)) != 0) return i;
        }

        for (; i + Width <= text.Length; i++)
        {
            if ((readers = At(text, i)) != 0) return i;
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
        var key = Key(text, place);
        foreach (var entry in _entries[key & 0xFF])
        {
            var start = place - entry.Offset;
            if (entry.Key == key && start >= 0 && text[start..].StartsWith(entry.Anchor)) readers |= entry.Readers;
        }

        return readers;
    }

    private int Key(ReadOnlySpan<char> text, int at) => _wide ? text[at] : Plain(text[at] | ((ulong)text[at + 1] << 16) | ((ulong)text[at + 2] << 32));

    /// <summary>Of the three characters in the lower 48 bits; a product spreads them, for letters differ in few bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Plain(ulong characters) => (int)(((characters & 0xFFFF_FFFF_FFFF) * 0x9E37_79B9_7F4A_7C15) >> 48);

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

    private Entry Enter(string anchor, int offset, UInt128 readers) => new(anchor, offset, Key(anchor, offset), readers);

    private readonly record struct Entry(string Anchor, int Offset, int Key, UInt128 Readers);
}
