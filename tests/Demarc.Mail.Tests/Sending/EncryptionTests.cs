using System.Security.Cryptography.X509Certificates;
using Demarc.Mail.Sending;
using Talk = Demarc.Mail.Tests.Sending.ScriptedServer.Talk;

namespace Demarc.Mail.Tests.Sending;

public sealed class EncryptionTests : IDisposable
{
    private const string WithStartTls = "250-mail.example.com\n250-STARTTLS\n250-AUTH PLAIN\n250 PIPELINING";
    private readonly X509Certificate2 _certificate = Certificates.SelfSigned();

    public void Dispose() => _certificate.Dispose();

    [Fact]
    public async Task Starttls_encrypts_everything_after_it_and_forgets_what_was_said_before()
    {
        await using var server = ScriptedServer.Start(async talk =>
        {
            await talk.Greet("250-mail.example.com\n250-STARTTLS\n250 SIZE 1");
            await talk.Expect("STARTTLS", "220 2.0.0 Ready to start TLS");
            await talk.Encrypt(_certificate);
            await talk.Expect("EHLO", Scripts.Extensions);
            await talk.Address();
            await talk.HearMessage();
            await talk.Say("250 2.0.0 Ok: queued as TLS123");
            await talk.Farewell();
        });
        var outcome = await Scripts.Send(Encrypted(server, SubmissionSecurity.StartTlsRequired));
        outcome.End.ShouldBe(SubmissionEnd.Accepted, outcome.En);
        outcome.Transcript.ShouldContain(line => line.StartsWith("-- Tls1"));
    }

