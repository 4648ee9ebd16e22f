using Demarc.Model;

namespace Demarc.Captures;

/// <summary>
/// One way of a connection between two captures. A packet that the other place has just so has arrived. Of the rest data counts by its
/// octets: a network card cuts large segments up and puts small ones together, so that neither place sees the other's packets. Lost is
/// only what the other capture was there to see: it was running, dropped nothing, and no acknowledgement shows that it missed the octets.
/// Pure acknowledgements are never lost here, since network cards put them together as well and later ones make up for them.
/// </summary>
internal sealed class PairedWay
{
    /// <summary>How far a packet may come before the soonest of its kind, clocks being no better, in seconds.</summary>
    private const double Precision = 0.001;

    /// <summary>What rounding of times may make, in seconds.</summary>
    private const double Rounding = 2e-6;

    /// <summary>Pieces looked at for one packet; of more it is not said whether it arrived.</summary>
    private const int MostPieces = 2000;

    private readonly Trail _from;
    private readonly Trail _to;
    private readonly bool _fromClient;
    private readonly double? _least;
    private readonly List<double> _delays = [];
    private readonly SortedSet<Piece> _pieces = new(Comparer<Piece>.Create(static (a, b) => (a.From, a.Order).CompareTo((b.From, b.Order))));
    private long _longest;
    private long? _acknowledged;
    private Octets? _arrived;

    private PairedWay(Trail from, Trail to, bool fromClient, double? least) => (_from, _to, _fromClient, _least) = (from, to, fromClient, least);

    /// <summary>What became of one end's packets between two places.</summary>
    /// <param name="from">The place they pass first.</param>
    /// <param name="to">The other.</param>
    /// <param name="fromClient">Whose packets.</param>
    /// <param name="least">Least difference of times between the places, in seconds since the connection's first packet at each; null where no times tell.</param>
    public static PairWay Of((Trail Trail, TcpConnection Told) from, (Trail Trail, TcpConnection Told) to, bool fromClient, double? least) =>
        new PairedWay(from.Trail, to.Trail, fromClient, least).Compare(from.Told.DroppedByCapture > 0, to.Told.DroppedByCapture > 0);

    private PairWay Compare(bool fromLossy, bool toLossy)
    {
        var (sent, arrivals) = (Packets(_from), Packets(_to));
        var (unmatched, left, matched) = Exactly(sent, arrivals);
        foreach (var (row, order) in left.Where(row => row.Length > 0).Select((row, order) => (row, order))) Put(new(row.Sequence, row.Sequence + row.Length, order, row));
        var arrived = matched;
        var missed = new List<TrailRow>();
        foreach (var row in unmatched)
        {
            if (row.Length == 0 ? IsMark(row) : Covered(row) is false) missed.Add(row);
            else if (row.Length > 0) arrived++;
        }

        _delays.Sort();
        var slowest = _delays.Count == 0 ? 0 : _delays[^1];
        var lost = toLossy ? [] : missed.Where(row => IsWatched(row, slowest) && !WasMissed(row, arrivals)).Select(row => row.Frame).Order().ToList();
        var keys = sent.Select(PacketKey.Of).ToHashSet();
        var captured = new Octets(sent);
        var appeared = fromLossy ? [] : left.Where(row => row.Length > 0 ? keys.Contains(PacketKey.Of(row)) || !captured.Hold(row.Sequence, row.Sequence + row.Length) : IsMark(row))
            .Where(row => CouldBeSeen(row, slowest)).Select(row => row.Frame).Order().ToList();
        var resent = arrivals.Where(row => row.Length > 0).GroupBy(PacketKey.Of).Sum(group => group.Count() - 1);
        return new(arrived + lost.Count, arrived, lost, appeared, resent, _delays.Count == 0 ? null : Math.Round(_delays[_delays.Count / 2] * 1000, 3));
    }

    private List<TrailRow> Packets(Trail trail) => [.. trail.Rows.Where(row => row.FromClient == _fromClient && row.Note != "copy")];

    /// <summary>SYN, FIN and RST stand for themselves.</summary>
    private static bool IsMark(TrailRow row) => row.Flags.Contains("SYN", StringComparison.Ordinal) || row.Flags.Contains("FIN", StringComparison.Ordinal) || row.Flags.Contains("RST", StringComparison.Ordinal);

    /// <summary>Packets that both places have just so, one for one.</summary>
    private (List<TrailRow> Unmatched, List<TrailRow> Left, int Matched) Exactly(List<TrailRow> sent, List<TrailRow> arrivals)
    {
        var there = arrivals.GroupBy(PacketKey.Of).ToDictionary(group => group.Key, group => new LinkedList<TrailRow>(group));
        var (unmatched, matched) = (new List<TrailRow>(), 0);
        foreach (var group in sent.GroupBy(PacketKey.Of))
        {
            there.TryGetValue(group.Key, out var found);
            foreach (var (row, next) in group.Zip(group.Skip(1).Append(null)))
            {
                if (found?.First is { } first && Fits(row, next, first.Value, found.Count))
                {
                    found.RemoveFirst();
                    matched++;
                    if (first.Value.Seconds - row.Seconds - _least is { } delay) _delays.Add(Math.Max(0, delay));
                }
                else
                {
                    unmatched.Add(row);
                }
            }
        }

        unmatched.Sort(static (one, other) => one.Frame.CompareTo(other.Frame));
        return (unmatched, [.. there.Values.SelectMany(rows => rows).OrderBy(row => row.Frame)], matched);
    }

