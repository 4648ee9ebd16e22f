using Demarc.Model;
using Demarc.Transcripts.Paths;

namespace Demarc.Transcripts.Traceroute;

/// <summary>Walks the hop rows of a Unix trace, with their continuation lines, up to the first line that is neither.</summary>
internal sealed class ProbeRows(TraceLines lines)
{
    private const int BlankLinesBetween = 2;
    private readonly List<ProbeRow> _rows = [];

    public IReadOnlyList<Hop> Hops => [.. _rows.Select(row => row.Hop)];
    public List<UnreadLines> Unread { get; } = [];

    /// <summary>Place of the last line of the trace.</summary>
    public int Last { get; private set; }

    /// <summary>The last row says that nothing beyond can be reached.</summary>
    public bool Ended => _rows.Count > 0 && _rows[^1].Ends;

    /// <summary>The text ends within a row or right before rows that were left out.</summary>
    public bool BreaksOff { get; private set; }

    /// <summary>Rows that speak for themselves without a header: an address with its time, more than once.</summary>
    public bool Certain => _rows.Exists(static row => row.HasAddress) && (_rows.Count > 1 || _rows[0].Probes > 1);

    /// <summary>Another tool's geographic listing under a traceroute header.</summary>
    public bool Listing => _rows.Exists(static row => row.Listing);

    public void Read(int place)
    {
        string? previous = null;
        var seen = -1;                    // where that line stood: a line may be doubled, not repeated at will
        var blanks = 0;
        for (; lines.At(place) is { } line; place++)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                if (++blanks > BlankLinesBetween) break;
                continue;
            }

            blanks = 0;
            if (_rows.Count > 0 && line == previous && place == seen + 1) continue;
            (previous, seen) = (line, place);
            if (ProbeRow.Parse(line) is { } row)
            {
                if (_rows.Count > 0 && row.Ttl <= _rows[^1].Ttl) break;
                _rows.Add(row);
                Last = place;
                continue;
            }

            if (_rows.Count > 0 && _rows[^1].Continue(line)) Last = place;
            else if (!Skip(line, place)) break;
        }

        if (_rows.Count == 0) return;
        BreaksOff |= _rows[^1].Broken;
        if (_rows[^1].Broken) Unread.Add(new UnreadLines(lines.Index(Last), lines.Index(Last), Trace.Broken));
    }

    private bool Skip(string line, int place)
    {
        var elision = TraceLines.IsElision(line);
        var next = lines.NextNonBlank(place + 1, BlankLinesBetween);
        var row = next < 0 ? null : ProbeRow.Parse(lines.At(next));
        var last = _rows.Count == 0 ? 0 : _rows[^1].Ttl;
        if (row is not null && (elision ? row.Ttl > last : _rows.Count > 0 && row.Ttl == last + 1))
        {
            Unread.Add(new UnreadLines(lines.Index(place), lines.Index(place), elision ? Trace.LeftOut : Trace.NotARow));
            return true;
        }

        if (elision && _rows.Count > 0)
        {
            Unread.Add(new UnreadLines(lines.Index(place), lines.Index(place), Trace.LeftOut));
            (Last, BreaksOff) = (place, true);
        }

        return false;
    }
}
