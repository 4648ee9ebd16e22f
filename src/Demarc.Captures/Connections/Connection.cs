using Demarc.Captures.Decoding;
using Demarc.Wire;

namespace Demarc.Captures.Connections;

/// <summary>One connection while its packets come: both directions, and the frames and times that decide what is said of it.</summary>
internal sealed class Connection(End first, End second, int frame)
{
    private static readonly SortedDictionary<string, int> None = new(StringComparer.Ordinal);

    private SortedDictionary<string, int>? _errors;
    private readonly Direction _one = new(first);
    private readonly Direction _two = new(second);

    public int First { get; } = frame;
    public int Last { get; private set; } = frame;
    public long? Began { get; private set; }

    public int SynFrame { get; private set; }
    public int SynAckFrame { get; private set; }
    public int EstablishedFrame { get; private set; }
    public long? SynTime { get; private set; }
    public long? LastSynTime { get; private set; }
    public long? SynAckTime { get; private set; }
    public long? EstablishedTime { get; private set; }

    public int ResetFrame { get; private set; }
    public Direction? ResetBy { get; private set; }
    public bool? ResetAfterClose { get; private set; }
    public bool Refused { get; private set; }
    public bool Missing { get; private set; }

    /// <summary>ICMP errors that quote this connection, with the frame of each.</summary>
    public IReadOnlyDictionary<string, int> Errors => _errors ?? None;

    public Direction Client => _one is { Syns: > 0, AnsweredSyn: false } || _two.AnsweredSyn ? _one
        : _two is { Syns: > 0, AnsweredSyn: false } || _one.AnsweredSyn ? _two
        : Rank(_one.End.Port) < Rank(_two.End.Port) ? _two : _one;

    public Direction Server => Client == _one ? _two : _one;

    /// <summary>Whether the ends were seen to open it.</summary>
    public bool IsOpening => _one.Syns + _two.Syns > 0;

    /// <summary>Whether anything but plain success can be told of it.</summary>
    public bool StandsOut => _errors is not null || ResetBy is not null || _one.StandsOut || _two.StandsOut || (SynFrame > 0 && SynAckFrame == 0);

    public void Note(string error, int frame) => (_errors ??= new(StringComparer.Ordinal)).TryAdd(error, frame);

    /// <summary>A SYN with another number opens a new connection between the same ends.</summary>
    public bool IsReuse(in Segment segment, End source) => segment.IsSyn && From(source) is var side && (side.InitialSequence is { } known ? known != segment.Sequence : side.Packets > 0);

    public void Add(in Segment segment, End source)
    {
        Last = segment.Frame;
        Began ??= segment.Nanoseconds;
        var from = From(source);
        var to = from == _one ? _two : _one;
        if (from.IsCopy(segment)) return;
        if (segment.IsSyn) Syn(segment);
        else if (segment.IsSynAck && SynAckFrame == 0) (SynAckFrame, SynAckTime) = (segment.Frame, segment.Nanoseconds);
        if (segment.Is(TcpFlags.Reset) && ResetBy is null) Reset(segment, from, to);
        from.Add(segment, to);
        if (segment.Is(TcpFlags.Ack)) to.Acknowledge(segment.Acknowledgement);
        if (EstablishedFrame == 0 && from.Syns > 0 && !from.AnsweredSyn && to.AnsweredSyn && segment.Is(TcpFlags.Ack) && !segment.Is(TcpFlags.Syn | TcpFlags.Reset)) Establish(segment);
    }

    private void Establish(in Segment segment)
    {
        (EstablishedFrame, EstablishedTime) = (segment.Frame, segment.Nanoseconds);
        if (EstablishedTime - SynTime is not { } roundTrip || _one.Syns + _two.Syns > 2) return;
        _one.Learn(roundTrip);
        _two.Learn(roundTrip);
    }

    private Direction From(End source) => source == _one.End ? _one : _two;

    private void Syn(in Segment segment)
    {
        if (SynFrame == 0) (SynFrame, SynTime) = (segment.Frame, segment.Nanoseconds);
        LastSynTime = segment.Nanoseconds;
    }

    private void Reset(in Segment segment, Direction from, Direction to)
    {
        // A TLS close_notify record with its overhead; anything longer is data the reset may have destroyed.
        const int ClosingAlert = 64;
        (ResetBy, ResetFrame) = (from, segment.Frame);
        Refused = to is { Syns: > 0, AnsweredSyn: false } && from.Packets == 0;
        Missing = from.InitialSequence is not null && segment.Sequence != 0 && from.Relative(segment.Sequence) > from.Highest;
        ResetAfterClose = to.Fin || (from.FinAcknowledged && to.BytesAfterPeerFin <= ClosingAlert) ? true : Missing ? null : false;
    }

    /// <summary>How much a port looks like a client's.</summary>
    private static int Rank(ushort port) => port < 1024 ? 0 : port;
}
