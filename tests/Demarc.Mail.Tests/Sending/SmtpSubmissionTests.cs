using System.Text;
using Demarc.Mail.Sending;

namespace Demarc.Mail.Tests.Sending;

public sealed class SmtpSubmissionTests
{
    [Fact]
    public async Task An_accepted_message_comes_with_the_servers_name_for_it()
    {
        await using var server = ScriptedServer.Start(async talk =>
        {
            await talk.Greet();
            await talk.Address();
            await talk.HearMessage();
            await talk.Say("250 2.0.0 Ok: queued as 4Xq1Zb2kLz");
            await talk.Farewell();
        });
        var message = Encoding.ASCII.GetBytes("Subject: dots\r\n\r\n.\r\n..two\r\nplain\r\n.");
        var outcome = await Scripts.Send(server.Unencrypted(), message: message);
        outcome.End.ShouldBe(SubmissionEnd.Accepted);
        outcome.Phase.ShouldBe(SubmissionPhase.Done);
        outcome.QueueId.ShouldBe("4Xq1Zb2kLz");
        outcome.Reply.ShouldBe(new SmtpReply(250, "2.0.0", "Ok: queued as 4Xq1Zb2kLz"));
        outcome.Recipients.ShouldHaveSingleItem().End.ShouldBe(SubmissionEnd.Accepted);
        outcome.En.ShouldContain("accepted the message for 1 of 1 recipients");
        outcome.Zh.ShouldContain("已为 1 个收件人中的 1 个接收邮件");
        outcome.NeedsOperator.ShouldBeFalse();
        server.Heard.ShouldBe(["EHLO [127.0.0.1]", $"MAIL FROM:<noc@example.com> SIZE={message.Length + 2}", "RCPT TO:<alice@example.net>", "DATA",
            "Subject: dots", "", "..", "...two", "plain", "..", ".", "QUIT"]);
        outcome.Transcript.ShouldContain("C: QUIT");
        outcome.Transcript.ShouldContain("S: 221 2.0.0 Bye");
        outcome.Transcript.ShouldNotContain(line => line.Contains("plain"));
    }

    [Fact]
    public async Task Commands_go_out_together_where_that_is_offered()
    {
        await using var server = ScriptedServer.Start(async talk =>
        {
            await talk.Greet("250-mail.example.com\n250 PIPELINING");
            // The answers come only after all three lines: a client that waits for each would stand still.
            await talk.Expect("MAIL FROM:<noc@example.com>", null);
            await talk.Expect("RCPT TO:<alice@example.net>", null);
            await talk.Expect("RCPT TO:<bob@example.net>", null);
            await talk.Raw("250 ok\r\n250 ok\r\n250-two\r\n250 lines\r\n");
            await talk.Expect("DATA", "354 go");
            await talk.HearMessage();
            await talk.Say("250 done");
            await talk.Farewell();
        });
        var outcome = await Scripts.Send(server.Unencrypted(), Letters.To("alice@example.net", "bob@example.net"));
        outcome.End.ShouldBe(SubmissionEnd.Accepted);
        outcome.QueueId.ShouldBeNull();
    }

    [Fact]
    public async Task Hundred_recipients_are_named_in_groups()
    {
        await using var server = ScriptedServer.Start(async talk =>
        {
            await talk.Greet("250-mail.example.com\n250 PIPELINING");
            await talk.Address(recipients: 100);
            await talk.HearMessage();
            await talk.Say("250 done");
            await talk.Farewell();
        });
        var everybody = Enumerable.Range(0, 100).Select(i => $"person{i}@example.net").ToArray();
        var outcome = await Scripts.Send(server.Unencrypted(), Letters.To(everybody));
        outcome.Recipients.Count(one => one.End == SubmissionEnd.Accepted).ShouldBe(100);
    }

    [Fact]
    public async Task One_recipient_refused_does_not_keep_the_message_from_the_other()
    {
        await using var server = ScriptedServer.Start(async talk =>
        {
            await talk.Greet();
            await talk.Expect("MAIL", "250 2.1.0 Ok");
            await talk.Expect("RCPT TO:<alice@example.net>", "250 2.1.5 Ok");
            await talk.Expect("RCPT TO:<nobody@example.net>", "550-5.1.1 <nobody@example.net>: Recipient address rejected:\n550 5.1.1 User unknown in local recipient table");
            await talk.Expect("RCPT TO:<later@example.net>", "451 4.7.1 Greylisted");
            await talk.Expect("DATA", "354 go");
            await talk.HearMessage();
            await talk.Say("250 2.0.0 Ok: queued as ABCDEF");
            await talk.Farewell();
        });
        var outcome = await Scripts.Send(server.Unencrypted(), Letters.To("alice@example.net", "nobody@example.net", "later@example.net"));
        outcome.End.ShouldBe(SubmissionEnd.Accepted);
        outcome.Recipients.Select(one => one.End).ShouldBe([SubmissionEnd.Accepted, SubmissionEnd.Refused, SubmissionEnd.TryAgain]);
        outcome.Recipients[1].Reply!.Enhanced.ShouldBe("5.1.1");
        outcome.Recipients[1].Reply!.Text.ShouldBe("<nobody@example.net>: Recipient address rejected: User unknown in local recipient table");
        outcome.ToRetry.ShouldBe(["later@example.net"]);
        outcome.En.ShouldContain("1 of 3");
        outcome.En.ShouldContain("nobody@example.net (550 5.1.1");
        outcome.Zh.ShouldContain("稍后重试：later@example.net");
    }

