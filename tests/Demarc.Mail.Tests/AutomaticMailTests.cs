using Demarc.Mail.Reading;

namespace Demarc.Mail.Tests;

public sealed class AutomaticMailTests
{
    private static AutomaticSigns Of(params string[] fields) => AutomaticMail.Of(Sample.Read([.. fields, "", "text"]));

    private static readonly string[] Bounce =
    [
        "From: Mail Delivery System <MAILER-DAEMON@mail.example.com>", "Subject: Undelivered Mail Returned to Sender", "Auto-Submitted: auto-replied",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=a", "",
        "--a", "", "I'm sorry to have to inform you",
        "--a", "Content-Type: message/delivery-status", "",
        "Reporting-MTA: dns; mail.example.com", "Arrival-Date: Thu, 3 Sep 2026 14:22:01 +0800", "",
        "Final-Recipient: rfc822; nobody@example.net", "Original-Recipient: rfc822;nobody@example.org", "Action: failed", "Status: 5.1.1 (bad)", "Remote-MTA: dns; mx.example.net",
        "Diagnostic-Code: smtp; 550 5.1.1 <nobody@example.net>:", "    user unknown", "",
        "Final-Recipient: rfc822; slow@example.net", "Action: delayed", "Status: 4.4.1",
        "--a", "Content-Type: message/rfc822", "", "Message-ID: <case.1@example.com>", "Subject: original", "", "hello",
        "--a--",
    ];

    [Fact]
    public void A_delivery_report_gives_recipients_and_the_original()
    {
        var signs = AutomaticMail.Of(Sample.Read(Bounce));
        signs.Kind.ShouldBe(AutomaticKind.Bounce);
        signs.MustNotBeAnsweredByMachine.ShouldBeTrue();
        var report = signs.Report.ShouldNotBeNull();
        (report.Standard, report.ReportingMta, report.OriginalMessageId, report.Failed).ShouldBe((true, "mail.example.com", "case.1@example.com", true));
        report.Recipients.ShouldBe(
        [
            new("nobody@example.net", "nobody@example.org", "failed", "5.1.1", "550 5.1.1 <nobody@example.net>: user unknown", "mx.example.net"),
            new("slow@example.net", null, "delayed", "4.4.1", null, null),
        ]);
    }

    [Fact]
    public void The_returned_header_alone_names_the_original_too()
    {
        var message = Sample.Read([.. Bounce.Select(line => line == "Content-Type: message/rfc822" ? "Content-Type: text/rfc822-headers" : line)]);
        AutomaticMail.Of(message).Report!.OriginalMessageId.ShouldBe("case.1@example.com");
        message.Text.ShouldBe("I'm sorry to have to inform you");
    }

    [Fact]
    public void A_bounce_in_words_is_known_by_sender_and_subject_together()
    {
        var signs = Of("From: PostMaster@example.cn", "Subject: =?utf-8?B?57O757uf6YCA5L+hL1N5c3RlbXMgYm91bmNl?=");
        signs.Kind.ShouldBe(AutomaticKind.Bounce);
        signs.Report!.ShouldSatisfyAllConditions(report => report.Standard.ShouldBeFalse(), report => report.Recipients.ShouldBeEmpty(), report => report.Failed.ShouldBeFalse());
        Of("From: lei@example.com", "Subject: Undelivered Mail Returned to Sender").Kind.ShouldBe(AutomaticKind.None);
        Of("From: postmaster@example.com", "Subject: our new mail server").Kind.ShouldBe(AutomaticKind.None);
    }

    [Theory]
    [InlineData("来自example.cn的退信")]
    [InlineData("系统退信/Systems bounce")]
    [InlineData("未送达: 专线中断")]
    public void Chinese_bounces_in_words_are_known(string subject) => Of("From: postmaster@example.cn", $"Subject: {subject}").Kind.ShouldBe(AutomaticKind.Bounce);

