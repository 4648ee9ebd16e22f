using System.Text;
using Demarc.Desk.Cases;
using Demarc.Desk.Intake;
using Demarc.Desk.Keeping;
using Demarc.Desk.Store;
using Demarc.Desk.Tests.Intake;
using Demarc.Desk.Tests.Store;

namespace Demarc.Desk.Tests.Keeping;

/// <summary>What is left of a case that was erased, and what must not be erased.</summary>
public sealed class ErasingTests : IDisposable
{
    private const string Secret = "Qx7-the-secret-of-Mr-Zhao";

    private readonly OpenDesk _desk = new();

    public ErasingTests() => _desk.Desk.Evidence.Shelf.Grace = TimeSpan.Zero;

    private CaseKeeping Keeping => _desk.Desk.Keeping;

    [Fact]
    public void Of_an_erased_case_neither_words_nor_bytes_are_left_in_any_file_of_the_desk()
    {
        var filed = Full();
        InFiles(Secret).ShouldNotBeEmpty("the test would prove nothing");
        _desk.Desk.Finder.Search(Secret).ShouldNotBeEmpty();
        var erased = Keeping.Erase(OpenDesk.Somebody, filed.Id, "the customer asked for it");
        erased.Left.ShouldBe(0);
        InFiles(Secret).ShouldBeEmpty();
        InFiles("zhao@example.net").ShouldBeEmpty();
        _desk.Desk.Finder.Search(Secret).ShouldBeEmpty();
    }

    [Fact]
    public void Number_cause_hashes_and_the_audit_trail_stay()
    {
        var filed = Full();
        var before = _desk.Desk.Evidence.Of(filed.Id);
        var verdict = _desk.Desk.Verdicts.Latest(filed.Id)!;
        var trail = _desk.Desk.Cases.Audit(filed.Id).Count;
        Keeping.Erase(OpenDesk.Somebody, filed.Id, "the customer asked for it");
        var left = _desk.Desk.Cases.Get(filed.Number);
        (left.Status, left.Title, left.CloseReason, left.Closed).ShouldBe((CaseStatus.Archived, "(erased / 已删除)", CloseReasons.CauseConfirmed, filed.Closed));
        _desk.Desk.Cases.Closing(filed.Id).ConfirmedBy.ShouldBe(Confirmations.Owner);
        var after = _desk.Desk.Evidence.Of(filed.Id);
        after.Select(it => (it.Label, it.Sha256, it.Size, it.Received)).ShouldBe(before.Select(it => (it.Label, it.Sha256, it.Size, it.Received)));
        after.ShouldAllBe(it => it.Erased != null && it.Name == it.Label && it.GivenBy == null);
        var bare = _desk.Desk.Verdicts.Latest(filed.Id)!;
        (bare.Side, bare.Confidence, bare.Open().Evidence.Count, bare.Open().Verdict.Summary.Zh).ShouldBe((verdict.Side, verdict.Confidence, 0, "案例已删除。"));
        _desk.Desk.Cases.Audit(filed.Id).Count.ShouldBe(trail + 1);
        _desk.Desk.Cases.Audit(filed.Id)[^1].ShouldSatisfyAllConditions(it => it.Action.ShouldBe("erase-case"), it => it.Detail!.ShouldStartWith("the customer asked for it"));
        Should.Throw<DeskFault>(() => Keeping.Erase(OpenDesk.Somebody, filed.Id, "again")).Kind.ShouldBe(DeskFaultKind.Conflict);
        Should.Throw<DeskFault>(() => _desk.Desk.Cases.Note(OpenDesk.Somebody, filed.Id, EntryKind.Report, "more")).Kind.ShouldBe(DeskFaultKind.Conflict);
    }

    [Fact]
    public void Bytes_that_another_case_holds_stay_until_it_goes_too()
    {
        var (one, other) = (_desk.Case("one"), _desk.Case("other"));
        foreach (var it in new[] { one, other })
        {
            _desk.Add(it.Id, "same.txt", Secret);
            _desk.Desk.Cases.Close(OpenDesk.Somebody, it.Id, CloseReasons.Solved);
        }

        var sha256 = _desk.Desk.Evidence.Of(one.Id)[0].Sha256;
        Keeping.Erase(OpenDesk.Somebody, one.Id, "asked").Left.ShouldBe(1);
        _desk.Desk.Evidence.Shelf.IsSound(sha256).ShouldBeTrue();
        Keeping.Erase(OpenDesk.Somebody, other.Id, "asked").Left.ShouldBe(0);
        _desk.Desk.Evidence.Shelf.Has(sha256).ShouldBeFalse();
    }

