namespace Demarc.Captures.Connections;

/// <summary>What went wrong with the segments of one direction. Most directions have none.</summary>
internal sealed class Trouble
{
    private const int MostGaps = 1024;

    private readonly List<Gap> _gaps = [];

    public Tally Counts { get; } = new();
    public int Copies { get; set; }

    /// <summary>Receiver's reports of segments that had come twice (D-SACK, RFC 2883).</summary>
    public int ReportedDuplicates { get; set; }

    /// <summary>Payload of the smallest segment sent again.</summary>
    public int SmallestResent { get; set; } = int.MaxValue;

    public int FirstResent { get; set; }

    /// <summary>First of the segments sent again while nothing came from the other end.</summary>
    public int UnheardFrom { get; set; }
    public long UnheardSince { get; set; }

    /// <summary>Segments with new octets since the first that was sent again, and since the first while nothing came from the other end.</summary>
    public int FreshAfterResent { get; set; }
    public int FreshUnheard { get; set; }

    /// <summary>The first number not acknowledged when segments were sent again that begin there, and how many did: who is not acknowledged sends that again.</summary>
    public long Edge { get; private set; } = -1;
    public int ResentAtEdge { get; private set; }

    /// <summary>The furthest number the other end acknowledged that had not been captured; 0 where it acknowledged none such.</summary>
    public long AcknowledgedUnseen { get; set; }
    public int FirstLate { get; set; }
    public int FirstZeroWindow { get; set; }
    public int FirstGap { get; set; }

    /// <summary>How often it came to gaps from having none.</summary>
    public int Gapped { get; set; }

    /// <summary>Nanoseconds the window stayed closed.</summary>
    public long ClosedFor { get; set; }
    public long ClosedSince { get; set; } = Segment.NoTime;

    /// <summary>Nanoseconds the window was closed in all, up to <paramref name="end"/> where it is closed still; null where no time is known.</summary>
    public long? Closed(bool still, long end) => ClosedSince == Segment.NoTime ? null : ClosedFor + (still ? Math.Max(0, end - ClosedSince) : 0);

    public int CongestionEchoes { get; set; }

    public bool HasGaps => _gaps.Count > 0 || GapsBeyond;

    /// <summary>There were more gaps at once than are kept: of a segment that fills none of them it is not known whether it was late or sent again.</summary>
    public bool GapsBeyond { get; private set; }

    public bool StandsOut => Counts.Retransmissions + Counts.OutOfOrder + Counts.ZeroWindow + Copies > 0 || HasGaps;

    public void SentAgainAt(long edge)
    {
        if (Edge != edge) (Edge, ResentAtEdge) = (edge, 0);
        ResentAtEdge++;
    }

    public void Open(long from, long to, in Segment segment)
    {
        if (FirstGap == 0) FirstGap = segment.Frame;
        if (_gaps.Count >= MostGaps)
        {
            GapsBeyond = true;
            return;
        }

        _gaps.Add(new(from, to, segment.Time, segment.Identification, segment.TimestampValue));
    }

    /// <summary>Takes a range out of the gap it belongs to.</summary>
    /// <param name="from">First number of the range.</param>
    /// <param name="to">One beyond its last.</param>
    /// <param name="gap">The gap as it was.</param>
    /// <param name="filled">Octets of it that were missing.</param>
    public bool Fill(long from, long to, out Gap gap, out long filled)
    {
        for (var i = _gaps.Count - 1; i >= 0; i--)
        {
            gap = _gaps[i];
            if (from >= gap.To || to <= gap.From) continue;
            filled = Math.Min(to, gap.To) - Math.Max(from, gap.From);
            _gaps.RemoveAt(i);
            if (from > gap.From) _gaps.Add(gap with { To = from });
            if (to < gap.To)
            {
                if (_gaps.Count < MostGaps) _gaps.Add(gap with { From = to });
                else GapsBeyond = true;
            }

            return true;
        }

        (gap, filled) = (default, 0);
        return false;
    }

    /// <summary>Octets that were passed over by the segment that showed it.</summary>
    /// <param name="From">First number missing.</param>
    /// <param name="To">First number present again.</param>
    /// <param name="Since">When it showed.</param>
    /// <param name="Identification">Identification of the segment that showed it.</param>
    /// <param name="Stamp">Its timestamp; 0 without.</param>
    internal readonly record struct Gap(long From, long To, long Since, ushort? Identification, uint Stamp);
}