    [Fact]
    public void A_relay_that_lists_the_failed_recipients_in_a_field_is_believed()
    {
        var signs = Of("From: Mail Delivery System <Mailer-Daemon@example.com>", "X-Failed-Recipients: a@example.net, b@example.net");
        signs.Signs.ShouldBe(["X-Failed-Recipients"]);
        signs.Report!.Recipients.Select(recipient => recipient.FinalRecipient).ShouldBe(["a@example.net", "b@example.net"]);
        signs.Report.Failed.ShouldBeTrue();
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied (vacation)")]
    [InlineData("X-Autoreply: yes")]
    [InlineData("X-Autorespond: Out")]
    [InlineData("Precedence: auto_reply")]
    [InlineData("Subject: Automatic reply: line down")]
    [InlineData("Subject: Out of Office: line down")]
    [InlineData("Subject: 自动回复：专线中断")]
    [InlineData("Subject: 自动回复: 专线中断")]
    [InlineData("Subject: 自动答复: x")]
    [InlineData("Subject: 自動回覆：x")]
    [InlineData("Subject: 【自动回复】专线中断")]
    [InlineData("Subject: Autoreply: x")]
    [InlineData("Subject: 自动回复")]
    public void An_automatic_answer_is_known(string field) => Of(field).Kind.ShouldBe(AutomaticKind.AutoReply);

    [Theory]
    [InlineData("Auto-Submitted: no")]
    [InlineData("Subject: 自动回复不工作了")]
    [InlineData("Subject: Re: 自动回复：专线中断")]
    [InlineData("Subject: Out of office people cannot log in")]
    [InlineData("Subject: 外出")]
    [InlineData("Subject: Auto reply feature broken: please help")]
    [InlineData("X-Auto-Response-Suppress: All")]
    [InlineData("Precedence: normal")]
    [InlineData("Return-Path: <lei@example.com>")]
    public void What_a_person_writes_about_such_answers_is_none(string field)
    {
        Of(field).Kind.ShouldBe(AutomaticKind.None);
        Of(field).MustNotBeAnsweredByMachine.ShouldBeFalse();
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-generated", AutomaticKind.AutoGenerated)]
    [InlineData("Auto-Submitted: auto-notified; owner-email=\"a@example.com\"", AutomaticKind.AutoGenerated)]
    [InlineData("Precedence: bulk", AutomaticKind.AutoGenerated)]
    [InlineData("Return-Path: <>", AutomaticKind.AutoGenerated)]
    [InlineData("List-Id: Net <net.example.com>", AutomaticKind.List)]
    [InlineData("Precedence: list", AutomaticKind.List)]
    [InlineData("Content-Type: multipart/mixed; boundary=a", AutomaticKind.None)]
    public void Other_kinds_are_told_by_their_fields(string field, AutomaticKind kind) => Of(field).Kind.ShouldBe(kind);

    [Fact]
    public void A_receipt_for_reading_is_one()
    {
        var signs = AutomaticMail.Of(Sample.Read("Content-Type: multipart/report; report-type=disposition-notification; boundary=a", "", "--a", "", "read", "--a", "Content-Type: message/disposition-notification", "", "Disposition: manual-action/MDN-sent-manually; displayed", "--a--"));
        (signs.Kind, signs.Report).ShouldBe((AutomaticKind.ReadReceipt, null));
    }

    [Fact]
    public void A_person_on_a_list_is_told_with_all_signs()
    {
        var signs = Of("List-Id: <x.example.com>", "Precedence: list", "List-Post: <mailto:x@example.com>", "List-Id: <y.example.com>");
        signs.Signs.ShouldBe(["List-Id", "Precedence", "List-Post"]);
    }

    [Fact]
    public void Many_hops_or_the_same_delivery_twice_look_like_a_loop()
    {
        var hops = Enumerable.Repeat("Received: from a.example.com by b.example.com; Thu, 3 Sep 2026 14:22:01 +0800", 26).ToArray();
        Of(hops).ShouldSatisfyAllConditions(signs => signs.ReceivedCount.ShouldBe(26), signs => signs.LooksLooped.ShouldBeTrue(), signs => signs.MustNotBeAnsweredByMachine.ShouldBeTrue());
        Of(hops[1..]).LooksLooped.ShouldBeFalse();
        Of("Delivered-To: a@example.com", "Delivered-To: b@example.com").LooksLooped.ShouldBeFalse();
        Of("Delivered-To: a@example.com", "Delivered-To: A@example.com").LooksLooped.ShouldBeTrue();
    }
}
