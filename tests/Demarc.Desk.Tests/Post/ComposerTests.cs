using Demarc.Desk.Cases;
using Demarc.Desk.Store;
using Demarc.Desk.Tests.Intake;
using Demarc.Desk.Tests.Store;
using Demarc.Mail.Sending;

namespace Demarc.Desk.Tests.Post;

/// <summary>Who gets an answer, and how it hangs in its thread.</summary>
public sealed class ComposerTests : IAsyncLifetime
{
    private readonly PostDesk _desk = new();

    [Fact]
    public void An_answer_goes_to_everybody_of_the_last_message_and_never_to_the_desk()
    {
        var opened = _desk.Case(Mails.Letter("页面打不开", "请看。") with { To = [new("case@example.com"), new("zhao@example.net", "赵工")], Cc = [new("wang@example.net", "王工")] });
        var draft = _desk.Outbox.Composer.ReplyAll(opened.Id);
        (draft.From.Address, draft.From.Name).ShouldBe((OpenDesk.Mailbox, "工单"));
        draft.To.Select(it => it.ToString()).ShouldBe(["李女士 <li@example.net>", "赵工 <zhao@example.net>"]);
        draft.Cc.Select(it => it.Address).ShouldBe(["wang@example.net"]);
        draft.Added.ShouldBeEmpty();
        draft.Removed.ShouldBeEmpty();
        draft.WaitingFor.ShouldBe(WaitingFor.Customer);
    }

    [Fact]
    public void Reply_to_is_where_the_answer_goes()
    {
        var opened = _desk.Case(Mails.Letter("x", "y") with { ReplyTo = [new("helpdesk@example.net")] });
        _desk.Outbox.Composer.ReplyAll(opened.Id).To.Select(it => it.Address).ShouldBe(["helpdesk@example.net"]);
    }

    [Fact]
    public void Whom_somebody_dropped_on_the_way_is_not_brought_back()
    {
        var first = Mails.Letter("页面打不开", "请看。") with { Cc = [new("wang@example.net", "王工"), new("boss@example.net")] };
        var opened = _desk.Case(first);
        _desk.Receive(Mails.Letter("Re: 页面打不开", "领导不用抄送了，请继续。") with { InReplyTo = first.MessageId, Cc = [new("wang@example.net", "王工")] });
        var draft = _desk.Outbox.Composer.ReplyAll(opened.Id);
        draft.To.Concat(draft.Cc).Select(it => it.Address).ShouldBe(["li@example.net", "wang@example.net"]);
    }

    [Fact]
    public void Whom_we_took_off_the_case_gets_no_answer_and_stands_among_the_removed()
    {
        var opened = _desk.Case(Mails.Letter("x", "请看一下这个问题。") with { Cc = [new("wang@example.net", "王工")] });
        _desk.Open.Desk.Store.Write(OpenDesk.Somebody, writing => { writing.Do("UPDATE party SET removed = @1 WHERE address = 'wang@example.net'", writing.Now); });
        _desk.Receive(Mails.Letter($"Re: {opened.Number}", "还在吗？", name: null) with { Cc = [new("wang@example.net", "王工")] });
        _desk.Open.Desk.Cases.Parties(opened.Id).ShouldNotContain(party => party.Address == "wang@example.net", "a header does not bring him back");
        var draft = _desk.Outbox.Composer.ReplyAll(opened.Id);
        draft.Cc.ShouldBeEmpty();
        draft.Removed.Select(it => it.Address).ShouldBe(["wang@example.net"]);
    }

    [Fact]
    public void Added_and_removed_people_are_told_apart_against_the_message_answered()
    {
        var opened = _desk.Case(Mails.Letter("x", "请看。") with { Cc = [new("wang@example.net"), new("zhao@example.net")] });
        var draft = _desk.Outbox.Composer.ReplyAll(opened.Id);
        draft = draft with { Cc = [new("ZHAO@example.net"), new("new@example.org")] };
        draft.Added.Select(it => it.Address).ShouldBe(["new@example.org"]);
        draft.Removed.Select(it => it.Address).ShouldBe(["wang@example.net"]);
    }

    [Fact]
    public void The_customer_is_not_drawn_into_a_talk_with_a_vendor()
    {
        var opened = _desk.Case();
        var toVendor = _desk.Outbox.Composer.To(opened.Id, new("support@example.org", "Vendor")) with { Text = "Does the firewall drop these?" };
        toVendor.WaitingFor.ShouldBe(WaitingFor.ThirdParty);
        var sent = _desk.Message(_desk.Outbox.Queue(OpenDesk.Somebody, toVendor));
        sent.To.Select(it => it.Address).ShouldBe(["support@example.org"]);
        _desk.Open.Desk.Cases.AddParty(OpenDesk.Somebody, opened.Id, "Vendor", "support@example.org", PartyRole.Vendor);
        _desk.Clock.Advance(TimeSpan.FromHours(1));
        _desk.Receive(Mails.Letter("Re: firewall", "Yes, by default.", "support@example.org", "Vendor") with { InReplyTo = $"<{sent.MessageId}>", Date = _desk.Clock.GetUtcNow() });
        var draft = _desk.Outbox.Composer.ReplyAll(opened.Id);
        draft.To.Concat(draft.Cc).Select(it => it.Address).ShouldBe(["support@example.org"]);
    }

