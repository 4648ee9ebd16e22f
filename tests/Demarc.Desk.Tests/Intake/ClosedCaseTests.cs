using Demarc.Desk.Cases;
using Demarc.Desk.Intake;
using Demarc.Desk.Tests.Store;
using Demarc.Mail.Sending;

namespace Demarc.Desk.Tests.Intake;

/// <summary>Mail to closed cases, and mail that no person wrote.</summary>
public sealed class ClosedCaseTests : IDisposable
{
    private readonly OpenDesk _desk = new();

    [Theory]
    [InlineData("谢谢！")]
    [InlineData("好的，非常感谢，辛苦了。\n\n发件人: 工单 <case@example.com>\n发送时间: 2026年3月1日 10:00\n收件人: 李女士 <li@example.net>\n主题: x\n\n此案例现在关闭，如仍有问题，请回复。\n")]
    [InlineData("Thanks a lot!")]
    [InlineData("Thank you, have a nice weekend.\n\n> Your case was closed. Does it still fail?")]
    public void A_word_of_thanks_leaves_a_closed_case_closed(string text)
    {
        var closed = Closed();
        var result = Receive(Answer(closed, text).Octets());
        (result.Kind, result.Case!.Id).ShouldBe((IntakeEnd.Added, closed.Id));
        var after = _desk.Desk.Cases.Get(closed.Id);
        (after.Status, after.WaitingFor).ShouldBe((CaseStatus.Closed, WaitingFor.Nobody));
        _desk.Desk.Threads.Turns(closed.Id).ShouldContain(turn => turn.Address == Mails.Customer, "it is kept all the same");
    }

    [Theory]
    [InlineData("谢谢，但是今天又出现了。")]
    [InlineData("thanks, but it still fails")]
    [InlineData("Thanks. Could you look at it again?")]
    [InlineData("问题没有解决，谢谢")]
    [InlineData("页面打不开")]
    public void Anything_more_opens_it_again(string text)
    {
        var closed = Closed();
        Receive(Answer(closed, text).Octets()).Kind.ShouldBe(IntakeEnd.Added);
        var after = _desk.Desk.Cases.Get(closed.Id);
        (after.Status, after.WaitingFor, after.Closed).ShouldBe((CaseStatus.Open, WaitingFor.Us, null));
    }

    [Fact]
    public void Thanks_with_a_file_opens_it_again()
    {
        var closed = Closed();
        Receive((Answer(closed, "谢谢") with { Attachments = [new Attachment("trace.txt", "x"u8.ToArray(), "text/plain")] }).Octets());
        _desk.Desk.Cases.Get(closed.Id).IsOpen.ShouldBeTrue();
    }

    [Fact]
    public void After_the_time_to_reopen_a_new_case_names_the_old_one()
    {
        var closed = Closed();
        _desk.Clock.Advance(TimeSpan.FromDays(31));
        var result = Receive(Answer(closed, "又打不开了。").Octets());
        (result.Kind, result.Case!.Id == closed.Id).ShouldBe((IntakeEnd.Opened, false));
        _desk.Desk.Cases.Log(result.Case.Id).ShouldContain(entry => entry.Text.StartsWith(closed.Number));
        _desk.Desk.Cases.Get(closed.Id).Status.ShouldBe(CaseStatus.Closed);
    }

    [Fact]
    public void An_archived_case_is_never_written_to()
    {
        var closed = Closed();
        _desk.Desk.Cases.Archive(OpenDesk.Somebody, closed.Id);
        Receive(Answer(closed, "谢谢").Octets()).Kind.ShouldBe(IntakeEnd.SetAside);
        var result = Receive(Answer(closed, "又打不开了。").Octets());
        (result.Kind, result.Case!.Id == closed.Id).ShouldBe((IntakeEnd.Opened, false));
        _desk.Desk.Threads.Turns(closed.Id).ShouldBeEmpty();
        _desk.Desk.Cases.Get(closed.Id).Status.ShouldBe(CaseStatus.Archived);
    }

    [Theory]
    [InlineData("自动回复: 您的来信", "我正在休假，3月20日返回。", null)]
    [InlineData("Automatic reply: your mail", "I am out of office until March 20.", null)]
    [InlineData("Re: x", "I am out of office.", "Auto-Submitted: auto-replied")]
    [InlineData("外出", "我不在办公室。", "X-Autoreply: yes")]
    public void Out_of_office_opens_and_reopens_nothing_and_keeps_the_waiting_clock(string subject, string text, string? field)
    {
        string[] fields = field is null ? [] : [field];
        Receive(Mails.Letter(subject, text).Octets(fields)).Kind.ShouldBe(IntakeEnd.SetAside);
        _desk.Desk.Cases.List(new()).ShouldBeEmpty();

        var open = _desk.Case();
        _desk.Desk.Cases.Set(OpenDesk.Somebody, open.Id, "waiting-for", WaitingFor.Customer);
        Receive((Answer(open, text) with { Subject = subject }).Octets(fields)).Kind.ShouldBe(IntakeEnd.Added);
        _desk.Desk.Cases.Get(open.Id).WaitingFor.ShouldBe(WaitingFor.Customer);

        var closed = Closed();
        Receive((Answer(closed, text) with { Subject = subject }).Octets(fields)).Kind.ShouldBe(IntakeEnd.Added);
        var after = _desk.Desk.Cases.Get(closed.Id);
        (after.Status, after.WaitingFor).ShouldBe((CaseStatus.Closed, WaitingFor.Nobody));
    }

    [Fact]
    public void Mail_that_goes_in_circles_or_claims_to_be_ours_is_set_aside()
    {
        var opened = _desk.Case();
        Receive(Answer(opened, "x").Octets("Delivered-To: case@example.com", "Delivered-To: case@example.com")).Filter.ShouldBe("loop");
        Receive(Answer(opened, "x").Octets([.. Enumerable.Repeat("Received: from a.example.net by b.example.net; Mon, 2 Mar 2026 09:00:00 +0800", 30)])).Filter.ShouldBe("loop");
        Receive((Answer(opened, "x") with { From = new(OpenDesk.Mailbox) }).Octets()).Filter.ShouldBe("loop");
        _desk.Desk.Threads.Turns(opened.Id).ShouldBeEmpty();
    }

    public void Dispose() => _desk.Dispose();

    private CaseRecord Closed()
    {
        var opened = _desk.Case();
        _desk.Desk.Cases.Close(OpenDesk.Somebody, opened.Id, CloseReasons.Solved);
        return opened;
    }

    private OutgoingMessage Answer(CaseRecord to, string text) => Mails.Letter("Re: x", text) with { InReplyTo = _desk.Desk.Keys.MessageId(to.Id, _desk.Desk.Store.NewId(), "example.com") };

    private IntakeResult Receive(byte[] octets) => _desk.Desk.Intake.Receive(octets, TestContext.Current.CancellationToken);
}
