using Demarc.Lab.Scenarios;
using Demarc.Lab.Scoring;
using Demarc.Model;

namespace Demarc.Lab.Tests.Scoring;

/// <summary>The arithmetic of scores, from made-up verdicts.</summary>
public sealed class ScoreTests
{
    private const double Tolerance = 1e-9;

    [Fact]
    public void A_side_that_looks_alike_counts_as_right_until_one_is_sure_of_it()
    {
        var truth = Truths(Side.ServerHost, [Side.ServerHost, Side.Policy]);
        Try(truth, (Side.Policy, 0.5), (Side.ServerHost, 0.45)).SideRight.ShouldBeTrue();
        Try(truth, (Side.Policy, 0.89)).SideRight.ShouldBeTrue();

        var sure = Try(truth, (Side.ServerHost, 0.93), (Side.Policy, 0.05));
        sure.SideRight.ShouldBeFalse();
        sure.TiedSure.ShouldBeTrue();
        sure.WrongSure.ShouldBeFalse();
        Score.Of([sure]).WrongSure.ShouldBe(new Share(1, 1));
        Score.Of([sure]).SureRight.ShouldBe(new Share(0, 1));
    }

    [Fact]
    public void A_wrong_side_is_an_accusation_only_when_it_is_sure()
    {
        var truth = Truths(Side.Transit);
        Try(truth, (Side.ServerHost, 0.89)).WrongSure.ShouldBeFalse();
        Try(truth, (Side.ServerHost, 0.9)).WrongSure.ShouldBeTrue();
        Try(truth, (Side.Undetermined, 0.95)).WrongSure.ShouldBeFalse();
        Try(truth, (Side.Undetermined, 0.95)).SideRight.ShouldBeFalse();
    }

    [Fact]
    public void A_side_named_where_nothing_is_wrong_is_a_false_accusation_from_the_probability_at_which_sides_are_named()
    {
        var healthy = Truths(Side.Healthy, kind: ScenarioKind.Odd);
        Try(healthy, (Side.ServerHost, 0.6)).FalseAccusation.ShouldBeTrue();
        Try(healthy, (Side.ServerHost, 0.59), (Side.Healthy, 0.41)).FalseAccusation.ShouldBeFalse();
        Try(healthy, (Side.Healthy, 0.99)).FalseAccusation.ShouldBeFalse();
        Try(healthy, (Side.Undetermined, 0.7)).FalseAccusation.ShouldBeFalse();
    }

    [Fact]
    public void Calibration_error_is_the_mean_distance_of_confidence_from_being_right_weighed_by_bins()
    {
        var truth = Truths(Side.Transit);

        // Bin .9: two at .95, one right: |1.9 - 1|; bin .6: one at .65, right: |.65 - 1|; over three runs.
        var score = Score.Of([Try(truth, (Side.Transit, 0.95)), Try(truth, (Side.FarNetwork, 0.95)), Try(truth, (Side.Transit, 0.65))]);
        score.Ece!.Value.ShouldBe((0.9 + 0.35) / 3, Tolerance);
        score.EceStrict!.Value.ShouldBe((0.9 + 0.35) / 3, Tolerance);
    }

    [Fact]
    public void Where_sides_look_alike_their_probabilities_count_together_in_calibration()
    {
        var run = Try(Truths(Side.ServerHost, [Side.ServerHost, Side.Policy]), (Side.Policy, 0.55), (Side.ServerHost, 0.4));
        Score.Of([run]).Ece!.Value.ShouldBe(0.05, Tolerance);
        Score.Of([run]).EceStrict!.Value.ShouldBe(0.55, Tolerance);
    }

    [Fact]
    public void A_confidence_of_one_falls_in_the_last_bin() =>
        Score.Of([Try(Truths(Side.Transit), (Side.Transit, 1))]).Ece!.Value.ShouldBe(0, Tolerance);

    [Fact]
    public void Runs_without_a_verdict_are_wrong_and_say_so_without_spoiling_times()
    {
        var truth = Truths(Side.Transit);
        var score = Score.Of([Try(truth, (Side.Transit, 0.8)), new ScoredRun(truth, 2, null, 60, "timed out")]);
        score.SideTop1.ShouldBe(new Share(1, 2));
        score.Failed.ShouldBe(1);
        score.Seconds.Median.ShouldBe(2);
        score.Confusion.ShouldBe([new(Side.Transit, Side.Undetermined, 1), new(Side.Transit, Side.Transit, 1)], ignoreOrder: true);
    }

