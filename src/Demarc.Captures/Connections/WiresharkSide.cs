using Demarc.Wire;

namespace Demarc.Captures.Connections;

/// <summary>What Wireshark calls a segment. Several may hold.</summary>
[Flags]
internal enum WiresharkMark : ushort
{
    None = 0,
    ZeroWindowProbe = 1,
    ZeroWindow = 2,
    LostSegment = 4,
    KeepAlive = 8,
    WindowUpdate = 16,
    WindowFull = 32,
    KeepAliveAck = 64,
    ProbeAck = 128,
    DuplicateAck = 256,
    Retransmission = 512,
    Fast = 1024,
    Spurious = 2048,
    OutOfOrder = 4096,
}

/// <summary>
/// Wireshark's judgement of one direction, segment by segment in file order, so that its counts can stand beside Demarc's and be
/// explained. The rules are those of version 4.0 (captures.md, section 1); they know neither copies nor the place of capture.
/// </summary>
internal struct WiresharkSide
{
    private const int NotUsed = -2;
    private const ulong FastNanoseconds = 20_000_000;
    private const long UnknownRoundTrip = 3_000_000;

    private uint _next;
    private uint _mostAcknowledgeable;
    private uint _lastAck;
    private ushort _window;
    private short _duplicates;
    private sbyte _scale;
    private bool _scaleKnown;
    private bool _firstAck;
    private bool _windowKnown;
    private WiresharkMark _last;
    private long _ackTime;
    private long _nextTime;

    /// <summary>First number, by which a SYN is told from one of a later connection.</summary>
    public uint Base { get; private set; }
    public bool HasBase { get; private set; }
    public Tally? Counts { get; private set; }

    /// <summary>Whether a SYN of this direction opens another connection, and what becomes of the numbers where it does not.</summary>
    public bool IsOther(uint sequence)
    {
        if (!HasBase) return false;
        if (sequence != Base) return true;
        _next = _mostAcknowledgeable;
        return false;
    }

    /// <summary>Judges the segment. <paramref name="roundTrip"/> is the handshake's, 0 while it is not known.</summary>
    public WiresharkMark Judge(in Segment segment, ref WiresharkSide peer, long roundTrip)
    {
        Begin(segment, ref peer);
        var mark = Of(segment, ref peer);
        if ((mark & WiresharkMark.DuplicateAck) != WiresharkMark.None) _duplicates = (short)(_duplicates < 0 ? 1 : Math.Min(_duplicates + 1, short.MaxValue));
        if (segment.Acknowledgement != _lastAck) _duplicates = 0;
        AcknowledgesUnseen(segment, ref peer);
        if (segment.Length > 0 || segment.IsMark) mark |= Again(segment, ref peer, mark, roundTrip);
        Remember(segment, mark);
        Count(mark);
        return mark;
    }

    private void Begin(in Segment segment, ref WiresharkSide peer)
    {
        if (segment.IsSynAck && HasBase) Base = segment.Sequence;
        if (!HasBase) (Base, HasBase) = (segment.Is(TcpFlags.Syn) ? segment.Sequence : segment.Sequence - 1, true);
        if (!peer.HasBase && segment.Is(TcpFlags.Ack)) (peer.Base, peer.HasBase) = (segment.Acknowledgement - 1, true);
    }

    private readonly WiresharkMark Of(in Segment segment, ref WiresharkSide peer)
    {
        if (segment.Length == 1 && segment.Sequence == _next && peer is { _windowKnown: true, _window: 0 }) return WiresharkMark.ZeroWindowProbe;
        var plain = !segment.Is(TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Reset);
        var mark = plain && segment.Window == 0 ? WiresharkMark.ZeroWindow : WiresharkMark.None;
        if (_next != 0 && After(segment.Sequence, _next) && !segment.Is(TcpFlags.Reset)) mark |= WiresharkMark.LostSegment;
        if (!plain) return mark;
        if (segment.Length <= 1 && segment.Sequence == _next - 1) mark |= WiresharkMark.KeepAlive;
        var repeats = segment.Length == 0 && segment.Sequence == _next && segment.Acknowledgement == _lastAck;
        if (repeats && segment.Window != 0 && segment.Window != _window) mark |= WiresharkMark.WindowUpdate;
        if (segment.Length > 0 && peer is { _scaleKnown: true, _windowKnown: true } && segment.Sequence + (uint)segment.Length == peer._lastAck + ((uint)peer._window << (peer._firstAck || peer._scale == NotUsed ? 0 : peer._scale))) mark |= WiresharkMark.WindowFull;
        if (!repeats || segment.Window != _window) return mark;
        if (segment.Window == 0) return (peer._last & WiresharkMark.ZeroWindowProbe) != WiresharkMark.None ? mark | WiresharkMark.ProbeAck : mark;
        return mark | ((peer._last & WiresharkMark.KeepAlive) != WiresharkMark.None ? WiresharkMark.KeepAliveAck : WiresharkMark.DuplicateAck);
    }

