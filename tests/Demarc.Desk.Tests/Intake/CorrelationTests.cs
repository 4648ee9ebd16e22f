using Demarc.Desk.Cases;
using Demarc.Desk.Intake;
using Demarc.Desk.Tests.Store;

namespace Demarc.Desk.Tests.Intake;

/// <summary>Which case a mail goes to, and who may put it there.</summary>
public sealed class CorrelationTests : IDisposable
{
    private readonly OpenDesk _desk = new();

    [Fact]
    public void A_mail_about_nothing_known_opens_a_case_with_its_sender_and_recipients_as_parties()
    {
        var letter = Mails.Letter("回复：Fw: 邮箱网页打不开", "您好，页面一直转圈。\n李") with { Cc = [new("wang@example.net", "王工")] };
        var result = Receive(letter.Octets());
        result.Kind.ShouldBe(IntakeEnd.Opened);
        var opened = _desk.Desk.Cases.Get(result.Case!.Id);
        (opened.Title, opened.Language, opened.WaitingFor, opened.Number).ShouldBe(("邮箱网页打不开", "zh", WaitingFor.Us, "DM-2026-0001"));
        _desk.Desk.Cases.Parties(opened.Id).Select(party => party.Address).ShouldBe(["li@example.net", "wang@example.net"]);
        var turn = _desk.Desk.Threads.Turns(opened.Id).ShouldHaveSingleItem();
        (turn.Author, turn.Address, turn.Direction, turn.Body).ShouldBe(("李女士", "li@example.net", "in", "您好，页面一直转圈。\n李"));
        turn.At.ShouldBe(letter.Date);
        _desk.Desk.Evidence.Of(opened.Id).ShouldHaveSingleItem().Name.ShouldBe("mail.txt");
    }

    [Fact]
    public void An_answer_to_a_message_id_of_ours_goes_to_its_case_whatever_its_subject_says()
    {
        var (opened, other) = (_desk.Case(), _desk.Case("another"));
        var result = Receive((Mails.Letter($"Re: {other.Number}", "还是不行。") with { InReplyTo = Signed(opened) }).Octets());
        (result.Kind, result.Case!.Id).ShouldBe((IntakeEnd.Added, opened.Id));
        _desk.Desk.Cases.Audit(opened.Id).ShouldContain(line => line.Action == "mail-in" && line.Detail!.Contains("message-id") && line.Detail.Contains($"number:{other.Number}"), "every signal is on record");
    }

    [Fact]
    public void The_same_answer_of_a_stranger_waits_and_one_call_lets_it_in()
    {
        var opened = _desk.Case();
        var result = Receive((Mails.Letter("Re: x", "I can help.", Mails.Stranger, "A Stranger") with { InReplyTo = Signed(opened) }).Octets());
        (result.Kind, result.Filter, result.Case).ShouldBe((IntakeEnd.Quarantined, "party", null));
        result.Reason.Zh.ShouldContain("不是该案例的参与方");
        _desk.Desk.Threads.Turns(opened.Id).ShouldBeEmpty();
        var waiting = _desk.Desk.Intake.Quarantine().ShouldHaveSingleItem();
        (waiting.Sender, waiting.SuggestedCase).ShouldBe((Mails.Stranger, opened.Number));

        _desk.Desk.Intake.Accept(OpenDesk.Somebody, waiting.Id, waiting.SuggestedCase).Id.ShouldBe(opened.Id);
        _desk.Desk.Intake.Quarantine().ShouldBeEmpty();
        _desk.Desk.Threads.Turns(opened.Id).ShouldHaveSingleItem().Body.ShouldBe("I can help.");
        _desk.Desk.Cases.Parties(opened.Id).ShouldContain(party => party.Address == Mails.Stranger);
        Receive((Mails.Letter("Re: x", "More of it.", Mails.Stranger) with { InReplyTo = Signed(opened) }).Octets()).Kind.ShouldBe(IntakeEnd.Added, "who was let in takes part");
    }

    [Fact]
    public void A_rejected_mail_stays_away_when_it_comes_again()
    {
        var opened = _desk.Case();
        var octets = (Mails.Letter("Re: x", "spam", Mails.Stranger) with { InReplyTo = Signed(opened) }).Octets();
        Receive(octets);
        _desk.Desk.Intake.Reject(OpenDesk.Somebody, _desk.Desk.Intake.Quarantine()[0].Id);
        Receive(octets).Kind.ShouldBe(IntakeEnd.Known);
        _desk.Desk.Intake.Quarantine().ShouldBeEmpty();
    }

    [Fact]
    public void A_made_up_message_id_proves_nothing()
    {
        var opened = _desk.Case();
        var forged = Signed(opened);
        forged = string.Concat(forged.AsSpan(0, 67), forged[67] == 'A' ? "B" : "A", forged.AsSpan(68));
        var result = Receive((Mails.Letter("hello", "text", Mails.Stranger) with { InReplyTo = forged }).Octets());
        (result.Kind, result.Case!.Id == opened.Id).ShouldBe((IntakeEnd.Opened, false));
    }

