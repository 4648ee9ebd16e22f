using System.Net;

namespace Demarc.Probing.Machines;

/// <summary>Rounds over one and the same path.</summary>
public sealed class PathSegment(int firstRound)
{
    private const int EnoughAnswers = 3;
    private readonly ByTtl<HopStatistics> _hops = new();
    private int[] _disguised = [];

    /// <summary>The round it begins with, from 1.</summary>
    public int FirstRound { get; } = firstRound;

    public int Rounds { get; private set; }

    /// <summary>TTL of the target; null where it has not answered.</summary>
    public int? Arrival { get; private set; }

    /// <summary>TTL that needs no further one behind it: the target, a router's error or a loop.</summary>
    public int? End { get; private set; }

    /// <summary>TTLs at which the target's address reported an expired TTL.</summary>
    public IReadOnlyCollection<int> Disguised => _disguised;

    public IReadOnlyCollection<HopStatistics> Hops => [.. _hops.Values];

    public HopStatistics? Hop(int ttl) => _hops[ttl];

    internal void Add(RoundRecord round)
    {
        Rounds++;
        Arrival = round.End.Arrival ?? Arrival;
        End = round.End.Ttl ?? End;
        if (round.Disguised.Count > 0) _disguised = [.. _disguised.Union(round.Disguised).Order()];
        foreach (var (ttl, probes) in round.Rows)
        {
            var hop = At(ttl);
            foreach (var probe in probes) hop.Add(probe);
        }

        foreach (var (ttl, codes) in round.Codes) At(ttl).Mark(codes);
    }

    internal HopStatistics At(int ttl) => _hops.Get(ttl, at => new(at));

    /// <summary>The round has another target distance, or another responder where this path always had one and the same.</summary>
    internal bool Contradicts(RoundRecord round) => Rounds > 0
        && (Moved(round) || round.Rows.Keys.Any(ttl => Always(ttl) is { } known && round.Responders(ttl).Any(a => !a.Equals(known)) && !round.Responders(ttl).Contains(known)));

    private bool Moved(RoundRecord round) => round.End.Arrival is { } arrival && Arrival is { } known && arrival != known;

    /// <summary>The address that always answered at this hop; null where several did, or too few answers came to say so.</summary>
    private IPAddress? Always(int ttl) => Hop(ttl) is { Responders.Count: 1, Answered: >= EnoughAnswers } hop ? hop.Responders[0].Address : null;
}

/// <summary>
/// Statistics of a continuous trace, kept apart for each path it took: a change of the path in mid-run would otherwise look
/// like loss. A change counts once two rounds running show it; one odd round is load balancing.
/// </summary>
public sealed class PathStatistics
{
    private readonly List<PathSegment> _segments = [new(1)];
    private RoundRecord? _held;

    /// <summary>One for each path taken, in order.</summary>
    public IReadOnlyList<PathSegment> Segments => _segments;

    /// <summary>The path as it is now.</summary>
    public PathSegment Current => _segments[^1];

    /// <summary>Rounds finished.</summary>
    public int Rounds { get; private set; }

    /// <summary>Changes of the path.</summary>
    public int Changes => _segments.Count - 1;

    internal void Add(RoundRecord round)
    {
        Rounds++;
        if (_held is { } held)
        {
            _held = null;
            if (Current.Contradicts(round))
            {
                _segments.Add(new(Rounds - 1));
                Current.Add(held);
                Current.Add(round);
                return;
            }

            Current.Add(held);
        }

        if (Current.Contradicts(round)) _held = round;
        else Current.Add(round);
    }

    /// <summary>The round waits for the next to explain it and is not counted yet.</summary>
    internal bool Holds(RoundRecord round) => ReferenceEquals(_held, round);

    /// <summary>Begins anew.</summary>
    internal void Restart()
    {
        (Rounds, _held) = (0, null);
        _segments.Clear();
        _segments.Add(new(1));
    }

    /// <summary>Counts a round that still waits for the next to explain it; the trace has ended.</summary>
    internal void Close()
    {
        if (_held is { } held) Current.Add(held);
        _held = null;
    }
}
