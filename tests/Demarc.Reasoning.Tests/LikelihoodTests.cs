using Demarc.Model;

namespace Demarc.Reasoning.Tests;

using Tests = Demarc.Model.Tests;

public sealed class LikelihoodTests
{
    private static double[] Of(string test, params (string Outcome, string Word)[] words)
    {
        var definition = Tests.Get(test);
        return Likelihood.Distribution(definition, words.ToDictionary(w => definition.IndexOf(w.Outcome), w => Likelihood.Weight(w.Word)!.Value));
    }

    [Fact]
    public void What_the_words_leave_goes_to_the_normal_outcome() =>
        Of(Tests.Ping, ("none", "usually"))[0].ShouldBe(0.15, 0.01);

    [Fact]
    public void When_normal_is_listed_the_rest_is_spread_over_the_unlisted()
    {
        var shares = Of(Tests.Ping, ("ok", "usually"));
        shares[1].ShouldBe(0.075, 0.001);
        shares[2].ShouldBe(0.075, 0.001);
    }

    [Fact]
    public void Words_that_exceed_certainty_are_scaled()
    {
        var shares = Of(Tests.Ping, ("loss", "usually"), ("none", "usually"));
        shares[1].ShouldBe(0.5, 0.01);
        shares[2].ShouldBe(0.5, 0.01);
    }

    [Fact]
    public void An_unlisted_test_is_normal_with_95_percent() => Likelihood.Unlisted(Tests.Get(Tests.Ping))[0].ShouldBe(0.95, 1e-9);

    [Fact]
    public void Every_outcome_keeps_a_half_percent_and_all_sum_to_one()
    {
        foreach (var test in Tests.All)
        {
            foreach (var shares in CauseCatalogue.BuiltIn().Causes.Select(cause => cause.Of(test)))
            {
                shares.Sum().ShouldBe(1, 1e-9, test.Id);
                shares.Skip(test.NormalIndex).Min().ShouldBeGreaterThan(0.0045, test.Id);
            }
        }
    }

    [Fact]
    public void A_test_nobody_ran_takes_no_share()
    {
        Likelihood.Unlisted(Tests.Get(Tests.MtuChange))[0].ShouldBe(0);
        Tests.Get(Tests.MtuChange).Normal.ShouldBe("no-change");
    }
}
