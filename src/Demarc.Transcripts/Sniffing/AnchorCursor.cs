namespace Demarc.Transcripts;

/// <summary>Walks a segment's anchors once, forward, and tells for rising lines which readers they call.</summary>
internal sealed class AnchorCursor(EvidenceText text, IReadOnlyList<AnchorLane> lanes)
{
    private readonly int[] _next = [.. Enumerable.Repeat(-1, lanes.Count)];     // where each lane's next anchor is met

    public ulong Readers(int line)
    {
        var (start, end) = (text.Start(line), text.Start(line + 1));
        var readers = 0UL;
        for (var i = 0; i < _next.Length; i++)
        {
            var at = _next[i];
            if (at < start) at = lanes[i].Next(text.All, start);
            while (at < end)
            {
                readers |= lanes[i].At(text.All, at);
                at = lanes[i].Next(text.All, at + 1);
            }

            _next[i] = at;
        }

        return readers;
    }
}
