namespace Demarc.Transcripts;

/// <summary>Walks a segment's anchors once, forward, and tells for rising lines which readers they call.</summary>
internal sealed class AnchorCursor(EvidenceText text, IReadOnlyList<AnchorLane> lanes)
{
    private readonly int[] _next = [.. Enumerable.Repeat(-1, lanes.Count)];     // where each lane's next anchor is met
    private readonly UInt128[] _called = new UInt128[lanes.Count];                  // and whom it calls

    public UInt128 Readers(int line)
    {
        var (start, end) = (text.Start(line), text.Start(line + 1));
        UInt128 readers = 0;
        for (var i = 0; i < _next.Length; i++)
        {
            if (_next[i] < start) _next[i] = lanes[i].Next(text.All, start, out _called[i]);
            while (_next[i] < end)
            {
                readers |= _called[i];
                _next[i] = lanes[i].Next(text.All, _next[i] + 1, out _called[i]);
            }
        }

        return readers;
    }
}
