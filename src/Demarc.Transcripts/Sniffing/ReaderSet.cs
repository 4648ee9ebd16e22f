using System.Buffers;

namespace Demarc.Transcripts;

/// <summary>
/// Readers made ready for searching, each a bit of a mask: their anchors are looked for in the whole segment at once,
/// so that a line no reader could open costs next to nothing, and any other costs only the readers it calls.
/// </summary>
public sealed class ReaderSet
{
    private const int Most = 128;
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private readonly ITranscriptReader[] _readers;
    private readonly UInt128 _atRows;
    private readonly UInt128 _anywhere;

    public ReaderSet(IReadOnlyList<ITranscriptReader> readers)
    {
        if (readers.Count > Most) throw new ArgumentException($"more than {Most} readers", nameof(readers));
        _readers = [.. readers];
        var anchors = new Dictionary<string, UInt128>(StringComparer.Ordinal);
        for (var i = 0; i < _readers.Length; i++)
        {
            var bit = UInt128.One << i;
            if (_readers[i].OpensAtRows) _atRows |= bit;
            else if (_readers[i].Anchors.Count == 0) _anywhere |= bit;
            foreach (var anchor in _readers[i].Anchors) anchors[anchor] = anchors.GetValueOrDefault(anchor) | bit;
        }

        Lanes = AnchorLane.Of(anchors.Select(each => (each.Key, each.Value)));
    }

    /// <summary>Every reader of the registry.</summary>
    public static ReaderSet Registered { get; } = new(Readers.All);

    /// <summary>The reader a bit of the mask stands for; lower bits are asked first.</summary>
    internal ITranscriptReader this[int bit] => _readers[bit];

    /// <summary>All anchors, in groups that search fast.</summary>
    internal IReadOnlyList<AnchorLane> Lanes { get; }

    /// <summary>The readers that the line's look calls, whatever anchors it holds: rows call some; digits near the beginning call those without anchors.</summary>
    internal UInt128 Called(ReadOnlySpan<char> line)
    {
        UInt128 readers = 0;
        if (_atRows != 0 && LineShape.IsRow(line)) readers |= _atRows;
        if (_anywhere != 0 && line[..Math.Min(line.Length, 100)].ContainsAny(Digits)) readers |= _anywhere;
        return readers;
    }
}
