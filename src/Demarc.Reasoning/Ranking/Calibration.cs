using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>
/// Makes probabilities mean what they say where Demarc measured itself: of runs on known faults told at .75, nine in ten were right.
/// Below the sure mark the posterior is raised to a power and normalised; order never changes, and nothing becomes sure by it, for
/// being sure takes evidence that separates the sides. Fitted on the half of the lab's networks that is for tuning (ADR 10).
/// </summary>
internal static class Calibration
{
    private const double Power = 1.8;

    /// <summary>Just below where a verdict counts as sure; what is sure on the evidence alone is left as it is.</summary>
    private const double JustNotSure = 0.89;

    /// <summary>The probabilities to tell, by candidate; the given ones where the signs are not mostly Demarc's own.</summary>
    public static IReadOnlyList<double> Of(IReadOnlyList<Candidate> candidates, IReadOnlyList<Sign> signs, double[] posterior)
    {
        if (signs.Count(sign => sign.OwnMeasurement) * 2 <= signs.Count) return posterior;
        var (side, share) = Leading(candidates, posterior);
        if (share >= Contract.VeryLikelyFrom) return posterior;
        var told = posterior.Select(p => Math.Pow(p, Power)).ToArray();
        var total = told.Sum();
        for (var i = 0; i < told.Length; i++) told[i] /= total;
        var raised = candidates.Select((c, i) => c.Side == side ? told[i] : 0).Sum();
        if (raised <= JustNotSure) return told;
        for (var i = 0; i < told.Length; i++) told[i] *= candidates[i].Side == side ? JustNotSure / raised : (1 - JustNotSure) / (1 - raised);
        return told;
    }

    private static (Side Side, double Share) Leading(IReadOnlyList<Candidate> candidates, double[] posterior) =>
        Sides.All.Select(side => (side, candidates.Select((c, i) => c.Side == side ? posterior[i] : 0).Sum())).MaxBy(pair => pair.Item2);
}
