using Demarc.Captures.Applications;
using Demarc.Captures.Decoding;
using Demarc.Wire;

namespace Demarc.Captures.Connections;

/// <summary>One connection while its packets come: both directions, and the frames and times that decide what is said of it.</summary>
internal struct Connection
{
    // A TLS close_notify record with its overhead; anything longer is data the reset may have destroyed.
    private const int ClosingAlert = 64;
    private const int MostResets = 8;

    /// <summary>A connection silent for so long may have been forgotten by something on the way.</summary>
    private const long Idle = 20_000_000_000;

    public Direction One;
    public Direction Two;
    public Waiting Waiting;
    public History History;

    public int First;
    public int Last;
    public int SynFrame;
    public int SynAckFrame;
    public int EstablishedFrame;

    /// <summary>The last segment with new octets after a long silence, and how long that was; 0 where there was none.</summary>
    public int IdleFrame;
    public long IdleFor;
    public long Began;
    public long Ended;
    public long SynTime;
    public long LastSynTime;
    public long SynAckTime;
    public long EstablishedTime;
    public ResetState Reset;
    public Oddities? Oddities;
    public Talk? Talk;

    private long _wiresharkSyn;
    private long _wiresharkTrip;

    /// <summary>Becomes, where nothing was before, the connection that a segment opens: in its place, as it is too large to be copied there.</summary>
    public void Begin(ulong first, ulong second, in Segment segment)
    {
        (One.End, Two.End) = (first, second);
        (First, Last) = (segment.Frame, segment.Frame);
        One.Scale = Two.Scale = -1;
        SynTime = LastSynTime = SynAckTime = EstablishedTime = Segment.NoTime;
        Began = Ended = segment.Time;
    }

    /// <summary>Whether the client is the end that spoke first in the capture.</summary>
    public readonly bool ClientFirst =>
        One is { Syns: > 0, AnsweredSyn: false } || Two.AnsweredSyn || (!(Two is { Syns: > 0, AnsweredSyn: false } || One.AnsweredSyn) && Rank(Ends.Port(One.End)) >= Rank(Ends.Port(Two.End)));

    /// <summary>Whether the ends were seen to open it.</summary>
    public readonly bool IsOpening => One.Syns + Two.Syns > 0;

    /// <summary>Frame of the server's refusal of an earlier SYN than the one it accepted; 0 where there was none.</summary>
    public readonly int RefusedAtFirst => Oddities is { } odd && EstablishedFrame > 0 && odd.ResetsBefore(SynAckFrame, SynAckTime, ClientFirst) is var resets && resets > 0 && resets < (ClientFirst ? One : Two).Syns ? odd.Resets[0].Frame : 0;

    /// <summary>Whether it needs no more than counting when memory is short: all was said and nothing was amiss.</summary>
    public readonly bool IsOver => Reset.Frame > 0 || (One.Fin && Two.Fin);

    /// <summary>A SYN with another number opens a new connection between the same ends.</summary>
    public bool IsReuse(in Segment segment, ulong source)
    {
        if (!segment.IsSyn) return false;
        return source == One.End ? One.Wireshark.IsOther(segment.Sequence) : Two.Wireshark.IsOther(segment.Sequence);
    }

    /// <summary>Judges a segment as Wireshark does: in the order of the file, copies and all.</summary>
    public void Judge(in Segment segment, ulong source)
    {
        if (segment.IsFragment) return;
        if (source == One.End) Judge(segment, ref One.Wireshark, ref Two.Wireshark);
        else Judge(segment, ref Two.Wireshark, ref One.Wireshark);
    }

    private void Judge(in Segment segment, ref WiresharkSide from, ref WiresharkSide to)
    {
        from.Judge(segment, ref to, _wiresharkTrip);
        WiresharkTimes(segment);
        from.Learn(segment, ref to);
    }

    /// <summary>Takes a segment, in the order of time. <paramref name="copy"/>: it was captured before.</summary>
    public void Take(in Segment segment, ulong source, bool copy)
    {
        var fromOne = source == One.End;
        if (fromOne) Take(segment, ref One, ref Two, true, copy);
        else Take(segment, ref Two, ref One, false, copy);
    }

    private void Take(in Segment segment, ref Direction from, ref Direction to, bool fromOne, bool copy)
    {
        var previous = Ended;
        (First, Last, Ended) = (Math.Min(First, segment.Frame), Math.Max(Last, segment.Frame), Math.Max(Ended, segment.Time));
        if (segment.Time < Began && segment.Time != Segment.NoTime) Began = segment.Time;
        if (copy)
        {
            (from.Trouble ??= new()).Copies++;
            return;
        }

        History.Add(segment, fromOne);
        if (segment.Is(TcpFlags.Syn)) Opens(segment);
        if (segment.Is(TcpFlags.Reset)) Resets(segment, ref from, ref to, fromOne);
        Exchanges(segment, ref from, ref to, fromOne, previous);
        if (EstablishedFrame == 0 && from is { Syns: > 0, AnsweredSyn: false } && to.AnsweredSyn && segment.Is(TcpFlags.Ack) && !segment.Is(TcpFlags.Syn | TcpFlags.Reset) && from.FollowsSyn(segment)) Establish(segment);
    }

