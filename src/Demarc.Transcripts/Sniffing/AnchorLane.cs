using System.Buffers;

namespace Demarc.Transcripts;

/// <summary>
/// Anchors that are searched for at once, each with the readers it calls. Those that begin in ASCII go through the
/// platform's vector search; the others are met at their first character outside ASCII, so that runs of ASCII are
/// skipped and text in another script costs one look-up per character.
/// </summary>
internal sealed class AnchorLane
{
    /// <summary>Most anchors the vector search takes before it falls back to an automaton.</summary>
    public const int Most = 60;

    private const char LastAscii = '\x7F';
    private readonly SearchValues<string>? _ascii;
    private readonly ulong[] _keys = new ulong[1024];       // a bit per character: some anchor is met at it
    private readonly Entry[][] _entries = new Entry[256][];      // by the low byte of the character it is met at

    private AnchorLane(IReadOnlyCollection<(string Anchor, ulong Readers)> anchors, bool ascii)
    {
        if (ascii) _ascii = SearchValues.Create([.. anchors.Select(each => each.Anchor)], StringComparison.Ordinal);
        var entries = anchors.Select(each => new Entry(each.Anchor, ascii ? 0 : FirstWide(each.Anchor), each.Readers)).ToLookup(entry => entry.Key & 0xFF);
        for (var low = 0; low < _entries.Length; low++) _entries[low] = [.. entries[low]];
        foreach (var entry in entries.SelectMany(each => each)) _keys[entry.Key >> 6] |= 1UL << (entry.Key & 63);
    }

    /// <summary>Sorts anchors into lanes.</summary>
    public static IReadOnlyList<AnchorLane> Of(IEnumerable<(string Anchor, ulong Readers)> anchors)
    {
        var known = anchors.ToLookup(each => FirstWide(each.Anchor) < 0);
        var lanes = known[true].Chunk(Most).Select(chunk => new AnchorLane(chunk, ascii: true)).ToList();
        if (known[false].Any()) lanes.Add(new AnchorLane([.. known[false]], ascii: false));
        return lanes;
    }

    /// <summary>Where the next anchor is met at or after a place; <see cref="int.MaxValue"/> when nowhere.</summary>
    public int Next(ReadOnlySpan<char> text, int from)
    {
        if (_ascii is null) return NextWide(text, from);
        var at = text[from..].IndexOfAny(_ascii);
        return at < 0 ? int.MaxValue : from + at;
    }

    /// <summary>The readers called by the anchors met at a place.</summary>
    public ulong At(ReadOnlySpan<char> text, int place)
    {
        var readers = 0UL;
        foreach (var entry in _entries[text[place] & 0xFF])
        {
            var start = place - entry.Offset;
            if (start >= 0 && text[start..].StartsWith(entry.Anchor)) readers |= entry.Readers;
        }

        return readers;
    }

    private int NextWide(ReadOnlySpan<char> text, int from)
    {
        while (from < text.Length)
        {
            var skip = text[from..].IndexOfAnyExceptInRange('\0', LastAscii);
            if (skip < 0) break;
            for (from += skip; from < text.Length && text[from] > LastAscii; from++)
            {
                if ((_keys[text[from] >> 6] >> (text[from] & 63) & 1) != 0 && At(text, from) != 0) return from;
            }
        }

        return int.MaxValue;
    }

    private static int FirstWide(string anchor) => anchor.AsSpan().IndexOfAnyExceptInRange('\0', LastAscii);

    private readonly record struct Entry(string Anchor, int Offset, ulong Readers)
    {
        public char Key => Anchor[Offset];
    }
}
