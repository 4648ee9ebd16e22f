using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>
/// The flow from observations to the verdict document: number the evidence, evaluate signs, rank hypotheses, conclude.
/// The same input gives the same document.
/// </summary>
public static class Diagnosis
{
    /// <summary>The verdict on one case.</summary>
    public static VerdictDocument Conclude(CaseInput input, CauseCatalogue catalogue, string version) => Assess(input, catalogue).Document(version);

    /// <summary>Where one case stands: what is thought of it now, and what would tell more.</summary>
    public static Assessment Assess(CaseInput input, CauseCatalogue catalogue)
    {
        var view = new CaseView(Numbering.Number(input));
        var signs = SignEvaluator.Evaluate(view);
        var place = Location(signs);
        return new(view, Rank(catalogue), place, catalogue, () => Rank(catalogue.Plain));

        Ranking Rank(CauseCatalogue causes) =>
            HypothesisRanker.Rank(new CandidateSpace(causes, HealthyPossible(view), cause => SegmentSide.Sides(cause, signs), complaint: view.Symptom is not null), signs);
    }

    /// <summary>
    /// "Healthy" may be said only where the complaint's own protocol was measured good from the affected place, or where nothing
    /// is complained of and no step of it failed every time.
    /// </summary>
    private static bool HealthyPossible(CaseView view)
    {
        var own = view.Standing.Where(o => o.Basis == Basis.Measured && view.RoleOf(o.Vantage) == Role.Affected && view.RelationOf(o) == Relation.Subject).ToArray();
        var (worked, failed) = (own.Count(o => Outcomes.Worked(o) == true), own.Count(o => Outcomes.Worked(o) == false));
        if (view.Symptom is not null) return worked > 0 && failed == 0;
        if (FailsOften(failed, worked + failed)) return false;
        var tries = own.OfType<Connect>().Where(c => c.Attempts > 0).ToArray();
        if (FailsOften(tries.Sum(c => (long)Math.Clamp(c.Failed ?? (c.Outcome == "ok" ? 0 : c.Attempts!.Value), 0, c.Attempts!.Value)), tries.Sum(c => (long)c.Attempts!.Value))) return false;
        if (worked > 0 || failed == 0) return true;
        var beyond = own.Any(o => o is not Connect && Outcomes.Worked(o) is not null);
        return !beyond && own.OfType<Connect>().Any(c => c.Outcome == "ok" || c.Failed < c.Attempts);
    }

    /// <summary>Too many of too many tries for chance.</summary>
    private static bool FailsOften(long failed, long tries) => failed >= 2 && tries >= 5 && failed >= 0.15 * tries;

    private static Location? Location(IReadOnlyList<Sign> signs) =>
        signs.FirstOrDefault(s => s.Location is not null && s.Abnormal && s.Test.Id is Tests.TraceTcp or Tests.TraceMark or Tests.TraceIcmp)?.Location
        ?? signs.FirstOrDefault(s => s.Location is not null && s.Abnormal)?.Location;
}

/// <summary>A located cause takes the side of the segment it is located on; the catalogue's side when nothing locates it.</summary>
public static class SegmentSide
{
    /// <summary>Near the client is the room or the provider's line, by what the hole lies behind; near the server the destination's networks.</summary>
    private static (Side Side, double Share)[] OfHole(Cause cause, Sign hole) => (cause.Side, hole.Location?.AfterHop, Hosts.IsPrivate(hole.Location?.AfterAddress)) switch
    {
        (Side.LocalNetwork, 0, _) => [(Side.LocalNetwork, 1)],

        // The line behind the first router is that router's and the provider's.
        (Side.LocalNetwork, 1, _) => [(Side.LocalNetwork, 0.75), (Side.AccessNetwork, 0.25)],
        (Side.LocalNetwork, _, true) => [(Side.LocalNetwork, 0.55), (Side.AccessNetwork, 0.45)],
        (Side.LocalNetwork, _, false) => [(Side.AccessNetwork, 1)],
        (Side.FarNetwork, _, _) => [(Side.FarNetwork, 0.85), (Side.ServerHost, 0.15)],
        var (side, _, _) => [(side, 1)],
    };

