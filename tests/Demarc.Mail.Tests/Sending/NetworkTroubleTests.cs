using Demarc.Mail.Sending;
using Talk = Demarc.Mail.Tests.Sending.ScriptedServer.Talk;

namespace Demarc.Mail.Tests.Sending;

/// <summary>Whatever goes wrong at whatever step is told, never thrown; only after the final dot it is unknown.</summary>
public sealed class NetworkTroubleTests
{
    private static readonly SubmissionPhase[] Phases =
        [SubmissionPhase.Greeting, SubmissionPhase.Hello, SubmissionPhase.Mail, SubmissionPhase.Recipients, SubmissionPhase.Data, SubmissionPhase.FinalDot];

    public static TheoryData<SubmissionPhase> EveryPhase => new(Phases);

    [Theory]
    [MemberData(nameof(EveryPhase))]
    public async Task A_temporary_refusal_at_any_step_means_try_again(SubmissionPhase phase)
    {
        await using var server = ScriptedServer.Start(talk => UpTo(talk, phase, async () =>
        {
            await talk.Say("451 4.3.0 not now, \u0007please");
            await talk.Expect("QUIT", "221 Bye");
        }));
        var outcome = await Scripts.Send(server.Unencrypted());
        outcome.End.ShouldBe(SubmissionEnd.TryAgain);
        outcome.Trouble.ShouldBe(SubmissionTrouble.Replied);
        outcome.Phase.ShouldBe(phase == SubmissionPhase.FinalDot ? SubmissionPhase.Done : phase);
        outcome.Reply.ShouldBe(new SmtpReply(451, "4.3.0", "not now, \uFFFDplease"));
        outcome.Recipients.ShouldHaveSingleItem().End.ShouldBe(SubmissionEnd.TryAgain);
        outcome.ToRetry.ShouldBe(["alice@example.net"]);
        outcome.En.ShouldContain("451 4.3.0 not now");
        outcome.En.ShouldContain($"127.0.0.1:{server.Port}");
        outcome.Zh.ShouldContain("将会重试");
        server.Heard[^1].ShouldBe("QUIT");
    }