    [Fact]
    public async Task With_every_recipient_refused_no_message_is_sent()
    {
        await using var server = ScriptedServer.Start(async talk =>
        {
            await talk.Greet();
            await talk.Expect("MAIL", "250 Ok");
            await talk.Expect("RCPT", "550 5.1.1 no such user");
            await talk.Expect("RCPT", "553 5.1.3 bad address");
            await talk.Farewell();
        });
        var outcome = await Scripts.Send(server.Unencrypted(), Letters.To("a@example.net", "b@example.net"));
        outcome.End.ShouldBe(SubmissionEnd.Refused);
        outcome.Phase.ShouldBe(SubmissionPhase.Recipients);
        outcome.Recipients.Select(one => one.Reply!.Code).ShouldBe([550, 553]);
        outcome.NeedsOperator.ShouldBeFalse();
        outcome.Zh.ShouldContain("请更正地址");
    }

    [Theory]
    [InlineData(1_000_001, "", SubmissionTrouble.TooLarge)]
    [InlineData(10, "中", SubmissionTrouble.EightBitNotOffered)]
    public async Task A_message_the_server_cannot_carry_is_not_sent(int length, string text, SubmissionTrouble trouble)
    {
        await using var server = ScriptedServer.Start(async talk =>
        {
            await talk.Greet("250-mail.example.com\n250 SIZE 1000000");
            await talk.Expect("QUIT", "221 Bye");
        });
        var body = string.Concat(Enumerable.Repeat(new string('x', 70) + "\r\n", length / 72 + 1));
        var outcome = await Scripts.Send(server.Unencrypted(), message: Encoding.UTF8.GetBytes($"Subject: x\r\n\r\n{text}{body}"));
        outcome.End.ShouldBe(SubmissionEnd.Refused);
        outcome.Trouble.ShouldBe(trouble);
        server.Heard.ShouldNotContain(line => line.StartsWith("MAIL"));
    }

    [Fact]
    public async Task Eight_bit_text_and_addresses_are_announced()
    {
        await using var server = ScriptedServer.Start(async talk =>
        {
            await talk.Greet();
            await talk.Expect("MAIL FROM:<noc@example.com> SIZE=", "250 Ok");
            await talk.Expect("RCPT TO:<小明@example.net>", "250 Ok");
            await talk.Expect("DATA", "354 go");
            await talk.HearMessage();
            await talk.Say("250 done");
            await talk.Farewell();
        });
        var message = Letters.Plain with { To = [new("小明@example.net")], EightBit = true };
        (await Scripts.Send(server.Unencrypted(), Envelope.Of(message), MessageWriter.Write(message))).End.ShouldBe(SubmissionEnd.Accepted);
        server.Heard[1].ShouldEndWith(" BODY=8BITMIME SMTPUTF8");
        server.Heard.ShouldContain("To: 小明@example.net");
    }

    [Theory]
    [InlineData("Subject: x\r\n\r\nbare\nfeed\r\n")]
    [InlineData("Subject: x\r\n\r\nbare\rreturn\r\n")]
    [InlineData("Subject: x\r\n\r\nsmuggled\n.\nMAIL FROM:<a@example.com>\r\n")]
    [InlineData("Subject: x\r\n\r\nnul\0\r\n")]
    [InlineData("")]
    public async Task A_message_that_servers_could_read_differently_is_a_fault_before_anything_is_sent(string message)
    {
        var server = new SubmissionServer { Host = "127.0.0.1", Port = 9, Security = SubmissionSecurity.None };
        await Should.ThrowAsync<MessageFault>(Scripts.Send(server, message: Encoding.UTF8.GetBytes(message)));
    }

    [Fact]
    public void A_line_of_998_octets_passes_and_one_more_does_not()
    {
        new MessageOctets(Encoding.ASCII.GetBytes(new string('x', 998) + "\r\n" + new string('y', 998))).Length.ShouldBe(2000);
        Should.Throw<MessageFault>(() => new MessageOctets(Encoding.ASCII.GetBytes(new string('x', 999) + "\r\n")));
        Should.Throw<MessageFault>(() => new MessageOctets(Encoding.ASCII.GetBytes(new string('x', 999))));
    }
}
