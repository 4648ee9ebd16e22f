using System.Security.Cryptography;
using System.Text;
using Demarc.Desk.Intake;
using Demarc.Desk.Tests.Store;
using Demarc.Desk.Threads;
using Demarc.Mail.Reading;
using Demarc.Testing;
using Demarc.Transcripts;

namespace Demarc.Desk.Tests.Intake;

/// <summary>Mail that comes twice, that means harm, that is huge, or that is damaged.</summary>
public sealed class HostileMailTests : IDisposable
{
    private readonly OpenDesk _desk = new();

    [Fact]
    public void The_same_mail_counts_once_by_its_message_id_and_by_what_it_says()
    {
        var letter = Mails.Letter("页面打不开", "打不开，请帮忙看看是什么原因。");
        Receive(letter.Octets()).Kind.ShouldBe(IntakeEnd.Opened);
        Receive(letter.Octets()).Kind.ShouldBe(IntakeEnd.Known);
        Receive(letter.Octets("Received: from b.example.net; Mon, 2 Mar 2026 09:00:00 +0800", "Delivered-To: other@example.com")).Kind.ShouldBe(IntakeEnd.Known, "the way it took is no part of it");
        Receive((letter with { MessageId = "<renamed@relay.example.net>" }).Octets()).Kind.ShouldBe(IntakeEnd.Known, "some servers rename messages");
        Receive((letter with { MessageId = "<next.day@example.net>", Date = letter.Date.AddDays(1) }).Octets()).Kind.ShouldBe(IntakeEnd.Opened, "the same words on another day are another mail");
    }

    [Fact]
    public void The_same_words_said_again_by_mail_are_a_turn_of_their_own()
    {
        var opened = _desk.Case();
        foreach (var day in new[] { 1, 2 })
        {
            var letter = Mails.Letter($"Re: {opened.Number}", "请问关于此案例，你们那边有任何进展吗？盼复。");
            Receive((letter with { Date = letter.Date.AddDays(day) }).Octets()).Kind.ShouldBe(IntakeEnd.Added);
        }

        _desk.Desk.Threads.Turns(opened.Id).Count.ShouldBe(2);
    }

    [Fact]
    public void A_strangers_mail_that_waits_is_not_queued_twice()
    {
        var opened = _desk.Case();
        var letter = Mails.Letter(opened.Number, "text", Mails.Stranger);
        Receive(letter.Octets()).Kind.ShouldBe(IntakeEnd.Quarantined);
        Receive(letter.Octets("Received: from b.example.net; Mon, 2 Mar 2026 09:00:00 +0800")).Kind.ShouldBe(IntakeEnd.Known);
        _desk.Desk.Intake.Quarantine().Count.ShouldBe(1);
    }

    [Fact]
    public void Markup_and_header_tricks_in_names_and_subjects_stay_text()
    {
        const string Subject = "<script>alert(1)</script> =?utf-8?B?DQpCY2M6IGV2aWxAZXhhbXBsZS5vcmc=?=";
        var mail = Encoding.UTF8.GetBytes(
            $"From: =?utf-8?B?{Convert.ToBase64String("<b>Li</b>\r\nBcc: evil@example.org"u8)}?= <li@example.net>\r\nTo: case@example.com\r\nSubject: {Subject}\r\nDate: Mon, 2 Mar 2026 09:00:00 +0800\r\nMessage-ID: <trick@example.net>\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p onclick=x()>hello <script>steal()</script> world</p>\r\n");
        var opened = Receive(mail).Case!;
        opened.Title.ShouldStartWith("<script>alert(1)</script>");
        opened.Title.ShouldNotContain('\n');
        opened.Title.ShouldNotContain('\r');
        var party = _desk.Desk.Cases.Parties(opened.Id).ShouldHaveSingleItem();
        party.Address.ShouldBe("li@example.net");
        (party.Name ?? "").ShouldNotContain('\n');
        var turn = _desk.Desk.Threads.Turns(opened.Id).ShouldHaveSingleItem();
        turn.Body.ShouldContain("hello");
        turn.Body.ShouldNotContain("steal");
    }