    [Theory]
    [MemberData(nameof(EveryPhase))]
    public async Task A_permanent_refusal_at_any_step_means_refused(SubmissionPhase phase)
    {
        await using var server = ScriptedServer.Start(talk => UpTo(talk, phase, async () =>
        {
            await talk.Say("554 5.7.1 no");
            await talk.Expect("QUIT", "221 Bye");
        }));
        var outcome = await Scripts.Send(server.Unencrypted());
        outcome.End.ShouldBe(SubmissionEnd.Refused);
        outcome.Reply!.Code.ShouldBe(554);
        outcome.NeedsOperator.ShouldBe(phase < SubmissionPhase.Mail);
        outcome.ToRetry.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(EveryPhase))]
    public async Task A_lost_connection_means_try_again_until_the_final_dot_and_unknown_after(SubmissionPhase phase)
    {
        // A reset that comes at once may look like a connection that never came about.
        foreach (var reset in phase == SubmissionPhase.Greeting ? [false] : new[] { false, true })
        {
            await using var server = ScriptedServer.Start(talk => UpTo(talk, phase, () =>
            {
                if (reset) talk.Reset();
                return Task.CompletedTask;
            }));
            var outcome = await Scripts.Send(server.Unencrypted());
            outcome.Trouble.ShouldBe(SubmissionTrouble.Closed);
            ShouldFit(outcome, phase);
        }
    }

    [Theory]
    [MemberData(nameof(EveryPhase))]
    public async Task Silence_ends_at_the_limit_of_its_step(SubmissionPhase phase)
    {
        await using var server = ScriptedServer.Start(talk => UpTo(talk, phase, talk.Forever));
        var outcome = await Scripts.Send(server.Unencrypted(Scripts.Hasty(phase)));
        outcome.Trouble.ShouldBe(SubmissionTrouble.TimedOut);
        ShouldFit(outcome, phase);
    }

    [Theory]
    [MemberData(nameof(EveryPhase))]
    public async Task A_server_that_drips_holds_nobody_longer(SubmissionPhase phase)
    {
        await using var server = ScriptedServer.Start(talk => UpTo(talk, phase, async () =>
        {
            while (true)
            {
                await talk.Raw("2");
                await Task.Delay(50);
            }
        }));
        var outcome = await Scripts.Send(server.Unencrypted(Scripts.Hasty(phase)));
        outcome.Trouble.ShouldBe(SubmissionTrouble.TimedOut);
        ShouldFit(outcome, phase);
    }

    [Theory]
    [InlineData("250-more\r\n")]
    [InlineData("250 without end ")]
    public async Task An_endless_reply_is_left_at_its_bound(string piece)
    {
        foreach (var phase in Phases)
        {
            await using var server = ScriptedServer.Start(talk => UpTo(talk, phase, async () =>
            {
                while (true) await talk.Raw(piece);
            }));
            var outcome = await Scripts.Send(server.Unencrypted());
            outcome.Trouble.ShouldBe(SubmissionTrouble.ReplyTooLong);
            ShouldFit(outcome, phase);
            outcome.Transcript.Count.ShouldBeLessThan(450);
        }
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request")]
    [InlineData("+OK POP3 ready")]
    [InlineData("")]
    [InlineData("99")]
    [InlineData("250-a\n251 b")]
    [InlineData("299x what")]
    public async Task What_is_no_reply_is_named_so(string line)
    {
        foreach (var phase in Phases)
        {
            await using var server = ScriptedServer.Start(talk => UpTo(talk, phase, async () =>
            {
                await talk.Say(line);
                await talk.Hear();
            }));
            var outcome = await Scripts.Send(server.Unencrypted());
            outcome.Trouble.ShouldBe(SubmissionTrouble.NotSmtp);
            ShouldFit(outcome, phase);
        }
    }

    [Fact]
    public async Task A_farewell_in_the_middle_is_told_with_its_reason()
    {
        await using var server = ScriptedServer.Start(async talk =>
        {
            await talk.Greet();
            await talk.Expect("MAIL", "250 Ok");
            await talk.Expect("RCPT", "250 Ok");
            await talk.Expect("RCPT", "421 4.3.2 shutting down");
        });
        var outcome = await Scripts.Send(server.Unencrypted(), Letters.To("a@example.net", "b@example.net"));
        outcome.End.ShouldBe(SubmissionEnd.TryAgain);
        outcome.Reply!.Code.ShouldBe(421);
        outcome.ToRetry.Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_confirmation_that_comes_before_the_message_is_none()
    {
        await using var server = ScriptedServer.Start(async talk =>
        {
            await talk.Greet();
            await talk.Expect("MAIL", "250 Ok");
            await talk.Expect("RCPT", "250 Ok");
            await talk.Expect("DATA", "354 go\n250 2.0.0 Ok: queued as EARLY");
            await talk.Hear();
        });
        var outcome = await Scripts.Send(server.Unencrypted());
        outcome.Trouble.ShouldBe(SubmissionTrouble.NotSmtp);
        outcome.End.ShouldBe(SubmissionEnd.TryAgain);
    }

    [Fact]
    public async Task A_refused_sender_is_told_as_such_also_where_commands_went_out_together()
    {
        await using var server = ScriptedServer.Start(async talk =>
        {
            await talk.Greet("250-mail.example.com\n250 PIPELINING");
            await talk.Expect("MAIL", "550 5.7.60 not allowed to send as this sender");
            await talk.Expect("RCPT", "503 5.5.1 need MAIL first");
            await talk.Expect("QUIT", "221 Bye");
        });
        var outcome = await Scripts.Send(server.Unencrypted());
        outcome.Phase.ShouldBe(SubmissionPhase.Mail);
        outcome.Recipients.ShouldHaveSingleItem().Reply!.Enhanced.ShouldBe("5.7.60");
        outcome.Transcript[^1].ShouldBe("S: 221 Bye");
    }

    [Fact]
    public async Task A_server_that_stops_reading_a_large_message_is_left_and_its_last_words_are_told()
    {
        await using var server = ScriptedServer.Start(async talk =>
        {
            await talk.Greet("250 mail.example.com");
            await talk.Address();
            await Task.Delay(200);
            await talk.Say("452 4.3.1 disk full");
            await talk.Forever();
        });
        var large = MessageWriter.Write(Letters.Plain with { Attachments = [new("large.pcap", new byte[20_000_000])] });
        var outcome = await Scripts.Send(server.Unencrypted(Scripts.Hasty(SubmissionPhase.Body)), message: large);
        outcome.End.ShouldBe(SubmissionEnd.TryAgain);
        outcome.Phase.ShouldBe(SubmissionPhase.Body);
        outcome.Reply!.Code.ShouldBe(452);
    }

    [Fact]
    public async Task Stopping_before_the_final_dot_is_a_cancellation_and_after_it_an_unknown_end()
    {
        foreach (var phase in new[] { SubmissionPhase.Data, SubmissionPhase.FinalDot })
        {
            using var stop = new CancellationTokenSource();
            await using var server = ScriptedServer.Start(talk => UpTo(talk, phase, async () =>
            {
                await stop.CancelAsync();
                await talk.Forever();
            }));
            var send = new SmtpSubmission().SendAsync(server.Unencrypted(), Letters.To("alice@example.net"), MessageWriter.Write(Letters.Plain), stop.Token);
            if (phase == SubmissionPhase.Data)
            {
                await Should.ThrowAsync<OperationCanceledException>(send);
                continue;
            }

            var outcome = await send;
            outcome.End.ShouldBe(SubmissionEnd.Unknown);
            outcome.Trouble.ShouldBe(SubmissionTrouble.Stopped);
        }
    }

    [Fact]
    public async Task A_closed_port_and_a_name_without_address_are_told()
    {
        var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var closed = await Scripts.Send(new SubmissionServer { Host = "127.0.0.1", Port = port, Security = SubmissionSecurity.None });
        closed.Trouble.ShouldBe(SubmissionTrouble.ConnectionRefused);
        closed.End.ShouldBe(SubmissionEnd.TryAgain);
        closed.En.ShouldContain("the connection was refused");
        var nameless = new SmtpSubmission(dial: (_, _) => throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound));
        var lost = await nameless.SendAsync(new SubmissionServer { Host = "mail.example.com", Port = 465 }, Letters.To("a@example.net"), MessageWriter.Write(Letters.Plain), TestContext.Current.CancellationToken);
        lost.Trouble.ShouldBe(SubmissionTrouble.NameNotFound);
        lost.Zh.ShouldContain("服务器域名无法解析");
    }

    private static void ShouldFit(SubmissionOutcome outcome, SubmissionPhase phase)
    {
        outcome.Phase.ShouldBe(phase);
        var end = phase == SubmissionPhase.FinalDot ? SubmissionEnd.Unknown : SubmissionEnd.TryAgain;
        outcome.End.ShouldBe(end);
        outcome.Recipients.ShouldAllBe(one => one.End == end);
        outcome.ToRetry.Any().ShouldBe(end == SubmissionEnd.TryAgain);
        outcome.En.ShouldContain(end == SubmissionEnd.Unknown ? "before sending it again" : "has not been sent yet");
        outcome.Zh.ShouldContain(end == SubmissionEnd.Unknown ? "可能造成重复" : "尚未发出");
    }

    /// <summary>Behaves well until the client waits for the answer of that step, then does this.</summary>
    private static async Task UpTo(Talk talk, SubmissionPhase phase, Func<Task> then)
    {
        if (phase > SubmissionPhase.Greeting) await talk.Say("220 mail.example.com ESMTP");
        if (phase >= SubmissionPhase.Hello) await talk.Expect("EHLO", phase == SubmissionPhase.Hello ? null : Scripts.Extensions);
        if (phase >= SubmissionPhase.Mail) await talk.Expect("MAIL", phase == SubmissionPhase.Mail ? null : "250 Ok");
        if (phase >= SubmissionPhase.Recipients) await talk.Expect("RCPT", phase == SubmissionPhase.Recipients ? null : "250 Ok");
        if (phase >= SubmissionPhase.Data) await talk.Expect("DATA", phase == SubmissionPhase.Data ? null : "354 go");
        if (phase == SubmissionPhase.FinalDot) await talk.HearMessage();
        await then();
    }
}
