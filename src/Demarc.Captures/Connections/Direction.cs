using Demarc.Wire;

namespace Demarc.Captures.Connections;

/// <summary>
/// What one end sent. Numbers are counted from its SYN, or from the first segment seen, without the 32-bit limit. A range that was
/// sent before counts as resent; one that fills a gap is late where it comes within the time a network may disorder packets, else
/// resent as well, its first copy having been lost before the place of capture.
/// </summary>
internal sealed class Direction(Decoding.End end)
{
    /// <summary>Packets pass each other by so much at most.</summary>
    private const long MostDisorder = 3_000_000;

    /// <summary>A packet sent again is back at any place of capture a round trip after the gap was seen there, at the soonest.</summary>
    private const double OfRoundTrip = 0.8;

    /// <summary>A copy follows its original within this, where the identification proves it, or within the shorter where nothing does.</summary>
    private const long CopyNanoseconds = 1_000_000_000;
    private const long DoubtfulCopyNanoseconds = 2_000_000;

    private const int MostGaps = 64;
    private const int Remembered = 8;

    private long _disorder = MostDisorder;
    private readonly (ulong Likeness, long Time)[] _recent = new (ulong, long)[Remembered];
    private List<(long From, long To, long? Since)>? _gaps;
    private int _at;
    private uint _first;
    private bool _based;

    public Decoding.End End { get; } = end;
    public int Packets { get; private set; }
    public int Copies { get; private set; }
    public int Syns { get; private set; }
    public uint? InitialSequence { get; private set; }
    public bool AnsweredSyn { get; private set; }
    public int? Mss { get; private set; }
    public int? WindowScale { get; private set; }
    public bool Timestamps { get; private set; }
    public bool Sack { get; private set; }

    /// <summary>One beyond the last octet sent, the SYN being octet 0.</summary>
    public long Highest { get; private set; }

    /// <summary>How far the other end acknowledged.</summary>
    public long Acknowledged { get; private set; }
    public long Bytes { get; private set; }
    public long BytesAfterPeerFin { get; private set; }
    public int Largest { get; private set; }
    public int Resent { get; private set; }

    /// <summary>Payload of the smallest segment sent again.</summary>
    public int SmallestResent { get; private set; } = int.MaxValue;
    public int Late { get; private set; }
    public int ZeroWindows { get; private set; }
    public bool Fin { get; private set; }
    public int FirstResent { get; private set; }
    public int FirstZeroWindow { get; private set; }

    public bool StandsOut => Resent + Late + ZeroWindows + Copies > 0 || Syns > 1 || HasGaps;

    public bool FinAcknowledged => Fin && Acknowledged >= Highest;

    /// <summary>Octets that were never seen, though later ones were.</summary>
    public bool HasGaps => _gaps is { Count: > 0 };

    /// <summary>Whether it is a second sighting of a packet that passed the place of capture once.</summary>
    public bool IsCopy(in Segment segment)
    {
        var within = segment.Identification is > 0 ? CopyNanoseconds : DoubtfulCopyNanoseconds;
        foreach (var (likeness, time) in _recent)
        {
            if (likeness == segment.Likeness && segment.Nanoseconds is { } now && Math.Abs(now - time) <= within)
            {
                Copies++;
                return true;
            }
        }

        _recent[_at++ % Remembered] = (segment.Likeness, segment.Nanoseconds ?? long.MinValue / 2);
        return false;
    }

    public void Add(in Segment segment, Direction peer)
    {
        Packets++;
        if (segment.Is(TcpFlags.Syn)) Synchronise(segment);
        if (!_based) (_first, _based, Highest) = (segment.Sequence, true, 0);
        if (segment.Is(TcpFlags.Reset) || segment.Is(TcpFlags.Syn)) return;
        if (segment.Window == 0 && segment.Is(TcpFlags.Ack))
        {
            ZeroWindows++;
            if (FirstZeroWindow == 0) FirstZeroWindow = segment.Frame;
        }

        var from = Relative(segment.Sequence);
        if (segment.Length > 0)
        {
            Largest = Math.Max(Largest, segment.Length);
            if (peer.Fin) BytesAfterPeerFin += segment.Length;
            Payload(segment, from, peer);
        }

        if (segment.Is(TcpFlags.Fin) && !Fin)
        {
            Fin = true;
            Highest = Math.Max(Highest, from + segment.Length) + 1;
        }
    }

    /// <summary>What the handshake tells of the round trip bounds how late a packet may be without having been sent again.</summary>
    public void Learn(long roundTrip) => _disorder = Math.Clamp((long)(roundTrip * OfRoundTrip), 0, MostDisorder);

    /// <summary>The other end acknowledges up to this number.</summary>
    public void Acknowledge(uint number)
    {
        if (_based && Relative(number) is var relative && relative <= Highest + 1) Acknowledged = Math.Max(Acknowledged, relative);
    }

    /// <summary>A sequence number as octets from the first, nearest to what was sent last.</summary>
    public long Relative(uint sequence) => Highest + (int)(sequence - (uint)(_first + Highest));

    private void Synchronise(in Segment segment)
    {
        Syns++;
        (InitialSequence, _first, _based) = (segment.Sequence, segment.Sequence, true);
        Highest = 1;
        AnsweredSyn |= segment.Is(TcpFlags.Ack);
        Mss = segment.Mss ?? Mss;
        WindowScale = segment.WindowScale ?? WindowScale;
        Timestamps |= segment.Timestamps;
        Sack |= segment.SackPermitted;
    }

    private void Payload(in Segment segment, long from, Direction peer)
    {
        var to = from + segment.Length;
        if (to > Highest)
        {
            if (from > Highest && Packets > 1) Open(Highest, from, segment.Nanoseconds);
            Bytes += to - Math.Max(from, Highest);
            Highest = to;
            return;
        }

        // One octet just below the end asks whether the other end is alive; that is no data sent again.
        if (segment.Length == 1 && (from == Highest - 1 || peer.ZeroWindows > 0)) return;
        if (Fill(from, to, segment.Nanoseconds))
        {
            Late++;
            return;
        }

        Resent++;
        SmallestResent = Math.Min(SmallestResent, segment.Length);
        if (FirstResent == 0) FirstResent = segment.Frame;
    }

    private void Open(long from, long to, long? since)
    {
        _gaps ??= [];
        if (_gaps.Count < MostGaps) _gaps.Add((from, to, since));
    }

    /// <summary>Takes a range out of the gap it belongs to; whether it came so soon that it was only late.</summary>
    private bool Fill(long from, long to, long? now)
    {
        for (var i = (_gaps?.Count ?? 0) - 1; i >= 0; i--)
        {
            var gap = _gaps![i];
            if (from >= gap.To || to <= gap.From) continue;
            Bytes += Math.Min(to, gap.To) - Math.Max(from, gap.From);
            _gaps.RemoveAt(i);
            if (from > gap.From) Open(gap.From, from, gap.Since);
            if (to < gap.To) Open(to, gap.To, gap.Since);
            return now - gap.Since < _disorder;
        }

        return false;
    }
}
