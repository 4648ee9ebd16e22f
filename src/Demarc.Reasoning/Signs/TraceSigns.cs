using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>Where traces of the subject from the affected place end, what their routers say, and on which segment that puts the fault.</summary>
public sealed class TraceSigns : ISignRule
{
    private const int ManagedFrom = 3;

    public IEnumerable<Sign> Evaluate(CaseView view)
    {
        var traces = view.Of<PathTrace>().Where(t => t.Truncated != true && t.Hops is { Count: > 0 }).ToArray();
        foreach (var tcp in new[] { true, false })
        {
            var same = traces.Where(t => t.Protocol == "tcp" == tcp).ToArray();
            if (same.Length > 0 && End(view, tcp ? Tests.TraceTcp : Tests.TraceIcmp, same) is { } end) yield return end;
        }

        if (Exit(traces) is { } exit) yield return exit;
        foreach (var trace in traces)
        {
            if (Mark(trace) is { } mark) yield return mark;
            if (PersistentLoss(trace) is { } loss) yield return loss;
        }
    }

    /// <summary>The furthest of several alike counts: silence in one run and an answer in another is an answer.</summary>
    private static Sign? End(CaseView view, string test, PathTrace[] traces)
    {
        Evidence[] evidence = [.. traces.Select(t => t.Evidence)];
        if (traces.FirstOrDefault(PathEnds.Reached) is not null) return Sign.Plain(test, "reach", evidence);
        if (traces.FirstOrDefault(PathEnds.Loops) is { } looping) return Sign.Plain(test, "loop", evidence, location: PathEnds.LoopStart(looping));
        if (test == Tests.TraceIcmp && traces.Any(t => view.ConnectsBehind(t) is not null)) return null;
        var furthest = traces.MaxBy(t => PathEnds.LastAnswer(t)?.AfterHop ?? 0)!;
        if (!PathEnds.Silent(furthest)) return null;
        var location = PathEnds.LastAnswer(furthest);
        return Where(test, furthest, location, evidence) with { Location = location };
    }

    private static Sign Where(string test, PathTrace trace, Location? location, Evidence[] evidence)
    {
        var (hop, address) = (location?.AfterHop ?? 0, location?.AfterAddress);
        if (hop <= 1) return Sign.Plain(test, "lan", evidence);
        if (Hosts.IsPrivate(address)) return Sign.Soft(test, evidence, false, 1, ("access", 1), ("lan", hop <= 2 ? 0.8 : 0.4));
        if (Hosts.SameSlash16(address, trace.TargetAddress)) return Sign.Soft(test, evidence, false, 1, ("edge", 1), ("far", 0.3));
        var firstPublic = (trace.Hops ?? []).FirstOrDefault(h => h.Responders.Any(r => r.Address is not null && !Hosts.IsPrivate(r.Address)))?.Ttl ?? hop;
        return hop - firstPublic <= 2
            ? Sign.Soft(test, evidence, false, 1, ("access", 1), ("far", 0.4), ("edge", 0.2))
            : Sign.Soft(test, evidence, false, 1, ("far", 1), ("edge", 0.5), ("access", 0.2));
    }

    /// <summary>
    /// Private hops before the first public one. Several fit an organisation's own exit network well, a plain line behind
    /// carrier-grade NAT now and then.
    /// </summary>
    private static Sign? Exit(PathTrace[] traces)
    {
        var through = traces.FirstOrDefault(t => t.Hops!.Any(h => h.Address is { } a && !Hosts.IsPrivate(a)));
        if (through is null) return null;
        var inside = through.Hops!.TakeWhile(h => h.Address is null || Hosts.IsPrivate(h.Address)).Count(h => h.Address is not null);
        return inside >= ManagedFrom ? Sign.Soft(Tests.EgressNetwork, [through.Evidence], false, 1, ("managed", 1), ("plain", 0.25)) : null;
    }

    private static Sign? Mark(PathTrace trace)
    {
        foreach (var hop in trace.Hops ?? [])
        {
            foreach (var code in hop.Codes ?? [])
            {
                var outcome = code switch { "!X" or "!13" or "!10" or "!9" => "admin-prohibited", "!H" => "host-unreachable", "!N" => "net-unreachable", _ => null };
                if (outcome is null) continue;
                var at = new Location(hop.Ttl, hop.Ttl + 1, hop.Address, null, null);
                return Sign.Plain(Tests.TraceMark, outcome, [trace.Evidence], location: at);
            }
        }

        return null;
    }

    /// <summary>Loss that starts at a hop and persists to the last one (path-rules: rule 1), unless only TCP probes at the end are lost.</summary>
    private static Sign? PersistentLoss(PathTrace trace)
    {
        if (PathEnds.LossStart(trace) is not { } start || trace.Hops is not { } hops) return null;
        var last = hops[^1];
        if (start == hops.Count - 1 && trace.Protocol is "tcp" or "unknown" or null) return null;
        if (last is not { Sent: { } sent, Lost: { } lost } || sent < 5) return null;
        var before = start > 0 ? hops[start - 1] : null;
        var location = new Location(before?.Ttl, hops[start].Ttl, before?.Address, hops[start].Address, null);
        return PingSigns.OfLosses([trace.Evidence], lost, sent) with { Location = location };
    }
}