    /// <summary>
    /// Sides of a cause in this case, with their shares of it; they sum to 1. A trace that ends on a border shares the cause out
    /// as the cause itself likes to end there. A located cause that nothing locates leads with the catalogue's side and leaves
    /// its neighbours their share, so that no side is surer than the place.
    /// </summary>
    public static IReadOnlyList<(Side Side, double Share)> Sides(Cause cause, IReadOnlyList<Sign> signs)
    {
        if (!cause.Located) return Shared(cause);
        if (cause.Mechanism == "pmtu-black-hole" && signs.FirstOrDefault(s => s is { Test.Id: Tests.PingDf, ByCause: not null }) is { } hole) return OfHole(cause, hole);
        if (End(signs) is { } end) return OfEnd(cause, end);
        if (cause.Mechanism == "loss" && signs.FirstOrDefault(s => s.Segments is not null)?.Segments is { } segments)
            return [.. segments.GroupBy(each => OnSegment(cause, each.Segment)).Select(side => (side.Key, side.Sum(each => each.Share)))];
        var side = Of(cause, signs);
        return side switch
        {
            Side.LocalNetwork => [(side, 0.8), (Side.AccessNetwork, 0.2)],
            Side.AccessNetwork => [(side, 0.8), (Side.Transit, 0.2)],
            Side.Transit => [(side, 0.7), (Side.FarNetwork, 0.2), (Side.AccessNetwork, 0.1)],
            Side.FarNetwork => [(side, 0.8), (Side.Transit, 0.2)],
            _ => [(side, 1)],
        };
    }

    /// <summary>What may be the room's or its provider's, whichever runs it: resolvers, and the way of IPv6.</summary>
    private static IReadOnlyList<(Side Side, double Share)> Shared(Cause cause) => cause.Mechanism switch
    {
        "ipv6-broken" => [(Side.LocalNetwork, 0.75), (Side.AccessNetwork, 0.25)],
        "name-resolution" when cause.Side == Side.LocalNetwork => [(Side.LocalNetwork, 0.75), (Side.AccessNetwork, 0.25)],
        _ => [(cause.Side, 1)],
    };

    private static Sign? End(IReadOnlyList<Sign> signs) =>
        signs.FirstOrDefault(s => s is { Test.Id: Tests.TraceTcp, Abnormal: true, ByCause: null }) ?? signs.FirstOrDefault(s => s is { Test.Id: Tests.TraceIcmp, Abnormal: true, ByCause: null });

    private static (Side Side, double Share)[] OfEnd(Cause cause, Sign end)
    {
        var predicted = cause.Of(end.Test);
        var shares = end.Test.Outcomes.SelectMany((outcome, i) => Shares(cause, outcome).Select(side => (side.Side, Share: side.Share * end.Fit[i] * predicted[i])))
            .Where(each => each.Share > 0).GroupBy(each => each.Side).Select(side => (Side: side.Key, Share: side.Sum(each => each.Share))).ToArray();
        var sum = shares.Sum(each => each.Share);
        return sum > 0 ? [.. shares.Select(each => (each.Side, each.Share / sum))] : [(cause.Side, 1)];
    }

    /// <summary>Side of a cause in this case.</summary>
    public static Side Of(Cause cause, IReadOnlyList<Sign> signs)
    {
        if (!cause.Located) return cause.Side;
        if (cause.Mechanism == "pmtu-black-hole" && signs.FirstOrDefault(s => s is { Test.Id: Tests.PingDf, ByCause: not null }) is { } hole) return OfHole(cause, hole).MaxBy(each => each.Share).Side;
        if (End(signs) is { } end) return OnSegment(cause, end.Outcome);

        // Behind several private hops lies an organisation's exit: what sits at "the gateway" sits there, not in the room.
        return cause.Side is Side.LocalNetwork && signs.Any(s => s is { Test.Id: Tests.EgressNetwork, Outcome: "managed" }) ? Side.AccessNetwork : cause.Side;
    }

    /// <summary>Sides behind a trace's last word: where the carriers end and the destination's networks begin, no hop says.</summary>
    private static (Side Side, double Share)[] Shares(Cause cause, string segment) => (segment, OnSegment(cause, segment)) switch
    {
        ("far", Side.Transit) => [(Side.Transit, 0.8), (Side.FarNetwork, 0.2)],
        ("far", Side.FarNetwork) => [(Side.FarNetwork, 0.8), (Side.Transit, 0.2)],
        var (_, side) => [(side, 1)],
    };

    private static Side OnSegment(Cause cause, string segment) => segment switch
    {
        "lan" => Side.LocalNetwork,
        "access" => Side.AccessNetwork,
        "far" or "loop" => cause.Side is Side.FarNetwork ? Side.FarNetwork : Side.Transit,
        "edge" => cause.Side is Side.ServerHost ? Side.ServerHost : Side.FarNetwork,
        _ => cause.Side,
    };
}
