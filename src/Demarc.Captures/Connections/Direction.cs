using Demarc.Wire;

namespace Demarc.Captures.Connections;

/// <summary>
/// What one end sent. Numbers are counted from its SYN, or from the first segment seen, without the 32-bit limit. A range that was
/// sent before counts as resent; one that fills a gap was late if it had been sent before what showed the gap, by its
/// identification, its timestamp, or for want of both its time; else its first copy was lost before the place of capture.
/// </summary>
internal struct Direction
{
    /// <summary>Packets pass each other by so much at most.</summary>
    private const long MostDisorder = 3_000_000;

    /// <summary>A packet sent again is back at any place of capture a round trip after the gap was seen there, at the soonest.</summary>
    private const double OfRoundTrip = 0.8;

    /// <summary>Identifications this near to each other were counted, not drawn by lot.</summary>
    private const int NearIdentifications = 1000;

    private const int DuplicatesForFast = 2;

    private const int UsualMss = 1460;
    private const double OfOptions = 1.01;

    private uint _first;
    private uint _lastAck;
    private ushort _window;
    private ushort _lastIdentification;
    private uint _lastStamp;
    private short _duplicates;
    private bool _sacked;
    private bool _based;

    /// <summary>What came last was the first part of a packet cut on the way: where it ends, the next one or an acknowledgement tells.</summary>
    private bool _openEnd;
    private int _onSyn;

    public ulong End;
    public long Highest;
    public long Acknowledged;
    public long Bytes;
    public int Packets;
    public int Largest;

    /// <summary>End of the first segment as large as the largest: until it is acknowledged, no segment of full size was.</summary>
    public long FirstFullEnd;
    public int FirstData;
    public int BytesAfterPeerFin;
    public int Syns;

    /// <summary>Segments sent again since the other end was last heard of.</summary>
    public int ResentUnheard;
    public int LastFrame;
    public ushort Mss;
    public sbyte Scale;

    /// <summary>TTL of its SYN, and of the last of its other packets but resets: a machine on the way may answer SYNs in its stead.</summary>
    public byte Ttl;
    public byte LastTtl;
    public bool KnowsStart;
    public bool AnsweredSyn;
    public bool Timestamps;
    public bool Sack;
    public bool Fin;
    public bool WindowClosed;

    /// <summary>What is on the way leaves no room for another full segment in the other end's window.</summary>
    public bool Filled;

    /// <summary>It offered less than a full segment since the other end last sent.</summary>
    public bool WasTight;
    public uint SynStamp;
    public Trouble? Trouble;
    public WiresharkSide Wireshark;

    public readonly bool StandsOut => Trouble is { StandsOut: true } || Syns > 1;

    /// <summary>The other end acknowledged octets that were never captured: packets of this direction go another way, or were missed.</summary>
    public readonly bool HasUnseen => Trouble is { } trouble && trouble.AcknowledgedUnseen > Highest + 1;

    /// <summary>First number not known to have arrived; a SYN that was answered has.</summary>
    public readonly long Edge => KnowsStart ? Math.Max(Acknowledged, 1) : Acknowledged;

    /// <summary>
    /// What was sent again was what the other end had not acknowledged, and the sender did not go on: else it had acknowledgements that
    /// were not captured.
    /// </summary>
    public readonly bool IsStuck(int times, int fresh) => Trouble is { } trouble && trouble.Edge == Edge && trouble.ResentAtEdge >= times && fresh <= 1;

    public readonly bool FinAcknowledged => Fin && Acknowledged >= Highest;

    public readonly uint InitialSequence => _first;

    /// <summary>What it offers to receive, in octets; null while its scaling is not known.</summary>
    public readonly long? Offers(in Direction peer) => !KnowsStart || !peer.KnowsStart ? null : (long)_window << (Scale >= 0 && peer.Scale >= 0 ? Scale : 0);

    /// <summary>A sequence number as octets from the first, nearest to what was sent last.</summary>
    public readonly long Relative(uint sequence) => Highest + (int)(sequence - (uint)(_first + Highest));

    /// <summary>Takes the segment; true when it brought octets that had not been seen, in order.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="peer">The other direction.</param>
    /// <param name="roundTrip">Of the handshake, 0 while it is not known.</param>
    public bool Add(in Segment segment, ref Direction peer, long roundTrip)
    {
        Packets++;
        if (segment.Is(TcpFlags.Syn)) Synchronise(segment, ref peer);
        if (!_based) (_first, _based, Highest) = (segment.Sequence, true, 0);
        if (segment.Is(TcpFlags.Reset) || segment.Is(TcpFlags.Syn)) return false;
        if (Ttl == 0) Ttl = segment.Ttl;
        LastTtl = segment.Ttl;
        var from = Relative(segment.Sequence);
        if (segment.Is(TcpFlags.Ack)) Acknowledges(segment, from, ref peer);
        if (segment.CongestionMarked) (Trouble ??= new()).CongestionEchoes++;
        if (segment.Length == 0 && from == Highest - 1 && Packets > 1 && !segment.Is(TcpFlags.Fin)) Asks(peer);
        var fresh = segment.Length > 0 && Payload(segment, from, ref peer, roundTrip);
        if (segment.Is(TcpFlags.Fin) && !Fin)
        {
            Fin = true;
            Highest = Math.Max(Highest, from + segment.Length) + 1;
        }

        return fresh;
    }