    [Fact]
    public void An_attachment_of_20_MB_arrives_octet_by_octet()
    {
        var octets = new byte[20_000_000];
        new Random(7).NextBytes(octets);
        octets[0] = 0;
        var result = Receive((Mails.Letter("抓包", "见附件。") with { Attachments = [new("..\u202Egpj.抓包.bin", octets)] }).Octets());
        result.Kind.ShouldBe(IntakeEnd.Opened);
        var kept = _desk.Desk.Evidence.Of(result.Case!.Id)[^1];
        (kept.Size, kept.Sha256, kept.GivenBy, kept.Channel).ShouldBe((20_000_000, Convert.ToHexStringLower(SHA256.HashData(octets)), Mails.Customer, "mail"));
        kept.Name.ShouldNotContain('\u202E');
        _desk.Desk.Evidence.Shelf.IsSound(kept.Sha256).ShouldBeTrue();
    }

    [Fact]
    public void No_damage_to_a_mail_throws_or_loses_the_desk()
    {
        var mail = (Mails.Letter("回复：页面打不开", Thread) with { Attachments = [new("a.txt", "ping: timeout"u8.ToArray(), "text/plain")] }).Octets();
        var random = new Random(3);
        for (var turn = 0; turn < 60; turn++)
        {
            var damaged = mail.AsSpan(0, turn % 2 == 0 ? mail.Length : random.Next(mail.Length)).ToArray();
            for (var flips = turn % 2 == 0 ? 3 : 0; flips > 0; flips--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            Receive(damaged);
        }

        _desk.Desk.Cases.List(new()).ShouldNotBeEmpty();
    }

    [Fact]
    public void Every_prefix_and_every_changed_character_of_a_thread_is_read()
    {
        foreach (var damaged in Mutations.Prefixes(Thread).Concat(Mutations.Flips(Thread)).Concat(Mutations.Lines(Thread)))
        {
            var read = ThreadReader.Read(new EvidenceText("x", "", damaged));
            read.Turns.Count.ShouldBeLessThanOrEqualTo(6);
        }
    }

    [Fact]
    public void Every_prefix_and_every_flipped_octet_of_a_mail_can_be_looked_at()
    {
        var mail = Mails.Letter("回复：页面打不开", Thread).Octets();
        for (var at = 0; at < mail.Length; at++)
        {
            var flipped = mail.ToArray();
            flipped[at] ^= (byte)(1 + (at * 37 % 255));
            foreach (var octets in new[] { mail[..at], flipped })
            {
                var incoming = new Incoming(octets, "", MessageReader.Read(octets));
                _ = (incoming.Key, incoming.Content, AutomaticMail.Of(incoming.Message), Subjects.Plain(incoming.Message.Subject), _desk.Desk.Keys.Numbers(incoming.Message.Subject).Count());
                _ = ThreadReader.Read(new EvidenceText("x", "", incoming.Message.Text ?? ""));
            }
        }
    }

    [Theory]
    [InlineData("发件人: a\n")]
    [InlineData("> ")]
    [InlineData("主题: 回复: ")]
    [InlineData("From: a@example.net; ")]
    [InlineData("案例号: ")]
    public void Endless_headers_are_read_in_bounded_time(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 200_000 / piece.Length));
        var started = TimeProvider.System.GetTimestamp();
        _ = ThreadReader.Read(new EvidenceText("x", "", text)).Turns.Count;
        TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    public void Dispose() => _desk.Dispose();

    private const string Thread =
        "我们重启过了，问题依旧。\n\n李女士\n\n发件人: 工单 <case@example.com>\n发送时间: 2026年3月1日 10:00\n收件人: 李女士 <li@example.net>\n主题: 回复: [案例号: CAS-01234-A1B2C3] % x\n\n问题定义：页面打不开，只有一台机器如此。\n问题范围：协助分析。\n\n> On Sun, 1 Mar 2026 at 09:00, Li <li@example.net> wrote:\n>> The page does not open. Please have a look at it.\n";

    private IntakeResult Receive(byte[] octets) => _desk.Desk.Intake.Receive(octets, TestContext.Current.CancellationToken);
}
