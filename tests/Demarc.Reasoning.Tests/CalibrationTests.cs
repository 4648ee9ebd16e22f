using Demarc.Model;

namespace Demarc.Reasoning.Tests;

/// <summary>What is told of own measurements: nearer to how often it is right, never sure by that alone.</summary>
public sealed class CalibrationTests
{
    private static CaseBuilder Case(string tool) => new CaseBuilder().Add(e => new Connect { Tool = tool, Vantage = "office-pc", Target = "https://service.example/", TargetAddress = "203.0.113.10", Port = 443, Outcome = "refused", Evidence = e with { Tool = tool } });

    private static Ranking Rank(CaseBuilder built)
    {
        var signs = SignEvaluator.Evaluate(new CaseView(Numbering.Number(built.Build())));
        return HypothesisRanker.Rank(new CandidateSpace(CauseCatalogue.BuiltIn(), false, cause => SegmentSide.Sides(cause, signs), complaint: false), signs);
    }

    [Fact]
    public void What_others_measured_is_told_as_the_evidence_has_it()
    {
        var ranking = Rank(Case("curl"));
        ranking.Probabilities.ShouldBe(ranking.Posterior);
    }

    [Fact]
    public void Own_measurements_are_told_with_more_confidence_in_the_same_order_and_not_as_sure()
    {
        var ranking = Rank(Case("demarc"));
        ranking.Probabilities.Sum().ShouldBe(1, 1e-9);
        var best = ranking.Order[0];
        ranking.Probabilities[best].ShouldBeGreaterThan(ranking.Posterior[best]);
        Sides.All.Max(ranking.Of).ShouldBeLessThan(0.9);
        for (var i = 1; i < ranking.Order.Count; i++) ranking.Posterior[ranking.Order[i]].ShouldBeLessThanOrEqualTo(ranking.Posterior[ranking.Order[i - 1]]);
    }
}
