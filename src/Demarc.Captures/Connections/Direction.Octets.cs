namespace Demarc.Captures.Connections;

/// <summary>The octets of one direction: which are new, which were late, which were sent again, and what they fill.</summary>
internal partial struct Direction
{
    /// <summary>Packets pass each other by so much at most.</summary>
    private const long MostDisorder = 3_000_000;

    /// <summary>A packet sent again is back at any place of capture a round trip after the gap was seen there, at the soonest.</summary>
    private const double OfRoundTrip = 0.8;

    /// <summary>Identifications this near to each other were counted, not drawn by lot.</summary>
    private const int NearIdentifications = 1000;

    private const int DuplicatesForFast = 2;

    /// <summary>Payload of a full segment over Ethernet, where the other end was not heard to say what it accepts.</summary>
    private const int UsualMss = 1460;

    /// <summary>Segments with and without timestamps differ by so much.</summary>
    private const double OfOptions = 1.01;

    private bool Payload(in Segment segment, long from, ref Direction peer, long roundTrip)
    {
        if (peer.Fin) BytesAfterPeerFin += segment.Length;
        if (FirstData == 0) FirstData = segment.Frame;
        var to = from + segment.Length;
        if (_openEnd && from > Highest) Reaches(from);
        _openEnd = segment.IsFragment;
        if (segment.Length > Largest && !segment.IsFragment) Grows(segment.Length, to, peer.Mss);
        if (to > Highest)
        {
            if (Trouble is { FirstResent: > 0 } resent)
            {
                resent.FreshAfterResent++;
                resent.FreshUnheard++;
            }

            var inOrder = from <= Highest || Packets == 1;
            if (!inOrder) (Trouble ??= new()).Open(Highest, from, segment);
            if (segment.Length == 1 && peer.WindowClosed) (Trouble ??= new()).Counts.Probes++;
            Bytes += to - Math.Max(from, Highest);
            Highest = to;
            (_lastIdentification, _lastStamp) = (segment.Identification ?? 0, segment.TimestampValue);
            FillsWindow(peer);
            return inOrder;
        }

        Behind(segment, from, to, ref peer, roundTrip);
        return false;
    }

    /// <summary>A packet that was cut on the way reached so far, if one packet can.</summary>
    private void Reaches(long end)
    {
        _openEnd = false;
        if (end - Highest > ushort.MaxValue) return;
        Bytes += end - Highest;
        Highest = end;
    }

    /// <summary>
    /// A segment larger than any before. Those that a network card is to cut are as large as the other end accepts, and its first part
    /// acknowledged is one of full size that came through; options make a difference of a few octets.
    /// </summary>
    private void Grows(int length, long end, ushort accepted)
    {
        var most = accepted > 0 ? accepted : UsualMss;
        if (end > Highest && Math.Min(length, most) > Math.Min(Largest, most) * OfOptions) FirstFullEnd = end - length + Math.Min(length, most);
        Largest = length;
    }

    private void FillsWindow(in Direction peer)
    {
        Filled = false;
        if (peer.Offers(this) is not { } offered || offered <= 0) return;
        Filled = Highest - Acknowledged + Largest > offered;
        if (Highest - Acknowledged == offered) (Trouble ??= new()).Counts.WindowFull++;
    }

    private void Behind(in Segment segment, long from, long to, ref Direction peer, long roundTrip)
    {
        // One octet just below the end asks whether the other end is alive, or whether its window has opened; that is no data sent again.
        var trouble = Trouble ??= new();
        if (segment.Length == 1 && peer.WindowClosed)
        {
            trouble.Counts.Probes++;
            return;
        }

        if (segment.Length == 1 && from == Highest - 1 && Acknowledged >= Highest)
        {
            trouble.Counts.KeepAlives++;
            return;
        }

        if (trouble.Fill(from, to, out var gap, out var filled))
        {
            Bytes += filled;
            if (WasBefore(segment, gap) ?? (segment.Time - gap.Since < (roundTrip > 0 ? Math.Clamp((long)(roundTrip * OfRoundTrip), 0, MostDisorder) : MostDisorder)))
            {
                trouble.Counts.OutOfOrder++;
                if (trouble.FirstLate == 0) trouble.FirstLate = segment.Frame;
                return;
            }
        }
        else if (trouble.GapsBeyond)
        {
            return;
        }

        trouble.Counts.Retransmissions++;
        if (to <= Acknowledged) trouble.Counts.Spurious++;
        else if (peer._duplicates >= DuplicatesForFast || peer._sacked) trouble.Counts.Fast++;
        trouble.SmallestResent = Math.Min(trouble.SmallestResent, segment.Length);
        if (trouble.FirstResent == 0) trouble.FirstResent = segment.Frame;
        if (from <= Edge && to > Edge) trouble.SentAgainAt(Edge);
        if (ResentUnheard++ == 0) (trouble.UnheardFrom, trouble.UnheardSince, trouble.FreshUnheard) = (segment.Frame, segment.Time, 0);
    }

    /// <summary>Whether a segment left its sender before the one that showed the gap it fills; null where nothing but time tells.</summary>
    private static bool? WasBefore(in Segment segment, in Trouble.Gap gap)
    {
        if (segment.HasTimestamps && gap.Stamp != 0 && segment.TimestampValue != gap.Stamp) return (int)(segment.TimestampValue - gap.Stamp) < 0;
        if (segment.Identification is not { } mine || gap.Identification is not { } its || mine == 0 || its == 0 || mine == its) return null;
        var apart = (short)(mine - its);
        return Math.Abs((int)apart) < NearIdentifications ? apart < 0 : null;
    }
}
