using Demarc.Desk.Cases;
using Demarc.Desk.Field;
using Demarc.Desk.Store;
using Demarc.Desk.Tests.Store;

namespace Demarc.Desk.Tests.Field;

/// <summary>What closed cases teach, and what does not count as a lesson.</summary>
public sealed class FieldBookTests : IDisposable
{
    private const string Refused = "$ curl -sv https://shop.example/\n*   Trying 203.0.113.10:443...\n* connect to 203.0.113.10 port 443 from 10.0.0.5 port 51000 failed: Connection refused\n* Failed to connect to shop.example port 443 after 21 ms: Couldn't connect to server\ncurl: (7) Failed to connect to shop.example port 443 after 21 ms: Couldn't connect to server\n";

    private readonly OpenDesk _desk = new();

    private string Cause => _desk.Desk.Verdicts.Engine.Catalogue.Causes[0].Id;

    [Fact]
    public void A_confirmed_cause_must_say_how_it_was_confirmed()
    {
        var opened = _desk.Case();
        Should.Throw<DeskFault>(() => _desk.Desk.Cases.Close(OpenDesk.Somebody, opened.Id, CloseReasons.CauseConfirmed, Cause)).Kind.ShouldBe(DeskFaultKind.BadInput);
        Should.Throw<DeskFault>(() => _desk.Desk.Cases.Close(OpenDesk.Somebody, opened.Id, CloseReasons.CauseConfirmed, Cause, null, "a feeling")).Text.Zh.ShouldContain("如何确认");
        Should.Throw<DeskFault>(() => _desk.Desk.Cases.Close(OpenDesk.Somebody, opened.Id, CloseReasons.Solved, null, "perhaps")).Kind.ShouldBe(DeskFaultKind.BadInput);
        _desk.Desk.Cases.Close(OpenDesk.Somebody, opened.Id, CloseReasons.CauseConfirmed, Cause, VerdictRight.Yes, Confirmations.Owner);
        _desk.Desk.Cases.Closing(opened.Id).ShouldBe(new CaseClosing(Cause, Confirmations.Owner, VerdictRight.Yes));
    }

    [Fact]
    public void Only_confirmed_causes_count_and_a_reopened_case_counts_no_more()
    {
        var confirmed = Closed(CloseReasons.CauseConfirmed);
        Closed(CloseReasons.Solved);
        Closed(CloseReasons.NoAnswer);
        Older();
        _desk.Desk.Field.Priors().Causes.ShouldBe([new ConfirmedCause(Cause, 1)]);
        _desk.Desk.Cases.Reopen(OpenDesk.Somebody, confirmed, "it is back");
        _desk.Desk.Field.Priors().Cases.ShouldBe(0);
    }

    [Fact]
    public void Verdicts_are_weighed_only_when_it_is_switched_on_and_there_are_enough_others()
    {
        var own = Closed(CloseReasons.CauseConfirmed);
        for (var i = 1; i < FieldBook.Fewest; i++) Closed(CloseReasons.CauseConfirmed);
        var fresh = _desk.Case();
        (_desk.Desk.Field.Priors().Used, _desk.Desk.Field.For(fresh.Id)).ShouldBe((false, null), "it is off unless switched on");
        _desk.Desk.Settings.Set(OpenDesk.Somebody, "field-priors", "on");
        _desk.Desk.Field.Priors().Used.ShouldBeTrue();
        _desk.Desk.Field.For(fresh.Id)!.Confirmed[Cause].ShouldBe(FieldBook.Fewest);
        _desk.Desk.Field.For(own).ShouldBeNull("a case is no evidence for itself, and without it there are too few");

        _desk.Add(fresh.Id, "curl.txt", Refused);
        var verdict = _desk.Desk.Verdicts.Latest(fresh.Id)!.Open();
        verdict.FieldPriors!.Cases.ShouldBe(FieldBook.Fewest);
        verdict.Verdict.Summary.Zh.ShouldContain("已计入本单位 20 个已确认案例");
        _desk.Desk.Settings.Set(OpenDesk.Somebody, "field-priors", null);
        var another = _desk.Case("another");
        _desk.Add(another.Id, "curl.txt", Refused);
        _desk.Desk.Verdicts.Latest(another.Id)!.Open().FieldPriors.ShouldBeNull();
    }

    [Fact]
    public void Calibration_holds_what_was_told_against_what_was_right()
    {
        // Thirty told at .80 of which half were right, and ten told at .98 that all were.
        for (var i = 0; i < 30; i++) Told(0.80, i % 2 == 0 ? VerdictRight.Yes : i % 4 == 1 ? VerdictRight.No : VerdictRight.Partly);
        for (var i = 0; i < 10; i++) Told(0.98, VerdictRight.Yes);
        Told(0.45, VerdictRight.No, "undetermined");
        Told(0.95, null);
        var table = _desk.Desk.Field.Calibration();
        var bin = table.Bins.Single(it => it.From == 0.75);
        (bin.Cases, bin.Right, bin.Partly, bin.Wrong, bin.Mean).ShouldBe((30, 15, 7, 8, 0.80));
        bin.Interval.Low.ShouldBe(0.3315, 0.0005);
        bin.Interval.High.ShouldBe(0.6685, 0.0005);
        bin.Words.En.ShouldBe("too sure");
        var sure = table.Bins.Single(it => it.From == 0.97);
        (sure.Share, sure.Words.En).ShouldBe((1, "as told"));
        sure.Interval.Low.ShouldBe(0.7225, 0.0005);
        (table.Named.Cases, table.Undetermined.Cases).ShouldBe((40, 1));
        table.Bins.Single(it => it.From == 0.90).Mean.ShouldBeNull("where nobody said, nothing is learnt");
    }

    [Fact]
    public void The_verdict_at_closing_counts_and_not_a_later_one()
    {
        var opened = _desk.Case();
        Verdict(opened.Id, 0.80, "server-host");
        _desk.Clock.Advance(TimeSpan.FromMinutes(1));
        _desk.Desk.Cases.Close(OpenDesk.Somebody, opened.Id, CloseReasons.Solved, null, VerdictRight.Yes);
        _desk.Clock.Advance(TimeSpan.FromMinutes(1));
        Verdict(opened.Id, 0.99, "server-host");
        _desk.Desk.Field.Calibration().Named.Mean.ShouldBe(0.80);
    }

    public void Dispose() => _desk.Dispose();

    private string Closed(string reason)
    {
        var opened = _desk.Case();
        _desk.Desk.Cases.Close(OpenDesk.Somebody, opened.Id, reason, Cause, null, Confirmations.ServerSide);
        return opened.Id;
    }

    /// <summary>A case that an older desk closed, which did not ask how.</summary>
    private void Older()
    {
        var id = Closed(CloseReasons.CauseConfirmed);
        _desk.Desk.Store.Write(OpenDesk.Somebody, writing => { writing.Do("UPDATE desk_case SET confirmed_by = NULL WHERE id = @1", id); });
    }

    private void Told(double confidence, string? right, string side = "server-host")
    {
        var opened = _desk.Case();
        Verdict(opened.Id, confidence, side);
        _desk.Desk.Cases.Close(OpenDesk.Somebody, opened.Id, CloseReasons.Solved, null, right);
    }

    private void Verdict(string caseId, double confidence, string side) => _desk.Desk.Store.Write(OpenDesk.Somebody, writing => writing.Add(
        "verdict", ("id", _desk.Desk.Store.NewId()), ("case_id", caseId), ("at", writing.Now), ("side", side), ("confidence", confidence), ("standing", "likely"), ("document", "{}")));
}
