using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>Whether a ranking is clear enough to name a side, and a cause.</summary>
/// <param name="Sides">All sides, most probable first.</param>
/// <param name="Side">The side to be named; <see cref="Side.Undetermined"/> for none.</param>
/// <param name="Cause">The cause to be named; null for none.</param>
internal sealed record Naming(IReadOnlyList<SideShare> Sides, Side Side, string? Cause)
{
    private const double Elsewhere = 0.2;

    public bool Named => Side != Side.Undetermined;

    public static Naming Of(Ranking ranking, Location? place)
    {
        var sides = SideShares.Of(ranking);
        var best = ranking.Best;
        var named = sides[0].Side != Side.Undetermined && sides[0].Probability >= Contract.NamedFrom && !AsLikelyElsewhere(ranking, place);
        var causeNamed = named && best.Cause is not null && ranking.BestProbability >= Contract.CauseFrom;
        return new(sides, named ? sides[0].Side : Side.Undetermined, causeNamed ? best.Id : null);
    }

    /// <summary>The same mechanism may sit on another side as well, and nothing locates it: the side is not settled.</summary>
    private static bool AsLikelyElsewhere(Ranking ranking, Location? place) => place is null && ranking.Best is { Cause: { Located: true } cause } best
        && ranking.Candidates.Select((c, i) => c.Cause is { Located: true } other && other.Id != cause.Id && other.Mechanism == cause.Mechanism && c.Side != best.Side ? ranking.Probabilities[i] : 0).Sum() >= Elsewhere;
}
