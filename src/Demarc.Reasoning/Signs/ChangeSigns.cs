using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>
/// What changes did: interventions beat observations. One that cures speaks for the causes it concerns, one that alters
/// nothing against them; curing and returning on revert speaks loudest. Several without effect on one matter count less each.
/// </summary>
public sealed class ChangeSigns : ISignRule
{
    public IEnumerable<Sign> Evaluate(CaseView view)
    {
        var told = view.Standing.OfType<Change>().Where(c => c.Concerns is not null).Select(c => c.Effect is null ? c with { Effect = LogEffect.Of(view, c) } : c).Where(c => c.Effect is not null);
        foreach (var group in told.GroupBy(c => c.Concerns!, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            if (Of(view, group.Key, [.. group]) is { } sign) yield return sign;
        }
    }

    private static Sign? Of(CaseView view, string concern, Change[] changes)
    {
        var strongest = changes.OrderByDescending(c => Rank(c.Effect)).ThenBy(c => c.Basis).First();
        var effective = changes.Where(c => c.Effect == strongest.Effect).ToArray();
        var (outcome, concerned, others) = strongest.Effect switch
        {
            "returned-on-revert" => ("returned", 0.85, 0.002),
            "cured" => ("cured", 0.85, view.Symptom == "intermittent" ? 0.01 : 0.007),
            "better" => ("better", 0.5, 0.2),
            "none" => ("no-effect", Math.Max(0.01, 0.08 / effective.Length), 0.9),
            _ => (null, 0.0, 0.0),
        };
        if (outcome is null) return null;
        var causes = Concerned(concern);
        var plain = Sign.Plain(Tests.Change, outcome, [.. effective.Select(c => c.Evidence).DistinctBy(e => e.Id)],
            reported: effective.All(c => c.Basis == Basis.Proposed), statements: effective.Length);
        if (concern == "mtu") plain = Sign.Plain(Tests.MtuChange, outcome is "no-effect" ? "no-change" : "fixes", plain.Evidence, plain.Reported, plain.Statements);
        return plain with { ByCause = causes.ToDictionary(id => id, _ => concerned, StringComparer.Ordinal), OtherCauses = others };
    }

    private static int Rank(string? effect) => effect switch { "returned-on-revert" => 4, "cured" => 3, "better" => 2, "none" => 1, _ => 0 };

    /// <summary>Causes a concern stands for: those of the claim, or the cause itself.</summary>
    private static IReadOnlyList<string> Concerned(string concern) => Model.Claims.Find(concern) is { } claim ? claim.Causes : [concern];
}
