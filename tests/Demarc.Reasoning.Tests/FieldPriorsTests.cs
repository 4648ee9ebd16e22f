using Demarc.Model;

namespace Demarc.Reasoning.Tests;

/// <summary>Confirmed cases shift what is thought likely before any evidence, and a verdict they had a part in says so.</summary>
public sealed class FieldPriorsTests
{
    private static readonly CauseCatalogue Catalogue = CauseCatalogue.BuiltIn();

    [Fact]
    public void Counts_are_added_to_the_catalogue_as_to_a_dirichlet_prior()
    {
        var total = Catalogue.Causes.Sum(cause => cause.Prior);
        var (first, second) = (Catalogue.Causes[3], Catalogue.Causes[4]);
        var weighed = Catalogue.WeighedBy(new(new Dictionary<string, int> { [first.Id] = 30, ["no-such-cause"] = 500 }));
        weighed.Causes.Sum(cause => cause.Prior).ShouldBe(total, 1e-9, "healthy and unknown keep their share");
        weighed.Find(first.Id)!.Prior.ShouldBe(total * (100 * first.Prior / total + 30) / 130, 1e-9);
        weighed.Find(second.Id)!.Prior.ShouldBe(second.Prior * 100 / 130, 1e-9);
        weighed.WeighedBy(new(new Dictionary<string, int>())).Find(first.Id)!.Prior.ShouldBe(first.Prior, 1e-9, "counts replace counts");
    }

    [Fact]
    public void A_verdict_that_confirmed_cases_had_a_part_in_says_so_and_what_it_would_be_without()
    {
        var input = new CaseBuilder(symptom: "unreachable").Report("office", "never").Build();
        var plain = Diagnosis.Conclude(input, Catalogue, "test");
        var likely = plain.Hypotheses[0].Cause;
        var moved = Diagnosis.Conclude(input, Catalogue.WeighedBy(new(new Dictionary<string, int> { [likely] = 2000 })), "test");
        plain.FieldPriors.ShouldBeNull();
        moved.Hypotheses[0].Probability.ShouldBeGreaterThan(plain.Hypotheses[0].Probability);
        var use = moved.FieldPriors.ShouldNotBeNull();
        (use.Cases, use.Strength, use.SideWithout, use.CauseWithout, use.ConfidenceWithout).ShouldBe((2000, 100, plain.Verdict.Side, plain.Verdict.Cause, plain.Verdict.Confidence));
        moved.Verdict.Summary.En.ShouldEndWith("2000 confirmed cases of this desk are weighed in; without them: no side would be named.");
        moved.Verdict.Summary.Zh.ShouldContain("已计入本单位 2000 个已确认案例");
    }

    [Fact]
    public void Evidence_outweighs_what_was_confirmed_elsewhere()
    {
        var input = new CaseBuilder().Add(e => new Connect { Vantage = "client", Target = "https://service.example/", Outcome = "refused", Attempts = 5, Failed = 5, Basis = Basis.Measured, Evidence = e }).Build();
        var plain = Diagnosis.Conclude(input, Catalogue, "test");
        var other = Catalogue.Causes.First(cause => cause.Side != plain.Verdict.Side && cause.Side != plain.Sides[0].Side && cause.Of(Model.Tests.Get("connect"))[Model.Tests.Get("connect").Outcomes.ToList().IndexOf("refused")] < 0.01);
        var moved = Diagnosis.Conclude(input, Catalogue.WeighedBy(new(new Dictionary<string, int> { [other.Id] = 40 })), "test");
        moved.Sides[0].Side.ShouldBe(plain.Sides[0].Side);
    }
}
