using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>Puts a ranking into the published verdict document.</summary>
public sealed class VerdictWriter(CaseView view, Ranking ranking, Location? place, string version)
{
    private const int MostHypotheses = 10;
    private const int MostUncitedEvidence = 400;
    private readonly ChangesMade _made = new(view);
    private readonly TestChooser _chooser = new(ranking, Known(view, ranking));

    /// <param name="field">What confirmed cases had a part in it, by the cause that is named.</param>
    public VerdictDocument Write(Func<string?, FieldPriorsUse?> field)
    {
        var naming = Naming.Of(ranking, place);
        var (sides, named, causeNamed) = (naming.Sides, naming.Named, naming.Cause is not null);
        var (top, best, use) = (sides[0], ranking.Best, field(naming.Cause));
        var harmless = HarmlessFinder.Find(view);
        var next = new NextTestList(view, ranking, _chooser, _made).List(causeNamed);
        var summary = new SummaryText(view, ranking, sides, _chooser, _made);
        var confirmed = named && ranking.Signs.Any(s => s is { Outcome: "returned", Reported: false, ByCause: { } causes } && causes.ContainsKey(best.Id));
        return new()
        {
            GeneratedAt = view.Input.Now ?? Times().Max,
            Version = version,
            Subject = new(Secret(view.Target), view.Symptom, view.Places, Times().Min, Times().Max),
            Verdict = new()
            {
                Side = naming.Side,
                Cause = naming.Cause,
                Mechanism = Mechanism(),
                Confidence = top.Probability,
                Standing = confirmed ? "confirmed" : top.Probability >= Contract.VeryLikelyFrom ? "very-likely" : named ? "likely" : "possible",
                Location = Implicated(named, top.Side) ? place : null,
                Summary = FieldText.Told(summary.Verdict(named, causeNamed), use),
                Tell = causeNamed && best.Cause?.Ask is { } ask ? Tell(ask, best.Id, summary) : null,
                WouldChange = named ? summary.WouldChange(top.Side) : null,
            },
            Sides = sides,
            Hypotheses = [.. ranking.Distinct.Where(i => ranking.Candidates[i].Id != Candidate.Unknown).Take(MostHypotheses).Select(Hypothesis)],
            Harmless = [.. harmless.Select(h => new Model.Harmless(h.Rule, [.. h.Evidence.Select(e => e.Id)], h.Text.En, h.Text.Zh))],
            Claims = new ClaimJudge(view, ranking, harmless, next, _made).Judge(),
            Proposed = Proposals(),
            NextTests = next,
            Evidence = Evidence(harmless),
            Unread = view.Input.Unread,
            FieldPriors = use,
        };
    }

    /// <summary>What was measured need not be tested again, nor what was already tried as a change.</summary>
    private static Func<string, bool> Known(CaseView view, Ranking ranking)
    {
        var made = new ChangesMade(view);
        return test => ranking.Signs.Any(s => s.Test.Id == test && !s.Reported) || made.Tried(test);
    }

    private Tell Tell(Ask ask, string cause, SummaryText summary)
    {
        var request = ChangeText.Request(_made, cause, new(summary.Fill(ask.Request.En), summary.Fill(ask.Request.Zh)));
        return new(ask.Party.En, request.En, request.Zh);
    }

    private Mechanism? Mechanism()
    {
        var best = ranking.Candidates.Select((c, i) => new { c.Cause?.Mechanism, P = ranking.Probabilities[i] }).Where(x => x.Mechanism is not null)
            .GroupBy(x => x.Mechanism!, StringComparer.Ordinal).Select(g => new Mechanism(g.Key, Math.Round(g.Sum(x => x.P), 4)))
            .OrderByDescending(m => m.Probability).ThenBy(m => m.Id, StringComparer.Ordinal).FirstOrDefault();
        return best?.Probability >= Contract.CauseFrom ? best : null;
    }