    [Fact]
    public async Task Implicit_tls_encrypts_from_the_first_octet()
    {
        await using var server = ScriptedServer.Start(async talk =>
        {
            await talk.Encrypt(_certificate);
            await talk.Greet();
            await talk.Address();
            await talk.HearMessage();
            await talk.Say("250 Ok");
            await talk.Farewell();
        });
        (await Scripts.Send(Encrypted(server, SubmissionSecurity.ImplicitTls))).End.ShouldBe(SubmissionEnd.Accepted);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff:00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff")]
    public async Task A_certificate_nobody_vouches_for_is_rejected_and_named(string? pin)
    {
        await using var server = ScriptedServer.Start(async talk =>
        {
            await talk.Encrypt(_certificate);
            await talk.Hear();
        });
        var outcome = await Scripts.Send(Encrypted(server, SubmissionSecurity.ImplicitTls) with { PinnedSha256 = pin });
        outcome.End.ShouldBe(SubmissionEnd.TryAgain);
        outcome.Phase.ShouldBe(SubmissionPhase.Tls);
        outcome.Trouble.ShouldBe(SubmissionTrouble.CertificateRejected);
        outcome.NeedsOperator.ShouldBeTrue();
        outcome.En.ShouldContain(_certificate.Sha256(), Case.Insensitive);
        server.Heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_the_offer_of_starttls_neither_login_nor_mail_is_sent()
    {
        await using var server = ScriptedServer.Start(async talk =>
        {
            await talk.Greet("250-mail.example.com\n250-XXXXXXXA\n250 AUTH PLAIN");
            await talk.Hear();
        });
        var outcome = await Scripts.Send(Encrypted(server, SubmissionSecurity.StartTlsRequired) with { Login = SubmissionLogin.Password("noc", "hunter2hunter2") });
        outcome.Trouble.ShouldBe(SubmissionTrouble.StartTlsMissing);
        outcome.End.ShouldBe(SubmissionEnd.TryAgain);
        outcome.NeedsOperator.ShouldBeTrue();
        outcome.Zh.ShouldContain("登录信息和邮件均未发送");
        server.Heard.ShouldBe(["EHLO [127.0.0.1]"]);
    }

    [Theory]
    [InlineData("454 4.7.0 TLS not available", SubmissionEnd.TryAgain)]
    [InlineData("554 5.7.3 no", SubmissionEnd.Refused)]
    public async Task Starttls_refused_ends_the_session(string answer, SubmissionEnd end)
    {
        await using var server = ScriptedServer.Start(async talk =>
        {
            await talk.Greet(WithStartTls);
            await talk.Expect("STARTTLS", answer);
            await talk.Farewell();
        });
        var outcome = await Scripts.Send(Encrypted(server, SubmissionSecurity.StartTlsRequired));
        outcome.End.ShouldBe(end);
        outcome.Phase.ShouldBe(SubmissionPhase.StartTls);
        server.Heard.ShouldBe(["EHLO [127.0.0.1]", "STARTTLS", "QUIT"]);
    }

    [Theory]
    [InlineData("250-mail.example.com\r\n250 AUTH PLAIN\r\n235 2.7.0 ok\r\n")]
    [InlineData("2")]
    public async Task Text_smuggled_behind_the_reply_to_starttls_is_an_attack(string injected)
    {
        await using var server = ScriptedServer.Start(async talk =>
        {
            await talk.Greet(WithStartTls);
            await talk.Expect("STARTTLS", null);
            await talk.Raw("220 ready\r\n" + injected);
            await talk.Encrypt(_certificate);
            await talk.Hear();
        });
        var outcome = await Scripts.Send(Encrypted(server, SubmissionSecurity.StartTlsRequired) with { Login = SubmissionLogin.Password("noc", "hunter2hunter2") });
        outcome.Trouble.ShouldBe(SubmissionTrouble.PlaintextInjected);
        outcome.Phase.ShouldBe(SubmissionPhase.StartTls);
        outcome.End.ShouldBe(SubmissionEnd.TryAgain);
        server.Heard.ShouldBe(["EHLO [127.0.0.1]", "STARTTLS"]);
    }

    [Fact]
    public async Task Text_that_comes_later_instead_of_tls_fails_too()
    {
        await using var server = ScriptedServer.Start(async talk =>
        {
            await talk.Greet(WithStartTls);
            await talk.Expect("STARTTLS", "220 ready");
            await Task.Delay(200);
            await talk.Raw("250 AUTH PLAIN\r\n250 ok\r\n250 ok\r\n");
            await talk.Forever();
        });
        var outcome = await Scripts.Send(Encrypted(server, SubmissionSecurity.StartTlsRequired));
        outcome.Trouble.ShouldBe(SubmissionTrouble.TlsFailed);
        outcome.End.ShouldBe(SubmissionEnd.TryAgain);
    }

    [Fact]
    public async Task A_server_without_tls_and_one_that_is_silent_at_it_are_told()
    {
        await using var plain = ScriptedServer.Start(async talk =>
        {
            await talk.Say("220 mail.example.com ESMTP");
            await talk.Hear();
        });
        (await Scripts.Send(Encrypted(plain, SubmissionSecurity.ImplicitTls))).Trouble.ShouldBe(SubmissionTrouble.TlsFailed);
        await using var silent = ScriptedServer.Start(talk => talk.Forever());
        var outcome = await Scripts.Send(Encrypted(silent, SubmissionSecurity.ImplicitTls) with { Timeouts = Scripts.Hasty(SubmissionPhase.Tls) });
        outcome.Trouble.ShouldBe(SubmissionTrouble.TimedOut);
        outcome.Phase.ShouldBe(SubmissionPhase.Tls);
    }

    [Fact]
    public async Task An_encrypted_connection_lost_after_the_final_dot_is_unknown()
    {
        await using var server = ScriptedServer.Start(async talk =>
        {
            await talk.Encrypt(_certificate);
            await talk.Greet();
            await talk.Address();
            await talk.HearMessage();
            talk.Reset();
        });
        var outcome = await Scripts.Send(Encrypted(server, SubmissionSecurity.ImplicitTls));
        outcome.End.ShouldBe(SubmissionEnd.Unknown);
        outcome.Phase.ShouldBe(SubmissionPhase.FinalDot);
    }

    [Theory]
    [InlineData("192.0.2.25")]
    [InlineData("mail.example.com")]
    public async Task Unencrypted_mail_to_another_machine_needs_an_express_word(string host)
    {
        var dialled = false;
        var submission = new SmtpSubmission(dial: (_, _) =>
        {
            dialled = true;
            throw new IOException();
        });
        var server = new SubmissionServer { Host = host, Port = 25, Security = SubmissionSecurity.None };
        var message = MessageWriter.Write(Letters.Plain);
        var outcome = await submission.SendAsync(server, Letters.To("a@example.net"), message, TestContext.Current.CancellationToken);
        outcome.Trouble.ShouldBe(SubmissionTrouble.UnencryptedNotAllowed);
        outcome.NeedsOperator.ShouldBeTrue();
        dialled.ShouldBeFalse();
        await submission.SendAsync(server with { AllowUnencrypted = true }, Letters.To("a@example.net"), message, TestContext.Current.CancellationToken);
        dialled.ShouldBeTrue();
    }

    private SubmissionServer Encrypted(ScriptedServer server, SubmissionSecurity security) =>
        new() { Host = "127.0.0.1", Port = server.Port, Security = security, PinnedSha256 = _certificate.Sha256(), Timeouts = Scripts.Patient };
}
