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
        var space = new CandidateSpace(catalogue, HealthyPossible(view), cause => SegmentSide.Of(cause, signs), complaint: view.Symptom is not null);
        var ranking = HypothesisRanker.Rank(space, signs);
        return new(view, ranking, place);
    }

    /// <summary>
    /// "Healthy" may be said only where the complaint's own protocol was measured good from the affected place, or where nothing
    /// is complained of and no step of it failed every time.
    /// </summary>
    private static bool HealthyPossible(CaseView view)
    {
        var own = view.Standing.Where(o => o.Basis == Basis.Measured && view.RoleOf(o.Vantage) == Role.Affected && view.RelationOf(o) == Relation.Subject).ToArray();
        var (works, fails) = (own.Any(o => Outcomes.Worked(o) == true), own.Any(o => Outcomes.Worked(o) == false));
        if (view.Symptom is not null) return works && !fails;
        if (works || !fails) return true;
        var beyond = own.Any(o => o is not Connect && Outcomes.Worked(o) is not null);
        return !beyond && own.OfType<Connect>().Any(c => c.Outcome == "ok" || c.Failed < c.Attempts);
    }

    private static Location? Location(IReadOnlyList<Sign> signs) =>
        signs.FirstOrDefault(s => s.Location is not null && s.Abnormal && s.Test.Id is Tests.TraceTcp or Tests.TraceMark or Tests.TraceIcmp)?.Location
        ?? signs.FirstOrDefault(s => s.Location is not null && s.Abnormal)?.Location;
}

/// <summary>A located cause takes the side of the segment it is located on; the catalogue's side when nothing locates it.</summary>
public static class SegmentSide
{
    /// <summary>Side of a cause in this case.</summary>
    public static Side Of(Cause cause, IReadOnlyList<Sign> signs)
    {
        if (!cause.Located) return cause.Side;
        var end = signs.FirstOrDefault(s => s.Test.Id == Tests.TraceTcp && s.Abnormal) ?? signs.FirstOrDefault(s => s.Test.Id == Tests.TraceIcmp && s.Abnormal);
        return end?.Outcome switch
        {
            // Behind several private hops lies an organisation's exit: what sits at "the gateway" sits there, not in the room.
            null when cause.Side is Side.LocalNetwork && signs.Any(s => s is { Test.Id: Tests.EgressNetwork, Outcome: "managed" }) => Side.AccessNetwork,
            "lan" => Side.LocalNetwork,
            "access" => Side.AccessNetwork,
            "far" or "loop" => cause.Side is Side.FarNetwork ? Side.FarNetwork : Side.Transit,
            "edge" => cause.Side is Side.ServerHost ? Side.ServerHost : Side.FarNetwork,
            _ => cause.Side,
        };
    }
}