    private static void AcknowledgesUnseen(in Segment segment, ref WiresharkSide peer)
    {
        if (peer._mostAcknowledgeable == 0 || !segment.Is(TcpFlags.Ack) || !After(segment.Acknowledgement, peer._mostAcknowledgeable)) return;
        if (After(peer._next, peer._mostAcknowledgeable)) peer._mostAcknowledgeable = peer._next;
        else peer._duplicates = -1;
    }

    private readonly WiresharkMark Again(in Segment segment, ref WiresharkSide peer, WiresharkMark mark, long roundTrip)
    {
        if ((mark & WiresharkMark.KeepAlive) != WiresharkMark.None) return WiresharkMark.None;
        var end = segment.Sequence + (uint)segment.Length;
        var behind = _next != 0 && After(_next, segment.Sequence) && !(segment.Length > 1 && segment.Sequence == _next - 1);
        if (segment.Length > 0 && peer._lastAck != 0 && !After(end, peer._lastAck)) return WiresharkMark.Spurious | WiresharkMark.Retransmission;
        if (!behind) return WiresharkMark.None;
        if ((ushort)peer._duplicates >= 2 && peer._lastAck == segment.Sequence && Since(peer._ackTime, segment) < FastNanoseconds) return WiresharkMark.Fast | WiresharkMark.Retransmission;
        if (Since(_nextTime, segment) < (ulong)(roundTrip == 0 ? UnknownRoundTrip : roundTrip) && _next != end + (segment.IsMark ? 1u : 0u)) return WiresharkMark.OutOfOrder;
        return WiresharkMark.Retransmission;
    }

    private void Remember(in Segment segment, WiresharkMark mark)
    {
        var next = segment.Sequence + (uint)segment.Length + (segment.IsMark ? 1u : 0u);
        var probe = (mark & WiresharkMark.ZeroWindowProbe) != WiresharkMark.None;
        if ((_next == 0 || After(next, _next)) && !probe) (_next, _nextTime) = (next, segment.Time);
        if ((_mostAcknowledgeable == 0 || segment.Sequence == _mostAcknowledgeable) && !probe) _mostAcknowledgeable = _next;
        (_window, _windowKnown, _lastAck, _ackTime, _last) = (segment.Window, true, segment.Acknowledgement, segment.Time, mark);
    }

    /// <summary>Window scaling and the first acknowledgement are learned after the judgement.</summary>
    public void Learn(in Segment segment, ref WiresharkSide peer)
    {
        if (segment.Is(TcpFlags.Syn))
        {
            if (segment.WindowScale is { } scale) (_scale, _scaleKnown) = ((sbyte)scale, true);
            if (!_scaleKnown || (segment.IsSynAck && peer is { _scaleKnown: true, _scale: NotUsed })) (_scale, _scaleKnown) = (NotUsed, true);
            _firstAck = true;
        }
        else if (segment.Is(TcpFlags.Ack)) _firstAck = false;
    }

    private void Count(WiresharkMark mark)
    {
        if ((mark & ~(WiresharkMark.WindowUpdate | WiresharkMark.KeepAliveAck | WiresharkMark.ProbeAck)) == WiresharkMark.None) return;
        var counts = Counts ??= new();
        counts.Probes += Bit(mark, WiresharkMark.ZeroWindowProbe);
        counts.ZeroWindow += Bit(mark, WiresharkMark.ZeroWindow);
        counts.Lost += Bit(mark, WiresharkMark.LostSegment);
        counts.KeepAlives += Bit(mark, WiresharkMark.KeepAlive);
        counts.WindowFull += Bit(mark, WiresharkMark.WindowFull);
        counts.DuplicateAcks += Bit(mark, WiresharkMark.DuplicateAck);
        counts.Retransmissions += Bit(mark, WiresharkMark.Retransmission);
        counts.Fast += Bit(mark, WiresharkMark.Fast);
        counts.Spurious += Bit(mark, WiresharkMark.Spurious);
        counts.OutOfOrder += Bit(mark, WiresharkMark.OutOfOrder);
    }

    private static int Bit(WiresharkMark mark, WiresharkMark wanted) => (mark & wanted) != WiresharkMark.None ? 1 : 0;

    /// <summary>A time that went back counts as endless, as it does there.</summary>
    private static ulong Since(long time, in Segment segment) => (ulong)(segment.Time - time);

    private static bool After(uint one, uint other) => (int)(one - other) > 0;
}
