using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>
/// Holds every stated theory against the evidence: refuted when its causes together are improbable and something cited
/// contradicts them, or when it names a fallacy; supported from .60; else undecided, with the test that would settle it.
/// </summary>
public sealed class ClaimJudge(CaseView view, Ranking ranking, IReadOnlyList<HarmlessFinding> harmless, IReadOnlyList<NextTest> next, ChangesMade made)
{
    private const double RefutedBelow = 0.05;
    private const double Contradicts = 0.3;
    private const int MostCited = 8;

    /// <summary>One verdict per claim and person, in the order they were first stated.</summary>
    public IReadOnlyList<ClaimVerdict> Judge()
    {
        var stated = view.Input.Observations.OfType<Claim>().Where(c => c.ClaimId is not null).ToArray();
        var verdicts = new List<ClaimVerdict>();
        foreach (var group in stated.GroupBy(c => c.ClaimId!, StringComparer.Ordinal))
        {
            var by = group.OrderBy(c => c.Basis).ThenBy(c => c.Denied == true).Select(c => c.By).FirstOrDefault(b => b is not null);
            verdicts.Add(Judge(group.Key, by, [.. group]));
        }

        return verdicts;
    }

    private ClaimVerdict Judge(string id, string? by, Claim[] said)
    {
        Evidence[] own = [.. said.Select(c => c.Evidence).DistinctBy(e => e.Id)];
        var claim = Model.Claims.Find(id) ?? new ClaimDefinition(id, ClaimTexts.Cause(ranking, id), [id], [], []);
        var name = claim.Name;
        if (claim.Fallacies.Count > 0) return Fallacy(claim, by, own, name);

        var probability = ranking.Candidates.Select((c, i) => Stands(claim, c) ? ranking.Probabilities[i] : 0).Sum();
        var against = Contradictions(claim);
        if (probability < RefutedBelow && against.Count > 0)
        {
            return new(id, by, "refuted", Ids(against), null,
                $"The evidence speaks against {name.En}: {Phrases(against, Language.English)}.",
                $"证据不支持“{name.Zh}”：{Phrases(against, Language.Chinese)}。");
        }

        if (probability >= Contract.NamedFrom)
        {
            return new(id, by, "supported", Ids(Supports(claim, own)), null,
                $"The evidence supports {name.En} ({Percent(probability, Language.English)}).", $"证据支持“{name.Zh}”（{Percent(probability, Language.Chinese)}）。");
        }

        var settle = Settling(claim);
        return new(id, by, "undecided", [.. own.Select(e => e.Id)], settle,
            $"The evidence neither shows nor excludes {name.En} ({Percent(probability, Language.English)}).", $"现有证据既不能证实也不能排除“{name.Zh}”（{Percent(probability, Language.Chinese)}）。");
    }

    private ClaimVerdict Fallacy(ClaimDefinition claim, string? by, Evidence[] own, Bilingual name)
    {
        var shown = harmless.Where(h => claim.Fallacies.Contains(h.Rule)).ToArray();
        IReadOnlyList<string> cited = [.. shown.SelectMany(h => h.Evidence).Concat(own).Select(e => e.Id).Distinct(StringComparer.Ordinal)];
        var reason = shown.Length > 0 ? shown[0].Text : ClaimTexts.WhyFallacy(claim.Id);
        return new(claim.Id, by, "refuted", cited, null, $"“{name.En}” does not follow. {Capital(reason.En)}", $"不能由此得出“{name.Zh}”：{reason.Zh}");
    }

    private static bool Stands(ClaimDefinition claim, Candidate candidate) =>
        claim.Sides.Contains(candidate.Side) || (candidate.Cause is not null && claim.Causes.Contains(candidate.Id)) || (candidate.With is { } with && claim.Causes.Contains(with.Id));

    /// <summary>Signs that speak against the claim: on the whole, and clearly against at least one of the forms it may take; strongest first.</summary>
    private List<(Sign Sign, double Weight)> Contradictions(ClaimDefinition claim)
    {
        var mine = ranking.Order.Where(i => Stands(claim, ranking.Candidates[i])).Take(3).ToArray();
        var other = ranking.Order.FirstOrDefault(i => !Stands(claim, ranking.Candidates[i]));
        var found = new List<(Sign, double)>();
        if (mine.Length == 0) return found;
        for (var s = 0; s < ranking.Signs.Count; s++)
        {
            var weights = mine.Select(i => ranking.Weight(s, other, i)).ToArray();
            if (weights.Max() > Contradicts && weights.Average() > 0) found.Add((ranking.Signs[s], weights.Average()));
        }

        return [.. found.OrderByDescending(f => f.Item2).Take(MostCited)];
    }

    private List<(Sign Sign, double Weight)> Supports(ClaimDefinition claim, Evidence[] own)
    {
        var best = ranking.Order.First(i => Stands(claim, ranking.Candidates[i]));
        var rival = ranking.Order.First(i => !Stands(claim, ranking.Candidates[i]));
        List<(Sign Sign, double Weight)> found = [.. ranking.Signs.Select((sign, s) => (sign, ranking.Weight(s, best, rival))).Where(f => f.Item2 > 0).OrderByDescending(f => f.Item2).Take(MostCited)];
        if (found.Count == 0) found.Add((Sign.Plain(Tests.Symptom, "none", own), 0));
        return found;
    }

    private string? Settling(ClaimDefinition claim)
    {
        var best = ranking.Order.FirstOrDefault(i => Stands(claim, ranking.Candidates[i]), -1);
        var settle = best >= 0 ? ranking.Candidates[best].Cause?.Settle?.Test : null;
        if (settle is not null && !made.Tried(settle) && ranking.Signs.All(s => s.Test.Id != settle || s.Reported)) return settle;
        return next.Count > 0 ? next[0].Test : null;
    }

    private static IReadOnlyList<string> Ids(List<(Sign Sign, double Weight)> signs) => [.. signs.SelectMany(s => s.Sign.Evidence).Select(e => e.Id).Distinct(StringComparer.Ordinal)];

    private static string Phrases(List<(Sign Sign, double Weight)> signs, Language language) =>
        string.Join(language == Language.Chinese ? "；" : "; ", signs.Take(3).Select(s => TestTexts.Outcome(s.Sign.Test.Id, s.Sign.Outcome).In(language)).Distinct());

    private static string Percent(double probability, Language language) => ProbabilityText.Of(probability, language);

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