    [Fact]
    public void The_true_cause_is_looked_for_among_the_first_one_and_three_and_may_have_a_double()
    {
        var truth = Truths(Side.ServerHost) with { Causes = ["server-down", "instance-stopped"] };
        var run = new ScoredRun(truth, 1, new(Side.ServerHost, 0.7, new Dictionary<Side, double>(), ["no-route", "far-outage", "instance-stopped", "server-down"], null, 5), 1);
        run.CauseWithin(1).ShouldBeFalse();
        run.CauseWithin(3).ShouldBeTrue();
        Score.Of([run]).CauseTop3.ShouldBe(new Share(1, 1));
    }

    [Fact]
    public void Causes_are_not_asked_of_networks_without_a_fault() =>
        Score.Of([Try(Truths(Side.Healthy, kind: ScenarioKind.Healthy), (Side.Healthy, 0.9))]).CauseTop1.ShouldBe(new Share(0, 0));

    [Fact]
    public void The_middle_and_the_slow_end_are_interpolated()
    {
        Spread.Of([4, 1, 3, 2]).Median.ShouldBe(2.5);
        Spread.Of(Enumerable.Range(1, 11).Select(n => (double)n)).P90!.Value.ShouldBe(10, Tolerance);
        Spread.Of([]).ShouldBe(new Spread(null, null));
    }

    [Fact]
    public void Goals_are_stricter_with_a_control_vantage()
    {
        var truth = Truths(Side.Transit);
        var score = Score.Of([.. Enumerable.Range(0, 100).Select(n => Try(truth, (n < 92 ? Side.Transit : Side.FarNetwork, 0.8)))]);
        Goals.Of(score, withControl: false).Single(goal => goal.Id == "side-top-1").Holds.ShouldBeTrue();
        Goals.Of(score, withControl: true).Single(goal => goal.Id == "side-top-1").Holds.ShouldBeFalse();
    }

    [Fact]
    public void An_output_that_holds_no_verdict_is_told_with_a_reason()
    {
        foreach (var output in (string[])["", "null", "[]", "{}", "Segmentation fault", "{\"schema\":"])
        {
            Said.Read(output, out var problem).ShouldBeNull();
            problem.ShouldNotBeNullOrEmpty();
        }
    }

    [Fact]
    public void A_verdict_document_is_read_for_sides_causes_and_sorts_of_measurement()
    {
        var document = new VerdictDocument
        {
            Version = "0.1.0",
            Subject = new("http://www.example.com/", null, ["here"], null, null),
            Verdict = new() { Side = Side.Undetermined, Confidence = 0.5, Standing = "possible", Summary = new("Unclear.", "尚不清楚。") },
            Sides = [new(Side.FarNetwork, 0.5, 0.5, 0), new(Side.ServerHost, 0.4, 0.4, 0), new(Side.Undetermined, 0.1, 0.1, 0)],
            Hypotheses = [],
            Harmless = [],
            Claims = [],
            Proposed = [],
            NextTests = [],
            Evidence = [],
            Unread = [],
        };
        var text = System.Text.Json.JsonSerializer.Serialize([document], ModelJson.Readable.VerdictDocumentArray);
        var said = Said.Read(text, out var problem).ShouldNotBeNull(problem);
        said.Top.ShouldBe(Side.FarNetwork);
        said.Confidence.ShouldBe(0.5);
        said.Cause.ShouldBeNull();
    }

    private static Truth Truths(Side side, IReadOnlyList<Side>? tied = null, ScenarioKind kind = ScenarioKind.Faulty) => new("made-up", kind, HeldOut: false, side, tied ?? [side], [], BlackHoled: false);

    private static ScoredRun Try(Truth truth, params (Side Side, double Probability)[] sides)
    {
        var top = sides.MaxBy(each => each.Probability);
        return new(truth, 1, new(top.Side, top.Probability, sides.ToDictionary(each => each.Side, each => each.Probability), [], null, 4), 2);
    }
}