    private void Synchronise(in Segment segment, ref Direction peer)
    {
        // What rides on a SYN has been said where the SYN-ACK acknowledges it (RFC 7413).
        _onSyn = segment.Length;
        if (segment.IsSynAck && peer is { _onSyn: > 0, Highest: 1 } && segment.Acknowledgement == peer._first + 1 + (uint)peer._onSyn)
        {
            peer.Highest = peer.Acknowledged = 1 + peer._onSyn;
            peer.Bytes += peer._onSyn;
            if (peer.FirstData == 0) peer.FirstData = segment.Frame;
        }

        Syns++;
        (KnowsStart, _first, _based) = (true, segment.Sequence, true);
        Highest = 1;
        AnsweredSyn |= segment.Is(TcpFlags.Ack);
        Mss = segment.Mss ?? Mss;
        Scale = segment.WindowScale is { } scale ? (sbyte)scale : (sbyte)-1;
        Timestamps |= segment.HasTimestamps;
        Sack |= segment.SackPermitted;
        Ttl = segment.Ttl;
        _window = segment.Window;
        if (Syns == 1) SynStamp = segment.TimestampValue;
    }

    /// <summary>Windows, duplicate acknowledgements and what SACK tells of the other direction.</summary>
    private void Acknowledges(in Segment segment, long from, ref Direction peer)
    {
        var closed = segment.Window == 0 && !segment.Is(TcpFlags.Fin);
        if (closed)
        {
            var trouble = Trouble ??= new();
            trouble.Counts.ZeroWindow++;
            if (trouble.FirstZeroWindow == 0) trouble.FirstZeroWindow = segment.Frame;
            if (!WindowClosed) trouble.ClosedSince = segment.Time;
        }
        else if (WindowClosed)
        {
            Trouble!.ClosedFor += Math.Max(0, segment.Time - Trouble.ClosedSince);
        }

        var acknowledges = peer._based ? peer.Relative(segment.Acknowledgement) : 0;
        if (peer._openEnd && acknowledges > peer.Highest) peer.Reaches(acknowledges);
        if (peer._based && acknowledges <= peer.Highest + 1 && acknowledges > peer.Acknowledged)
        {
            peer.Acknowledged = acknowledges;
            (_duplicates, _sacked) = (0, false);
        }
        else if (peer._based && acknowledges > peer.Highest + 1)
        {
            // An end that has answered a SYN only with an acknowledgement remembers an older connection (RFC 5961, 4). Printed packets
            // show no number of one that is empty, so that who said nothing in sight has no known place.
            if (peer.KnowsStart ? Syns > 0 : peer.Bytes > 0) (peer.Trouble ??= new()).AcknowledgedUnseen = Math.Max(peer.Trouble.AcknowledgedUnseen, acknowledges);
        }
        else if (segment.Length == 0 && segment.Acknowledgement == _lastAck && segment.Window == _window && !closed && from == Highest && peer.Highest > peer.Acknowledged && !segment.Is(TcpFlags.Fin) && !WindowClosed)
        {
            (Trouble ??= new()).Counts.DuplicateAcks++;
            if (_duplicates < short.MaxValue) _duplicates++;
        }

        if (segment.SackTo != segment.SackFrom)
        {
            if (IsDuplicateReport(segment)) (peer.Trouble ??= new()).ReportedDuplicates++;
            else _sacked = true;
        }

        (_lastAck, _window, WindowClosed) = (segment.Acknowledgement, segment.Window, closed);
        if (!closed && peer.Largest > 0 && Offers(peer) is { } offered && offered - (peer.Highest - peer.Acknowledged) < peer.Largest) WasTight = true;
    }

    /// <summary>RFC 2883, 4: the first block lies below the acknowledgement, or within the second block.</summary>
    private static bool IsDuplicateReport(in Segment segment) =>
        (int)(segment.SackTo - segment.Acknowledgement) <= 0
        || (segment.SecondSackTo != segment.SecondSackFrom && (int)(segment.SackFrom - segment.SecondSackFrom) >= 0 && (int)(segment.SecondSackTo - segment.SackTo) >= 0);

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
    /// A segment larger than any before. Those that a network card is to cut are as large as the other end accepts; options make a
    /// difference of a few octets.
    /// </summary>
    private void Grows(int length, long end, ushort accepted)
    {
        var most = accepted > 0 ? accepted : UsualMss;
        if (end > Highest && Math.Min(length, most) > Math.Min(Largest, most) * OfOptions) FirstFullEnd = end;
        Largest = length;
    }

    /// <summary>An empty segment one below the end asks whether the other end is there, or whether its window has opened (RFC 9293, 3.8.4 and 3.8.6.1).</summary>
    private void Asks(in Direction peer)
    {
        var counts = (Trouble ??= new()).Counts;
        if (peer.WindowClosed) counts.Probes++;
        else counts.KeepAlives++;
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
