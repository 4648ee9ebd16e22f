namespace Demarc.Transcripts;

/// <summary>Walks a segment's anchors once, forward, and tells for rising lines whether one of them stands on it.</summary>
internal sealed class AnchorCursor(EvidenceText text, ReaderSet readers)
{
    private readonly int[] _next = new int[readers.Lanes.Count];     // place of each lane's next anchor at or after the last line asked for

    public bool Touches(int line)
    {
        var (start, end) = (text.Start(line), text.Start(line + 1));
        var touched = false;
        for (var lane = 0; lane < _next.Length; lane++)
        {
            if (_next[lane] < start || line == 0)
            {
                var at = text.All[start..].IndexOfAny(readers.Lanes[lane]);
                _next[lane] = at < 0 ? int.MaxValue : start + at;
            }

            touched |= _next[lane] < end;
        }

        return touched;
    }
}
