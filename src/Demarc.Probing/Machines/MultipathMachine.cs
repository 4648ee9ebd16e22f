using System.Net;

namespace Demarc.Probing.Machines;

/// <summary>An address at a TTL.</summary>
public readonly record struct PathNode(int Ttl, IPAddress Address);

/// <summary>Two nodes that one and the same flow passed in succession.</summary>
public readonly record struct PathLink(PathNode From, PathNode To);

/// <summary>
/// Finds every next hop that load balancing by flow leads to: probes of more and more flows, until at each hop the chance
/// that one more address has escaped is below 5 % (the stopping rule of multipath detection). A link is claimed only where
/// one flow was seen at both its ends, and not where a hop changes its answer for one and the same flow.
/// </summary>
public sealed class MultipathMachine(TracePlan plan, int mostFlows = MultipathMachine.MostFlows) : StagedMachine
{
    public const int MostFlows = 96;

    /// <summary>Flows to try where so many addresses are known, to rule out another at 95 % (Veitch, Augustin, Teixeira, Friedman 2009).</summary>
    private static readonly int[] Enough = [0, 6, 11, 16, 21, 27, 33, 38, 44, 51, 57, 63, 70, 76, 83, 90, 96];

    private static readonly Patience Waits = new(TimeSpan.FromMilliseconds(120), TimeSpan.FromSeconds(1));
    private readonly Dictionary<(int Flow, int Ttl), IPAddress> _seen = [];
    private readonly HashSet<(int Flow, int Ttl)> _asked = [];
    private readonly HashSet<int> _unstable = [];

    public TracePlan Given => plan;

    /// <summary>TTL of the target; null where it did not answer.</summary>
    public int? Arrival { get; private set; }

    /// <summary>Hops that answer one flow from several addresses: balancing by packet, so that nothing links through them.</summary>
    public IReadOnlyCollection<int> PerPacket => _unstable;

    /// <summary>More flows would have been needed than were allowed: an address may have escaped.</summary>
    public bool Incomplete => _seen.Keys.Select(k => k.Ttl).Distinct().Any(ttl => At(ttl).Count is var nodes && (nodes >= Enough.Length || Enough[nodes] > mostFlows));

    /// <summary>Flows tried.</summary>
    public int Flows => _asked.Select(a => a.Flow).Distinct().Count();

    /// <summary>Every address seen, by rising TTL.</summary>
    public IReadOnlyList<PathNode> Nodes =>
        [.. _seen.Select(s => new PathNode(s.Key.Ttl, s.Value)).Distinct().OrderBy(n => n.Ttl).ThenBy(n => n.Address.ToString(), StringComparer.Ordinal)];

    public IReadOnlyList<PathLink> Links =>
    [
        .. _seen.Where(s => !_unstable.Contains(s.Key.Ttl) && !_unstable.Contains(s.Key.Ttl + 1))
            .Select(s => _seen.TryGetValue((s.Key.Flow, s.Key.Ttl + 1), out var next) ? new PathLink(new(s.Key.Ttl, s.Value), new(s.Key.Ttl + 1, next)) : (PathLink?)null)
            .OfType<PathLink>().Distinct()
            .OrderBy(l => l.From.Ttl).ThenBy(l => l.From.Address.ToString(), StringComparer.Ordinal).ThenBy(l => l.To.Address.ToString(), StringComparer.Ordinal),
    ];

    private protected override IEnumerable<IReadOnlyList<Stage>> Plan()
    {
        var first = new PathFinding(plan, Numbers);
        yield return [first];
        if (first.Failed) yield break;
        var record = first.Record;
        Arrival = record.End.Arrival;
        foreach (var (ttl, probes) in record.Rows)
        {
            _asked.Add((plan.Flow, ttl));
            if (probes.Select(p => p.Reply?.From).FirstOrDefault(a => a is not null) is { } from) _seen[(plan.Flow, ttl)] = from;
        }

        var last = _seen.Count == 0 ? 0 : _seen.Keys.Max(k => k.Ttl);
        while (Wanted(last) is { Count: > 0 } wanted)
        {
            var volley = Ask(wanted, first.Slowest);
            yield return [volley];
            foreach (var shot in volley.Shots) Note(shot);
        }

        var again = Ask([.. Enumerable.Range(plan.FirstTtl, last).Where(t => At(t).Count > 1).SelectMany(t => _seen.Keys.Where(k => k.Ttl == t).OrderBy(k => k.Flow).Take(2))], first.Slowest);
        yield return [again];
        foreach (var shot in again.Shots)
        {
            if (shot.Answer?.From is { } from && !from.Equals(_seen[(shot.Probe.Flow, shot.Probe.Ttl)])) _unstable.Add(shot.Probe.Ttl);
        }
    }

    /// <summary>Flows and TTLs still to be asked; a flow asked at a hop with several addresses is asked at its neighbours too.</summary>
    private List<(int Flow, int Ttl)> Wanted(int last)
    {
        var wanted = new SortedSet<(int Flow, int Ttl)>();
        for (var ttl = (int)plan.FirstTtl; ttl <= last; ttl++)
        {
            var nodes = At(ttl).Count;
            if (nodes == 0) continue;
            var flows = Math.Min(mostFlows, Enough[Math.Min(nodes, Enough.Length - 1)]);
            for (var flow = plan.Flow; flow < plan.Flow + flows; flow++)
            {
                for (var at = ttl - (nodes > 1 ? 1 : 0); at <= ttl + (nodes > 1 ? 1 : 0); at++)
                {
                    if (at >= plan.FirstTtl && at <= last && !_asked.Contains((flow, at))) wanted.Add((flow, at));
                }
            }
        }

        return [.. wanted];
    }

    private HashSet<IPAddress> At(int ttl) => [.. _seen.Where(s => s.Key.Ttl == ttl).Select(s => s.Value)];

    private Volley Ask(IReadOnlyList<(int Flow, int Ttl)> wanted, TimeSpan? slowest)
    {
        foreach (var one in wanted) _asked.Add(one);
        return new(
            wanted.Select(w => new Probe
            {
                Id = 0,
                Protocol = plan.Protocol,
                Target = plan.Address,
                Port = plan.Port,
                Flow = w.Flow,
                Ttl = (byte)w.Ttl,
                Size = plan.Size,
            }),
            Numbers, Waits, tries: 2, slowest);
    }

    private void Note(Shot shot)
    {
        if (shot.Answer is { From: { } from, Kind: not ReplyKind.SendFailed }) _seen.TryAdd((shot.Probe.Flow, shot.Probe.Ttl), from);
    }
}
