using Demarc.Wire;

namespace Demarc.Captures.Connections;

/// <summary>
/// What one end sent. Numbers are counted from its SYN, or from the first segment seen, without the 32-bit limit. A range that was
/// sent before counts as resent; one that fills a gap was late if it had been sent before what showed the gap, by its
/// identification, its timestamp, or for want of both its time; else its first copy was lost before the place of capture.
/// </summary>
internal partial struct Direction
{
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

    /// <summary>End of the first segment as large as the largest, or of the first part of it that the network card cut: until it is acknowledged, no segment of full size was.</summary>
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

    /// <summary>Nothing was said between the SYN, or the words on it, and this segment: later ones only tell that the third packet was not captured.</summary>
    public readonly bool FollowsSyn(in Segment segment) => segment.Sequence - _first is 1 || segment.Sequence - _first == 1 + (uint)_onSyn;

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

    /// <summary>An empty segment one below the end asks whether the other end is there, or whether its window has opened (RFC 9293, 3.8.4 and 3.8.6.1).</summary>
    private void Asks(in Direction peer)
    {
        var counts = (Trouble ??= new()).Counts;
        if (peer.WindowClosed) counts.Probes++;
        else counts.KeepAlives++;
    }
}