    /// <summary>A place is given whenever one segment is implicated: the side named, or all that is likely, lies in the network.</summary>
    private bool Implicated(bool named, Side side) => place is not null && (!named || side is Side.LocalNetwork or Side.AccessNetwork or Side.Transit or Side.FarNetwork or Side.Policy or Side.ServerHost);

    private Hypothesis Hypothesis(int candidate)
    {
        var rival = ranking.Distinct.First(i => ranking.Candidates[i].Id != ranking.Candidates[candidate].Id || ranking.Candidates[i].With?.Id != ranking.Candidates[candidate].With?.Id);
        var weighed = ranking.Signs.Select((sign, s) => new { Sign = sign, Weight = ranking.Weight(s, candidate, rival), Odds = ranking.LogOddsGain(s, candidate) })
            .OrderByDescending(x => Math.Abs(x.Weight)).ThenBy(x => x.Sign.Test.Id, StringComparer.Ordinal).ToArray();
        var it = ranking.Candidates[candidate];
        return new()
        {
            Cause = it.Id,
            With = it.With?.Id,
            Side = it.Side,
            Probability = Math.Round(ranking.Whole(candidate), 4),
            For = [.. weighed.Where(x => x.Weight >= 0.01 && x.Odds > 0).Select(x => Weighed(x.Sign, x.Weight))],
            Against = [.. weighed.Where(x => x.Weight <= -0.01).Select(x => Weighed(x.Sign, x.Weight))],
            Unexplained = [.. weighed.Where(x => HypothesisRanker.IsUnexplained(x.Sign, it)).Select(x => Weighed(x.Sign, x.Weight))],
        };
    }

    private static SignWeight Weighed(Sign sign, double weight) =>
        new(sign.Test.Id, sign.Outcome, Math.Round(weight, 2), [.. sign.Evidence.Select(e => e.Id).Distinct(StringComparer.Ordinal)], sign.Reported);

    private List<Proposal> Proposals()
    {
        var proposals = new List<Proposal>();
        foreach (var (fact, rule) in view.Input.Proposed)
        {
            var later = fact switch { Report r => r.SupersededBy, Claim c => c.SupersededBy, _ => null };
            var by = later is null ? null : view.Input.Observations.FirstOrDefault(o => o.Evidence.Source == later.Source && later.Lines is [var line, ..] && o.Evidence.Lines is [var first, var last] && first <= line && line <= last)?.Evidence.Id;
            proposals.Add(new(fact, [fact.Evidence.Id], rule, by));
        }

        return proposals;
    }

    /// <summary>All evidence that is cited, and what else was read as far as it is not too much.</summary>
    private IReadOnlyList<Evidence> Evidence(IReadOnlyList<HarmlessFinding> harmless)
    {
        var cited = ranking.Signs.SelectMany(s => s.Evidence).Concat(harmless.SelectMany(h => h.Evidence))
            .Concat(view.Input.Observations.OfType<Claim>().Select(c => c.Evidence)).Concat(view.Input.Proposed.Select(p => p.Fact.Evidence)).Select(e => e.Id).ToHashSet(StringComparer.Ordinal);
        var uncited = 0;
        return [.. view.Input.Observations.Select(o => o.Evidence).DistinctBy(e => e.Id).Where(e => cited.Contains(e.Id) || ++uncited <= MostUncitedEvidence)];
    }

    private (DateTimeOffset? Min, DateTimeOffset? Max) Times()
    {
        DateTimeOffset? first = null, last = null;
        foreach (var observation in view.Input.Observations)
        {
            if ((observation.Time?.Utc ?? observation.Evidence.Time?.Utc) is not { } time) continue;
            if (first is null || time < first) first = time;
            if (last is null || time > last) last = time;
        }

        return (first, last);
    }

    /// <summary>A target may carry a user and password; they stay out.</summary>
    private static string? Secret(string? target)
    {
        if (target is null) return null;
        var (scheme, at) = (target.IndexOf("://", StringComparison.Ordinal), target.IndexOf('@', StringComparison.Ordinal));
        return scheme >= 0 && at > scheme ? target[..(scheme + 3)] + target[(at + 1)..] : target;
    }
}
