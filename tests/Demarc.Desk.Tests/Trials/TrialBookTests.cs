using Demarc.Desk.Store;
using Demarc.Desk.Tests.Store;

namespace Demarc.Desk.Tests.Trials;

/// <summary>A case's table of trials, and what it does to the verdict.</summary>
public sealed class TrialBookTests
{
    [Fact]
    public void Trials_move_the_verdict_and_are_cited_by_their_line()
    {
        using var open = new OpenDesk();
        var it = open.Case();
        foreach (var (factors, symptom) in new[] { ("dlp=signed-in, proxy=on", true), ("dlp=signed-out, proxy=on", false), ("dlp=signed-in, proxy=off", false), ("dlp=signed-out, proxy=off", false) }) open.Desk.Trials.Add(OpenDesk.Somebody, it.Id, factors, symptom, 3);
        var verdict = open.Desk.Verdicts.Renew(OpenDesk.Somebody, it.Id).ShouldNotBeNull().Open();
        verdict.Evidence.Where(cited => cited.Source == "trials").Select(cited => cited.Lines![0]).ShouldContain(1);
        verdict.Hypotheses[0].Side.ShouldBe(Demarc.Model.Side.ClientSoftware);
    }

    [Fact]
    public void A_trial_that_is_struck_out_counts_no_more_and_its_number_is_not_used_again()
    {
        using var open = new OpenDesk();
        var it = open.Case();
        var first = open.Desk.Trials.Add(OpenDesk.Somebody, it.Id, "proxy=on", true, 1);
        open.Desk.Trials.Add(OpenDesk.Somebody, it.Id, "proxy=off", false, 1);
        open.Desk.Trials.Remove(OpenDesk.Somebody, it.Id, first.Id);
        open.Desk.Trials.Add(OpenDesk.Somebody, it.Id, "proxy=on；vpn＝off", true, 2).Position.ShouldBe(3);
        open.Desk.Trials.Of(it.Id).Select(line => line.Text).ShouldBe(["proxy=off", "proxy=on, vpn=off"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("proxy")]
    [InlineData("=on")]
    [InlineData("proxy=on, proxy=off")]
    public void What_is_no_factor_with_its_level_is_told(string factors)
    {
        using var open = new OpenDesk();
        var it = open.Case();
        Should.Throw<DeskFault>(() => open.Desk.Trials.Add(OpenDesk.Somebody, it.Id, factors, true, 1)).Text.Zh.ShouldContain("proxy=on");
        open.Desk.Trials.Of(it.Id).ShouldBeEmpty();
    }
}
