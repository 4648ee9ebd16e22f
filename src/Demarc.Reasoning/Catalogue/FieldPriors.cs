namespace Demarc.Reasoning;

/// <summary>
/// How often causes were confirmed in the field. They are merged with the catalogue's weights as counts are with a Dirichlet prior: the
/// catalogue counts like <see cref="Strength"/> cases, spread over its causes by their weights, and each confirmed case is one more. The
/// weights of all causes together stay what they were, for confirmed cases tell nothing of how often nothing is wrong.
/// </summary>
public sealed record FieldPriors(IReadOnlyDictionary<string, int> Confirmed)
{
    /// <summary>Cases that the catalogue's own weights count for.</summary>
    public const double Strength = 100;

    /// <summary>The causes with what the field says of them.</summary>
    internal IEnumerable<Cause> Weigh(IReadOnlyList<Cause> causes)
    {
        var weights = causes.Sum(cause => cause.Prior);
        var cases = CasesOf(causes);
        return causes.Select(cause => cause with { Prior = weights * (Strength * cause.Prior / weights + Confirmed.GetValueOrDefault(cause.Id)) / (Strength + cases) });
    }

    /// <summary>Confirmed cases whose cause is in the catalogue.</summary>
    internal int CasesOf(IReadOnlyList<Cause> causes) => causes.Sum(cause => Confirmed.GetValueOrDefault(cause.Id));
}