    [Fact]
    public void Nothing_is_erased_under_legal_hold_or_while_the_case_is_open()
    {
        var opened = _desk.Case();
        _desk.Add(opened.Id, "a.txt", Secret);
        Should.Throw<DeskFault>(() => Keeping.Erase(OpenDesk.Somebody, opened.Id, "asked")).Text.Zh.ShouldContain("先关闭");
        _desk.Desk.Cases.Close(OpenDesk.Somebody, opened.Id, CloseReasons.Solved);
        Should.Throw<DeskFault>(() => Keeping.Hold(OpenDesk.Somebody, opened.Id, " ")).Kind.ShouldBe(DeskFaultKind.BadInput);
        Keeping.Hold(OpenDesk.Somebody, opened.Id, "court order 12");
        _desk.Clock.Advance(TimeSpan.FromDays(9999));
        (Keeping.Of(opened.Id).Held, Keeping.Of(opened.Id).Why, Keeping.Of(opened.Id).Due).ShouldBe((true, "court order 12", null));
        Should.Throw<DeskFault>(() => Keeping.Erase(OpenDesk.Somebody, opened.Id, "asked")).Text.Zh.ShouldContain("法律保留");
        Should.Throw<DeskFault>(() => _desk.Desk.Evidence.Erase(OpenDesk.Somebody, opened.Id, _desk.Desk.Evidence.Of(opened.Id)[0].Id, "asked")).Text.Zh.ShouldContain("法律保留");
        Keeping.EraseDue(OpenDesk.Somebody).ShouldBeEmpty();
        Keeping.Release(OpenDesk.Somebody, opened.Id, "the order ended");
        Keeping.EraseDue(OpenDesk.Somebody).ShouldHaveSingleItem().Number.ShouldBe(opened.Number);
        _desk.Desk.Cases.Audit(opened.Id).Select(it => it.Action).ShouldBe(["open", "party", "evidence", "close", "hold", "release", "erase-case"], ignoreOrder: false);
    }

    [Fact]
    public void Cases_are_due_by_their_class_and_the_chore_erases_only_when_it_was_switched_on()
    {
        var (shortly, usual, ever, open) = (Closed("short"), Closed("default"), Closed("keep"), _desk.Case("open").Number);
        Keeping.Due().ShouldBeEmpty();
        _desk.Clock.Advance(TimeSpan.FromDays(181));
        Keeping.Due().Select(it => it.Case.Number).ShouldBe([shortly]);
        Keeping.Chore(TestContext.Current.CancellationToken).ShouldBeEmpty();
        Keeping.SetDays(OpenDesk.Somebody, "short", "never");
        Keeping.Due().ShouldBeEmpty();
        Keeping.SetDays(OpenDesk.Somebody, "short", "200");
        Keeping.Of(shortly).Due.ShouldBe(_desk.Desk.Cases.Get(shortly).Closed!.Value.AddDays(200));
        Keeping.SetDays(OpenDesk.Somebody, "short", null);
        foreach (var wrong in new[] { "0", "-1", "1.5", "soon", "999999" }) Should.Throw<DeskFault>(() => Keeping.SetDays(OpenDesk.Somebody, "short", wrong));
        Should.Throw<DeskFault>(() => Keeping.SetClass(OpenDesk.Somebody, _desk.Desk.Cases.Get(ever).Id, "long long"));
        _desk.Desk.Settings.Set(OpenDesk.Somebody, "retention", "on");
        Keeping.Chore(TestContext.Current.CancellationToken).Select(it => it.Number).ShouldBe([shortly]);
        _desk.Clock.Advance(TimeSpan.FromDays(5000));
        Keeping.Chore(TestContext.Current.CancellationToken).Select(it => it.Number).ShouldBe([usual]);
        Keeping.Of(ever).Erased.ShouldBeNull();
        Keeping.Of(open).Erased.ShouldBeNull();
    }

    [Fact]
    public void An_erasure_that_was_cut_off_before_the_files_went_is_finished_by_the_chore()
    {
        var filed = Full();
        var hashes = _desk.Desk.Evidence.Of(filed.Id).Select(it => it.Sha256).ToList();
        _desk.Desk.Evidence.Shelf.Grace = TimeSpan.FromDays(1);
        Keeping.Erase(OpenDesk.Somebody, filed.Id, "asked").Left.ShouldBeGreaterThan(0, "given a moment ago: as if it had been cut off");
        _desk.Desk.Evidence.Shelf.Grace = TimeSpan.Zero;
        Keeping.Chore(TestContext.Current.CancellationToken);
        hashes.ShouldAllBe(sha256 => !_desk.Desk.Evidence.Shelf.Has(sha256));
    }

