using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>Ranks all candidates against the signs; a second pass tries pairs when the best single cause leaves several signs unexplained.</summary>
public static class HypothesisRanker
{
    /// <summary>Below this an observed outcome counts as unexplained by a candidate.</summary>
    public const double Unexplained = 0.10;

    private const int PairsFrom = 2;

    /// <summary>The ranking of a case.</summary>
    public static Ranking Rank(CandidateSpace space, IReadOnlyList<Sign> signs)
    {
        var single = Rank(space.All, signs);
        var best = single.Best;
        if (best.Cause is null || signs.Count(sign => !sign.Reported && IsUnexplained(sign, best)) < PairsFrom) return single;
        var pairs = space.All.Where(other => other.Cause is not null && other.Id != best.Id).Select(other => CandidateSpace.Pair(best, other));
        return Rank([.. space.All, .. pairs], signs);
    }

    /// <summary>An abnormal outcome the candidate hardly ever shows.</summary>
    public static bool IsUnexplained(Sign sign, Candidate candidate)
    {
        if (!sign.Abnormal) return false;
        if (sign.ByCause is { } byCause) return byCause.GetValueOrDefault(candidate.Id, sign.OtherCauses) < Unexplained;
        var shares = candidate.Of(sign.Test);
        return shares.Select((share, i) => share * sign.Fit[i]).Sum() < Unexplained;
    }

    private static Ranking Rank(IReadOnlyList<Candidate> candidates, IReadOnlyList<Sign> signs)
    {
        var posterior = new Posterior(candidates);
        double[][][] tables = [.. signs.Select(posterior.LogLikelihoods)];
        var all = posterior.Rank(tables);
        return new(candidates, signs, all, () => [.. signs.Select((_, i) => posterior.Rank(tables, without: i))]);
    }
}