    /// <summary>An arrival belongs to the packet sent last before it: not where the next one of its kind had been sent by then.</summary>
    private bool Fits(TrailRow row, TrailRow? next, TrailRow arrival, int arrivals) =>
        IsInTime(row, arrival) && (_least is not { } way || next is null || arrivals > 1 || arrival.Seconds is not { } at || !(next.Seconds + way <= at + 1e-6));

    /// <summary>Nothing arrives sooner than the soonest did.</summary>
    private bool IsInTime(TrailRow row, TrailRow arrival) => !(arrival.Seconds < row.Seconds + _least - Precision);

    /// <summary>Whether pieces that arrived make up the packet, which uses them; null where there are too many to look at.</summary>
    private bool? Covered(TrailRow row)
    {
        var (from, to) = (row.Sequence, row.Sequence + row.Length);
        var (at, whole, looked) = (from, true, 0);
        var used = new List<Piece>();
        foreach (var piece in _pieces.GetViewBetween(new(from - _longest, 0, int.MinValue, row), new(to, 0, int.MinValue, row)))
        {
            if (at >= to) break;
            if (++looked > MostPieces) return null;
            if (piece.To <= at || !IsInTime(row, piece.Row)) continue;
            whole &= piece.From <= at;
            at = Math.Max(at, piece.To);
            used.Add(piece);
        }

        foreach (var piece in used)
        {
            _pieces.Remove(piece);
            if (piece.From < from) Put(piece with { To = from });
            if (piece.To > to) Put(piece with { From = to });
        }

        return whole && at >= to;
    }

    private void Put(Piece piece)
    {
        _pieces.Add(piece);
        _longest = Math.Max(_longest, piece.To - piece.From);
    }

    /// <summary>Whether the other capture was running when the packet would have come by, and is followed so far.</summary>
    private bool IsWatched(TrailRow row, double slowest)
    {
        if (row.Seconds + _least is not { } soonest) return false;
        var (began, ended) = (_to.CaptureBegan - _to.Began, _to.CaptureEnded - _to.Began);
        return !(soonest < began) && !(soonest + slowest > ended + Rounding) && !(_to.Beyond > 0 && soonest > _to.Rows[^1].Seconds);
    }

    /// <summary>Whether the capture that a packet came from was running when it passed there, and is followed so far.</summary>
    private bool CouldBeSeen(TrailRow row, double slowest)
    {
        if (row.Seconds - _least is not { } latest) return false;
        var (began, ended) = (_from.CaptureBegan - _from.Began, _from.CaptureEnded - _from.Began);
        return !(latest - slowest < began) && !(latest > ended - Rounding) && !(_from.Beyond > 0 && latest > _from.Rows[^1].Seconds);
    }

    /// <summary>Octets that the other place never had, and that came to be acknowledged all the same, passed it unseen.</summary>
    private bool WasMissed(TrailRow row, List<TrailRow> arrivals)
    {
        if (row.Length == 0) return false;
        _acknowledged ??= _from.Rows.Concat(_to.Rows).Where(it => it.FromClient != _fromClient).Max(it => it.Acknowledged) ?? 0;
        return _acknowledged >= row.Sequence + row.Length && !(_arrived ??= new(arrivals)).Hold(row.Sequence, row.Sequence + row.Length);
    }

    /// <summary>A range of octets that arrived and belongs to no packet yet.</summary>
    private readonly record struct Piece(long From, long To, int Order, TrailRow Row);

    /// <summary>All octets of some packets.</summary>
    private sealed class Octets
    {
        private readonly List<(long From, long To)> _ranges = [];

        public Octets(IEnumerable<TrailRow> rows)
        {
            foreach (var row in rows.Where(row => row.Length > 0).OrderBy(row => row.Sequence))
            {
                if (_ranges.Count > 0 && row.Sequence <= _ranges[^1].To) _ranges[^1] = (_ranges[^1].From, Math.Max(_ranges[^1].To, row.Sequence + row.Length));
                else _ranges.Add((row.Sequence, row.Sequence + row.Length));
            }
        }

        /// <summary>Whether all of a range is among them.</summary>
        public bool Hold(long from, long to)
        {
            var at = _ranges.BinarySearch((from, long.MaxValue));
            if (at < 0) at = ~at - 1;
            return at >= 0 && _ranges[at].From <= from && _ranges[at].To >= to;
        }
    }
}

/// <summary>What a packet is known by at both places.</summary>
internal readonly record struct PacketKey(long Sequence, int Length, string Flags, long? Acknowledged)
{
    public static PacketKey Of(TrailRow row) => new(row.Sequence, row.Length, row.Flags, row.Length > 0 ? null : row.Acknowledged);
}
