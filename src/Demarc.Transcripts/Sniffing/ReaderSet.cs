using System.Buffers;

namespace Demarc.Transcripts;

/// <summary>
/// Readers made ready for searching: their anchors are looked for in the whole segment at once, so that a line no
/// reader could open costs next to nothing. Anchors that begin in ASCII and others are searched apart, as only the
/// first kind is fast on any text.
/// </summary>
public sealed class ReaderSet
{
    private const int LaneSize = 60;
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private readonly (ITranscriptReader Reader, SearchValues<string>? Anchors)[] _readers;

    public ReaderSet(IReadOnlyList<ITranscriptReader> readers)
    {
        _readers = [.. readers.Select(reader => (reader, Search(reader.Anchors)))];
        HasUnanchored = readers.Any(reader => reader.Anchors.Count == 0);
        var anchors = readers.SelectMany(reader => reader.Anchors).Distinct(StringComparer.Ordinal).ToList();
        Lanes =
        [
            .. anchors.Where(BeginsInAscii).Chunk(LaneSize).Select(lane => Search(lane)!),
            .. anchors.Where(anchor => !BeginsInAscii(anchor)).Chunk(LaneSize).Select(lane => Search(lane)!),
        ];
    }

    /// <summary>Every reader of the registry.</summary>
    public static ReaderSet Registered { get; } = new(Readers.All);

    /// <summary>Some reader has no anchor and judges lines by their shape only.</summary>
    internal bool HasUnanchored { get; }

    /// <summary>All anchors, in groups that search fast.</summary>
    internal IReadOnlyList<SearchValues<string>> Lanes { get; }

    /// <summary>Whether a reader without anchors is worth asking about the line: some digit stands near its beginning.</summary>
    internal static bool Plausible(ReadOnlySpan<char> line) => line[..Math.Min(line.Length, 100)].ContainsAny(Digits);

    /// <summary>The readers, in order of the registry, that say the line can open a block of theirs.</summary>
    internal IEnumerable<ITranscriptReader> Opening(EvidenceText text, int index, Action<ITranscriptReader, Exception> failed)
    {
        foreach (var (reader, anchors) in _readers)
        {
            if (Asks(reader, anchors, text.Span(index), failed)) yield return reader;
        }
    }

    private static bool Asks(ITranscriptReader reader, SearchValues<string>? anchors, ReadOnlySpan<char> line, Action<ITranscriptReader, Exception> failed)
    {
        if (anchors is null ? !Plausible(line) : !line.ContainsAny(anchors)) return false;
        try
        {
            return reader.Opens(line);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            failed(reader, fault);
            return false;
        }
    }

    private static SearchValues<string>? Search(IReadOnlyList<string> anchors) =>
        anchors.Count == 0 ? null : SearchValues.Create([.. anchors], StringComparison.Ordinal);

    private static bool BeginsInAscii(string anchor) => anchor.AsSpan(0, Math.Min(3, anchor.Length)).IndexOfAnyExceptInRange('\0', '\x7F') < 0;
}