    [Fact]
    public void A_signed_tag_in_the_subject_finds_the_case()
    {
        var opened = _desk.Case();
        var result = Receive(Mails.Letter($"答复：转发: {_desk.Desk.Keys.Tag(opened.Number)} 页面打不开", "补充一下。").Octets());
        (result.Kind, result.Case!.Id).ShouldBe((IntakeEnd.Added, opened.Id));
        _desk.Desk.Cases.Audit(opened.Id).ShouldContain(line => line.Action == "mail-in" && line.Detail!.EndsWith(" tag"));
    }

    [Fact]
    public void A_bare_number_is_believed_of_a_party_and_not_of_a_stranger()
    {
        var opened = _desk.Case();
        Receive(Mails.Letter($"关于 {opened.Number}", "补充。").Octets()).Case!.Id.ShouldBe(opened.Id);
        Receive(Mails.Letter($"关于 {opened.Number}", "补充。", Mails.Stranger).Octets()).Kind.ShouldBe(IntakeEnd.Quarantined);
    }

    [Fact]
    public void Numbers_of_other_desks_never_decide_where_a_mail_goes()
    {
        var opened = _desk.With("thread.txt", "发件人: Engineer C <c@support.example>\n发送时间: 2026年2月3日 10:00\n收件人: 王 <wang@example.net>\n主题: [案例号: CAS-01234-A1B2C3] % x % CMIT:0001703\n\n您好，请提供抓包。\n");
        _desk.Desk.Cases.ForeignNumbers(opened.Id).ShouldBe(["CAS-01234-A1B2C3"]);
        var result = Receive(Mails.Letter("Re: [案例号: CAS-01234-A1B2C3] % x % CMIT:0001703", "另一个问题。", "wang@example.net", "王").Octets());
        (result.Kind, result.Case!.Id == opened.Id).ShouldBe((IntakeEnd.Opened, false));
    }

    [Fact]
    public void A_mail_that_refers_to_one_taken_in_before_follows_it()
    {
        var first = Mails.Letter("页面打不开", "打不开。");
        var opened = Receive(first.Octets()).Case!;
        Receive((Mails.Letter("换了标题", "又及。") with { References = [first.MessageId] }).Octets()).Case!.Id.ShouldBe(opened.Id);
    }

    [Fact]
    public void A_bounce_of_our_mail_is_added_as_what_it_is_and_changes_nothing_else()
    {
        var opened = _desk.Case();
        _desk.Desk.Cases.Set(OpenDesk.Somebody, opened.Id, "waiting-for", WaitingFor.Customer);
        var result = Receive(Mails.Bounce(Signed(opened), Mails.Customer));
        (result.Kind, result.Case!.Id).ShouldBe((IntakeEnd.Added, opened.Id));
        _desk.Desk.Threads.Turns(opened.Id).ShouldHaveSingleItem().Automatic.ShouldBe("bounce");
        _desk.Desk.Cases.Get(opened.Id).WaitingFor.ShouldBe(WaitingFor.Customer);
    }

    [Fact]
    public void A_bounce_of_something_else_and_a_mail_without_sender_open_nothing()
    {
        Receive(Mails.Bounce("<made.up@example.org>", Mails.Customer)).Kind.ShouldBe(IntakeEnd.SetAside);
        Receive("Subject: hello\r\n\r\nno sender\r\n"u8.ToArray()).Filter.ShouldBe("sender");
        _desk.Desk.Cases.List(new()).ShouldBeEmpty();
    }

    [Fact]
    public void An_answer_with_a_signature_that_names_its_writer_is_one_turn_and_what_it_quotes_another()
    {
        var opened = _desk.Case();
        var result = Receive((Mails.Letter("Re: x", "我们已经重启过路由器，问题依旧存在，请继续查。\n\n李女士\n\n发件人: 工单 <case@example.com>\n发送时间: 2026年3月1日 10:00\n收件人: 李女士 <li@example.net>\n主题: x\n\n请您先重启路由器，再看看现象有没有变化，谢谢。\n") with { InReplyTo = Signed(opened) }).Octets());
        result.Kind.ShouldBe(IntakeEnd.Added);
        var turns = _desk.Desk.Threads.Turns(opened.Id);
        turns.Count.ShouldBe(2);
        turns.Select(turn => turn.Direction).ShouldBe(["out", "in"]);
        turns[1].Body.ShouldStartWith("我们已经重启过");
        turns[1].Address.ShouldBe(Mails.Customer);
    }

    public void Dispose() => _desk.Dispose();

    private IntakeResult Receive(byte[] octets) => _desk.Desk.Intake.Receive(octets, TestContext.Current.CancellationToken);

    private string Signed(CaseRecord opened) => _desk.Desk.Keys.MessageId(opened.Id, _desk.Desk.Store.NewId(), "example.com");
}