    [Fact]
    public void An_answer_after_our_own_mail_goes_to_the_same_people()
    {
        var opened = _desk.Case(Mails.Letter("x", "请看。") with { Cc = [new("wang@example.net")] });
        _desk.Queue(opened);
        var draft = _desk.Outbox.Composer.ReplyAll(opened.Id);
        draft.To.Select(it => it.Address).ShouldBe(["li@example.net"]);
        draft.Cc.Select(it => it.Address).ShouldBe(["wang@example.net"]);
        draft.Removed.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("页面打不开", "回复: [TAG] 页面打不开")]
    [InlineData("Re: 回复：答复: 页面打不开", "回复: [TAG] 页面打不开")]
    [InlineData("Re: [TAG] 页面打不开", "回复: [TAG] 页面打不开")]
    [InlineData("回复: [TAG] RE: [DM-2026-0001] [TAG] 页面打不开", "回复: [TAG] 页面打不开")]
    [InlineData("[案例号: CAS-01234-A1B2C3] % 页面打不开", "回复: [TAG] [案例号: CAS-01234-A1B2C3] % 页面打不开")]
    public void The_subject_bears_the_tag_once(string subject, string expected)
    {
        var tag = _desk.Open.Desk.Keys.Tag("DM-2026-0001");
        var opened = _desk.Case(Mails.Letter(subject.Replace("[TAG]", tag), "中文内容，请看。"));
        _desk.Message(_desk.Queue(opened)).Subject.ShouldBe(expected.Replace("[TAG]", tag));
        _desk.Message(_desk.Queue(opened)).Subject.ShouldBe(expected.Replace("[TAG]", tag), "and an answer to the answer as well");
    }

    [Fact]
    public void The_answer_hangs_below_the_last_message()
    {
        var first = Mails.Letter("x", "请看这个问题。");
        var opened = _desk.Case(first);
        var index = ThreadIndex.Start(Mails.Date, Guid.NewGuid());
        var second = Mails.Letter("Re: x", "补充一点信息。") with { InReplyTo = first.MessageId, References = [first.MessageId], ThreadIndex = index };
        _desk.Receive(second);
        var mail = _desk.Queue(opened);
        var message = _desk.Message(mail);
        message.InReplyTo.ShouldBe([second.MessageId[1..^1]]);
        message.References.ShouldBe([first.MessageId[1..^1], second.MessageId[1..^1]]);
        ThreadIndex.TryParse(message.Field("Thread-Index")!.Raw.Trim(), out var place).ShouldBeTrue();
        (place!.Thread, place.Depth).ShouldBe((index.Thread, 1));
        message.Field("Thread-Topic")!.Value.ShouldBe("x");
        _desk.Open.Desk.Keys.OfMessageId(message.MessageId!).ShouldBe((opened.Id, mail.Turn!));
        message.Field("Auto-Submitted").ShouldBeNull();
        var reminder = _desk.Outbox.Queue(OpenDesk.Somebody, _desk.Outbox.Composer.ReplyAll(opened.Id) with { Text = "提醒", Automatic = AutoSubmitted.Generated });
        _desk.Message(reminder).Field("Auto-Submitted")!.Value.ShouldBe("auto-generated");
    }

    [Fact]
    public void A_pasted_thread_is_answered_by_what_its_headers_say()
    {
        var opened = _desk.Open.With("thread.txt", "发件人: 王 <wang@example.net>\n发送时间: 2026年2月3日 10:00\n收件人: 工单 <case@example.com>\n抄送: 赵 <zhao@example.net>; 无地址的人\n主题: 回复: x\n\n您好，抓包已经上传，请查收。\n");
        var draft = _desk.Outbox.Composer.ReplyAll(opened.Id);
        draft.To.Select(it => it.Address).ShouldBe(["wang@example.net"]);
        draft.Cc.Select(it => it.Address).ShouldBe(["zhao@example.net"]);
        draft.WithoutAddress.ShouldBe(["无地址的人"]);
        draft.InReplyTo.ShouldBeNull();
    }

    [Fact]
    public void Hostile_names_and_subjects_are_carried_as_one_line()
    {
        var opened = _desk.Case();
        var draft = _desk.Outbox.Composer.ReplyAll(opened.Id) with { Text = "x", Subject = "a\r\nBcc: evil@example.org\u2028b\ud800" };
        var raw = System.Text.Encoding.UTF8.GetString(_desk.Open.Desk.Evidence.Shelf.Read(_desk.Outbox.Queue(OpenDesk.Somebody, draft).RawSha256));
        raw.ShouldNotContain("\nBcc:");
        Should.Throw<DeskFault>(() => _desk.Outbox.Queue(OpenDesk.Somebody, draft with { To = [], Cc = [] })).Text.Zh.ShouldBe("邮件没有收件人");
        Should.Throw<DeskFault>(() => _desk.Outbox.Queue(OpenDesk.Somebody, draft with { To = [new(OpenDesk.Mailbox)], Cc = [] }));
        Should.Throw<DeskFault>(() => _desk.Outbox.Queue(OpenDesk.Somebody, draft with { Text = " " })).Text.Zh.ShouldBe("邮件内容为空");
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _desk.DisposeAsync();
}