    /// <summary>Numbers and times of both directions, and what is said in them.</summary>
    private void Exchanges(in Segment segment, ref Direction from, ref Direction to, bool fromOne, long previous)
    {
        var (before, resent, closed, outstanding) = (from.Highest, from.Trouble?.Counts.Retransmissions ?? 0, from.Trouble?.Counts.ZeroWindow ?? 0, from.Highest > from.Acknowledged);
        to.ResentUnheard = 0;
        from.LastFrame = segment.Frame;
        var silent = segment.Time - previous;
        var filled = from.Filled;
        var (gaps, unacknowledged) = (from.Trouble?.HasGaps == true, to.Acknowledged);
        var inOrder = from.Add(segment, ref to, One.Syns + Two.Syns == 2 && EstablishedFrame > 0 ? EstablishedTime - SynTime : 0);
        if (from.Trouble is { } trouble)
        {
            if (trouble.Counts.Retransmissions > resent)
            {
                History.Count('t', trouble.Counts.Retransmissions, fromOne);
                Waiting.Resent(segment.Time);
            }

            if (trouble.Counts.ZeroWindow > closed) History.Count('w', trouble.Counts.ZeroWindow, fromOne);
            if (trouble.HasGaps && !gaps) History.Count('g', ++trouble.Gapped, fromOne);
        }

        var fromClient = fromOne == ClientFirst;
        if (segment.Length == 0 && to.Acknowledged > unacknowledged && to.Acknowledged >= to.Highest) Waiting.Acknowledged(fromClient, segment.Time);
        if (segment.Length == 0 || from.Highest == before || segment.Is(TcpFlags.Syn | TcpFlags.Reset)) return;
        if (silent >= Idle && from.Packets > 1) (IdleFrame, IdleFor) = (segment.Frame, silent);
        Waiting.Data(fromClient, segment, outstanding, to.WindowClosed || (!outstanding && to.WasTight), filled);
        to.WasTight = false;
        Says(segment, fromClient, inOrder, (int)(from.Highest - before));
    }

    private void Says(in Segment segment, bool fromClient, bool inOrder, int fresh)
    {
        if (Talk is null)
        {
            if (!IsOpening) return;
            Talk = Talk.Begin();
        }

        if (!Talk.Wants) return;
        if (!inOrder || segment.Payload.Length < segment.Length) Talk.Gap(fromClient);
        else Talk.Add(fromClient, segment.Payload[^Math.Min(fresh, segment.Payload.Length)..], segment.Frame, segment.Time);
        if (Talk is { Wants: false, Http.Switched: true }) Waiting.InNoTurns = true;
    }

    private void Opens(in Segment segment)
    {
        if (segment.IsSyn)
        {
            // What is said with the SYN is heard now: should the server not take it, it is said again and changes nothing.
            if (SynFrame == 0 && segment.Payload.Length > 0 && segment.Payload.Length == segment.Length && Talk is null) (Talk = Talk.Begin()).Add(true, segment.Payload, segment.Frame, segment.Time);
            if (SynFrame == 0) (SynFrame, SynTime) = (segment.Frame, segment.Time);
            if (SynAckFrame == 0) LastSynTime = segment.Time;
        }
        else if (SynAckFrame == 0)
        {
            (SynAckFrame, SynAckTime) = (segment.Frame, segment.Time);
            if (SynFrame > 0) Waiting.SynAnswered(SynTime, LastSynTime, segment.Time);
        }
    }

    private void Establish(in Segment segment)
    {
        if (Reset.Frame > 0 && Reset.Frame < SynAckFrame && Oddities!.ResetsBefore(SynAckFrame, SynAckTime, ClientFirst) < Math.Max(One.Syns, Two.Syns)) Reset = default;
        (EstablishedFrame, EstablishedTime) = (segment.Frame, segment.Time);
        if (SynAckTime != Segment.NoTime) Waiting.Established(SynAckTime, segment);
    }

    private void Resets(in Segment segment, ref Direction from, ref Direction to, bool fromOne)
    {
        var missing = from.KnowsStart && segment.Sequence != 0 && from.Relative(segment.Sequence) > from.Highest;
        bool? afterClose = from.Trouble is { HasGaps: true } ? null : to.Fin || (from.FinAcknowledged && to.BytesAfterPeerFin <= ClosingAlert) ? true : missing ? null : false;
        if (Reset.Frame == 0)
        {
            Reset = new(segment.Frame, fromOne, afterClose, to is { Syns: > 0, AnsweredSyn: false } && from.Packets == 0, missing);
        }

        var resets = (Oddities ??= new()).Resets;
        if (resets.Count < MostResets) resets.Add(new(segment.Frame, fromOne, segment.Ttl, from.LastTtl != 0 ? from.LastTtl : from.Ttl, afterClose, segment.Time));
    }

    /// <summary>The round trip as Wireshark takes it: from the last SYN to the first segment with an acknowledgement and no SYN.</summary>
    private void WiresharkTimes(in Segment segment)
    {
        if (segment.IsSyn) _wiresharkSyn = segment.Time;
        else if (_wiresharkTrip == 0 && _wiresharkSyn != 0 && (segment.Flags & (TcpFlags.Syn | TcpFlags.Ack)) == TcpFlags.Ack) _wiresharkTrip = segment.Time - _wiresharkSyn;
    }

    /// <summary>How much a port looks like a client's.</summary>
    private static int Rank(ushort port) => port < 1024 ? 0 : port;

    /// <param name="Frame">Frame of the first reset; 0 where there was none.</param>
    /// <param name="ByOne">It bears the address of the end that spoke first.</param>
    /// <param name="AfterClose">Whether all had been said.</param>
    /// <param name="Refusal">It answers a SYN.</param>
    /// <param name="Missing">Its number lies beyond what was captured.</param>
    internal readonly record struct ResetState(int Frame, bool ByOne, bool? AfterClose, bool Refusal, bool Missing);
}