    [Fact]
    public void Bytes_given_again_before_the_sweep_are_kept_for_the_case_they_came_to()
    {
        var opened = _desk.Case();
        _desk.Add(opened.Id, "a.txt", Secret);
        var piece = _desk.Desk.Evidence.Of(opened.Id)[0];
        _desk.Desk.Evidence.Shelf.Grace = TimeSpan.FromDays(1);
        _desk.Desk.Evidence.Erase(OpenDesk.Somebody, opened.Id, piece.Id, "wrong file");
        var other = _desk.Case("other");
        _desk.Add(other.Id, "a.txt", Secret);
        _desk.Desk.Evidence.Shelf.Grace = TimeSpan.Zero;
        Keeping.Chore(TestContext.Current.CancellationToken);
        _desk.Desk.Evidence.Shelf.IsSound(piece.Sha256).ShouldBeTrue();
    }

    [Fact]
    public void A_mail_of_an_erased_case_that_comes_again_is_known_and_an_answer_to_it_opens_a_case_of_its_own()
    {
        var letter = Mails.Letter("页面打不开", "It does not open.");
        var filed = _desk.Desk.Intake.Receive(letter.Octets(), TestContext.Current.CancellationToken).Case!;
        _desk.Desk.Cases.Close(OpenDesk.Somebody, filed.Id, CloseReasons.Solved);
        Keeping.Erase(OpenDesk.Somebody, filed.Id, "asked");
        _desk.Desk.Intake.Receive(letter.Octets(), TestContext.Current.CancellationToken).Kind.ShouldBe(IntakeEnd.Known);
        Keeping.Chore(TestContext.Current.CancellationToken);
        Directory.EnumerateFiles(Path.Combine(_desk.Folder, "artifacts"), "*", SearchOption.AllDirectories).ShouldBeEmpty("what comes again is not kept again");
        var answer = _desk.Desk.Intake.Receive((Mails.Letter("Re: 页面打不开", "Again it does not open.") with { InReplyTo = letter.MessageId }).Octets(), TestContext.Current.CancellationToken);
        answer.Kind.ShouldBe(IntakeEnd.Quarantined, "nobody takes part in an erased case");
    }

    public void Dispose() => _desk.Dispose();

    /// <summary>A case with a mail, an attachment, a note, a trial, a reminder, tags, a verdict, a summary, a link, closed with a confirmed cause the second time.</summary>
    private CaseRecord Full()
    {
        var letter = Mails.Letter("Our page " + Secret, $"It does not open. {Secret}", "zhao@example.net", "赵先生") with { Attachments = [new("trace.txt", Encoding.UTF8.GetBytes($"{Secret}\n$ curl -sv https://shop.example/\n* connect to 203.0.113.10 port 443 from 10.0.0.5 port 51000 failed: Connection refused\ncurl: (7) Failed to connect to shop.example port 443 after 21 ms: Couldn't connect to server\n"))] };
        var filed = _desk.Desk.Intake.Receive(letter.Octets(), TestContext.Current.CancellationToken).Case!;
        _desk.Add(filed.Id, Secret + ".txt", Secret);
        _desk.Desk.Cases.Note(OpenDesk.Somebody, filed.Id, EntryKind.Analysis, Secret);
        _desk.Desk.Cases.Set(OpenDesk.Somebody, filed.Id, "scope", Secret);
        _desk.Desk.Cases.Set(OpenDesk.Somebody, filed.Id, "customer", Secret);
        _desk.Desk.Threads.Note(OpenDesk.Somebody, filed.Id, "call", Secret, "赵先生");
        _desk.Desk.Trials.Add(OpenDesk.Somebody, filed.Id, "user=" + Secret, true, 1);
        _desk.Desk.Reminders.Add(OpenDesk.Somebody, filed.Id, Secret, _desk.Clock.GetUtcNow(), null);
        _desk.Desk.Cases.Set(OpenDesk.Somebody, filed.Id, "tags", Secret);
        _desk.Desk.Portals.Make(Actor.Desk, filed.Id, new(_desk.Desk.Cases.Parties(filed.Id)[0].Id));
        _desk.Desk.Summaries.Save(OpenDesk.Somebody, filed.Id, "zh", Secret);
        _desk.Desk.Cases.Close(OpenDesk.Somebody, filed.Id, CloseReasons.Solved);
        _desk.Desk.Cases.Reopen(OpenDesk.Somebody, filed.Id, Secret);
        _desk.Desk.Cases.Close(OpenDesk.Somebody, filed.Id, CloseReasons.CauseConfirmed, _desk.Desk.Verdicts.Engine.Catalogue.Causes[0].Id, VerdictRight.Yes, Confirmations.Owner);
        return _desk.Desk.Cases.Get(filed.Id);
    }

    private string Closed(string retention)
    {
        var opened = _desk.Case(retention);
        Keeping.SetClass(OpenDesk.Somebody, opened.Id, retention);
        _desk.Desk.Cases.Close(OpenDesk.Somebody, opened.Id, CloseReasons.Solved);
        return opened.Number;
    }

    private List<string> InFiles(string text) => DeskFiles.Holding(_desk.Folder, text);
}
