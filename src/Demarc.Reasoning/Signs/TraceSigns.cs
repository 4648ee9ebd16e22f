using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>Where traces of the subject from the affected place end, what their routers say, and on which segment that puts the fault.</summary>
public sealed class TraceSigns : ISignRule
{
    private const int ManagedFrom = 3;

    public IEnumerable<Sign> Evaluate(CaseView view)
    {
        var traces = view.Of<PathTrace>().Where(t => t.Truncated != true && t.Hops is { Count: > 0 } && !EndsAtItself(view, t)).ToArray();
        var standIn = traces.Length == 0;
        if (standIn) traces = [.. view.ToResolvers<PathTrace>().Where(t => t.Truncated != true && t.Hops is { Count: > 0 }).Select(t => t with { TargetAddress = null })];
        foreach (var tcp in new[] { true, false })
        {
            var same = traces.Where(t => t.Protocol == "tcp" == tcp).ToArray();
            if (same.Length == 0 || End(view, tcp ? Tests.TraceTcp : Tests.TraceIcmp, same) is not { } end) continue;
            if (!standIn || end.Outcome is "lan" or "access") yield return end;
            else if (end.Outcome != "loop") yield return Sign.Plain(Tests.TraceIcmp, end.Outcome, end.Evidence) with { ByCause = CutNearby, OtherCauses = 0.5 };
        }

        if (Exit(traces) is { } exit) yield return exit;
        if (traces.FirstOrDefault(t => t is { Tool: "demarc", Hops: [{ Ttl: 1, Responders.Count: > 0 }, ..] }) is { } answered) yield return Sign.Plain(Tests.Neighbour, "one", [answered.Evidence]);
        if (MtuHole(traces) is { } hole) yield return hole;
        foreach (var trace in traces)
        {
            if (Mark(view, trace) is { } mark) yield return mark;
            if (PathEnds.Mark(trace) is not null && trace.Hops![0].Responders.Count > 0) yield return UnreachableSigns.GatewayAnswers([trace.Evidence]);
            if (LossPlace.Of(trace) is { } place) yield return place;
            else if (PersistentLoss(trace) is { } loss) yield return loss;
        }
    }

    /// <summary>Where packets to a resolver get out to the internet, nothing is cut nearby; what stops them there says nothing of the service.</summary>
    private static readonly Dictionary<string, double> CutNearby = new(StringComparer.Ordinal)
    {
        ["access-outage"] = 0.03, ["client-no-address"] = 0.01, ["client-route-wrong"] = 0.05, ["vpn-client-remnants"] = 0.05, ["duplicate-address"] = 0.1, ["wifi-loss"] = 0.2,
    };

    /// <summary>The machine that asked answers itself, as its own filter does: no packet left, and no router spoke.</summary>
    private static bool EndsAtItself(CaseView view, PathTrace trace) => !PathEnds.Reached(trace)
        && trace.Hops!.LastOrDefault(hop => hop.Address is not null)?.Address is { } last
        && view.Standing.OfType<Interface>().Any(own => own.Vantage == trace.Vantage && own.Addresses?.Any(address => address.Split('/')[0] == last) == true);

    /// <summary>The furthest of several alike counts: silence in one run and an answer in another is an answer.</summary>
    private static Sign? End(CaseView view, string test, PathTrace[] traces)
    {
        Evidence[] evidence = [.. traces.Select(t => t.Evidence)];
        if (traces.FirstOrDefault(PathEnds.Reached) is not null) return Sign.Plain(test, "reach", evidence);
        if (traces.FirstOrDefault(PathEnds.Loops) is { } looping) return Sign.Plain(test, "loop", evidence, location: PathEnds.LoopStart(looping));
        if (test == Tests.TraceIcmp && traces.Any(t => view.ConnectsBehind(t) is not null)) return null;
        var tcp = test == Tests.TraceTcp;
        var furthest = traces.MaxBy(t => PathEnds.LastAnswer(t)?.AfterHop ?? 0)!;
        var mark = PathEnds.Mark(furthest);
        if (!PathEnds.Silent(furthest) && (mark is null || (mark == "admin-prohibited" && !tcp))) return null;
        var location = PathEnds.LastAnswer(furthest);
        var ends = mark is null ? PathSegments.OfEnd(furthest, location) : PathSegments.OfSender(location?.AfterAddress, furthest.TargetAddress, furthest, location);
        return Sign.Soft(test, evidence, false, 1, ends) with { Location = location };
    }

    private static readonly Dictionary<string, Dictionary<string, double>> ByHole = new(StringComparer.Ordinal)
    {
        ["lan"] = Holes(near: 0.9, local: 0.6, server: 0.02),
        ["access"] = Holes(near: 0.9, local: 0.1, server: 0.05),
        ["far"] = Holes(near: 0.2, local: 0.02, server: 0.6),
        ["edge"] = Holes(near: 0.03, local: 0.01, server: 0.9),
    };

    private static Dictionary<string, double> Holes(double near, double local, double server) => new(StringComparer.Ordinal)
    {
        ["pmtu-black-hole-near-client"] = near, ["local-mtu-mismatch"] = local, ["vpn-client-remnants"] = local / 2, ["pmtu-black-hole-near-server"] = server,
    };

    /// <summary>The segment on which packets beyond a size vanish without a message.</summary>
    private static Sign? MtuHole(PathTrace[] traces)
    {
        if (traces.FirstOrDefault(t => t.MtuHoleAfterHop is not null) is not { } trace) return null;
        var after = trace.Hops!.FirstOrDefault(h => h.Ttl == trace.MtuHoleAfterHop);
        var location = new Location(trace.MtuHoleAfterHop, trace.MtuHoleAfterHop + 1, after?.Address, null, null);
        var segment = PathSegments.OfEnd(trace, location).MaxBy(s => s.Fit).Outcome;
        return ByHole.TryGetValue(segment, out var causes)
            ? Sign.Plain(Tests.PingDf, "silent", [trace.Evidence], location: location) with { ByCause = causes, OtherCauses = 0.05 }
            : null;
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

    /// <summary>
    /// A router's word that it goes no further. A filter that prohibits the probes of a trace which are not the service's own
    /// says little of the service, and nothing where the service is reached.
    /// </summary>
    private static Sign? Mark(CaseView view, PathTrace trace)
    {
        if (PathEnds.Mark(trace) is not { } mark) return null;
        var location = PathEnds.LastAnswer(trace);
        if (trace.Protocol == "tcp") return Sign.Plain(Tests.TraceMark, mark, [trace.Evidence], location: location);
        if (PathEnds.Reached(trace) || view.ConnectsBehind(trace) is not null) return null;
        return mark == "admin-prohibited"
            ? Sign.Soft(Tests.TraceMark, [trace.Evidence], false, 1, (mark, 1), ("none", 0.5)) with { Location = location }
            : Sign.Plain(Tests.TraceMark, mark, [trace.Evidence], location: location);
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
