using System.Text;
using System.Text.Json;
using Demarc.Mail.Sending;
using Talk = Demarc.Mail.Tests.Sending.ScriptedServer.Talk;

namespace Demarc.Mail.Tests.Sending;

public sealed class LoginTests
{
    private const string Password = "corréct-horse \"battery\" 密码";
    private const string Token = "ya29.A0ARrdaM-token_of+someone/else==";

    [Theory]
    [InlineData("250 AUTH PLAIN LOGIN", "AUTH PLAIN")]
    [InlineData("250 AUTH=PLAIN", "AUTH PLAIN")]
    [InlineData("250 auth cram-md5 plain", "AUTH PLAIN")]
    public async Task Plain_is_preferred_and_says_login_and_password_at_once(string offer, string begins)
    {
        await using var server = Accepting(offer, talk => talk.Expect(begins, "235 2.7.0 Authentication successful"));
        var outcome = await Scripts.Send(server.Unencrypted() with { Login = SubmissionLogin.Password("noc@example.com", Password) });
        outcome.End.ShouldBe(SubmissionEnd.Accepted, outcome.En);
        Decode(server.Heard[1].Split(' ')[2]).ShouldBe($"\0noc@example.com\0{Password}");
        NoSecret(outcome);
    }

    [Fact]
    public async Task Login_answers_two_questions()
    {
        await using var server = Accepting("250 AUTH LOGIN", async talk =>
        {
            await talk.Expect("AUTH LOGIN", "334 VXNlcm5hbWU6");
            await talk.Expect(Encode("noc@example.com"), "334 UGFzc3dvcmQ6");
            await talk.Expect(Encode(Password), "235 ok");
        });
        var outcome = await Scripts.Send(server.Unencrypted() with { Login = SubmissionLogin.Password("noc@example.com", Password) });
        outcome.End.ShouldBe(SubmissionEnd.Accepted, outcome.En);
        NoSecret(outcome);
    }

    [Fact]
    public async Task A_token_goes_by_xoauth2()
    {
        await using var server = Accepting("250 AUTH LOGIN PLAIN XOAUTH2", talk => talk.Expect("AUTH XOAUTH2", "235 2.7.0 Accepted"));
        var outcome = await Scripts.Send(server.Unencrypted() with { Login = SubmissionLogin.Token("noc@example.com", Token) });
        outcome.End.ShouldBe(SubmissionEnd.Accepted, outcome.En);
        Decode(server.Heard[1].Split(' ')[2]).ShouldBe($"user=noc@example.com\u0001auth=Bearer {Token}\u0001\u0001");
        NoSecret(outcome);
    }

    [Fact]
    public async Task A_refused_token_is_acknowledged_before_the_refusal_comes()
    {
        await using var server = Refusing("250 AUTH XOAUTH2", async talk =>
        {
            await talk.Expect("AUTH XOAUTH2", $"334 {Encode("{\"status\":\"401\"}")}");
            await talk.Expect("", $"535 5.7.3 Authentication unsuccessful for {Token}");
        });
        var outcome = await Scripts.Send(server.Unencrypted() with { Login = SubmissionLogin.Token("noc@example.com", Token) });
        outcome.End.ShouldBe(SubmissionEnd.Refused);
        outcome.Reply.ShouldBe(new SmtpReply(535, "5.7.3", "Authentication unsuccessful for ***"));
        NoSecret(outcome);
    }

    [Theory]
    [InlineData("535 5.7.8 Authentication failed", SubmissionEnd.Refused, true)]
    [InlineData("454 4.7.0 Temporary authentication failure", SubmissionEnd.TryAgain, false)]
    [InlineData("534-5.7.9 Application-specific password required.\n534 5.7.9 See the help", SubmissionEnd.Refused, true)]
    public async Task A_refused_login_sends_no_mail_and_names_the_settings(string answer, SubmissionEnd end, bool needsOperator)
    {
        await using var server = Refusing("250 AUTH PLAIN", talk => talk.Expect("AUTH PLAIN", answer));
        var outcome = await Scripts.Send(server.Unencrypted() with { Login = SubmissionLogin.Password("noc", Password) });
        outcome.End.ShouldBe(end);
        outcome.Phase.ShouldBe(SubmissionPhase.Authenticate);
        outcome.NeedsOperator.ShouldBe(needsOperator);
        outcome.En.ShouldContain("Check login, password or token");
        outcome.Zh.ShouldContain("请检查配置中的账号");
        server.Heard.ShouldNotContain(line => line.StartsWith("MAIL"));
    }

    [Fact]
    public async Task A_challenge_nobody_can_answer_is_given_up_with_a_star()
    {
        await using var server = Refusing("250 AUTH PLAIN", async talk =>
        {
            await talk.Expect("AUTH PLAIN", "334 ");
            await talk.Expect("*", "501 5.7.0 cancelled");
        });
        (await Scripts.Send(server.Unencrypted() with { Login = SubmissionLogin.Password("noc", Password) })).Reply!.Code.ShouldBe(501);
    }

    [Theory]
    [InlineData("250 AUTH CRAM-MD5 GSSAPI")]
    [InlineData("250 HELP")]
    public async Task A_server_with_no_way_to_log_in_is_told(string offer)
    {
        await using var server = Refusing(offer, _ => Task.CompletedTask);
        foreach (var login in new[] { SubmissionLogin.Password("noc", Password) })
        {
            var outcome = await Scripts.Send(server.Unencrypted() with { Login = login });
            outcome.Trouble.ShouldBe(SubmissionTrouble.LoginNotOffered);
            outcome.NeedsOperator.ShouldBeTrue();
            outcome.End.ShouldBe(SubmissionEnd.TryAgain);
        }
    }

    [Theory]
    [InlineData("PLAIN", false)]
    [InlineData("LOGIN", false)]
    [InlineData("XOAUTH2", true)]
    public async Task A_server_that_repeats_the_secret_in_every_form_gives_it_away_nowhere(string mechanism, bool token)
    {
        var login = token ? SubmissionLogin.Token("noc", Token) : SubmissionLogin.Password("noc", Password);
        var secret = token ? Token : Password;
        await using var server = ScriptedServer.Start(async talk =>
        {
            await talk.Say("220 hello");
            await talk.Expect("EHLO", $"250-hi\n250 AUTH {mechanism}");
            var line = await talk.Hear();
            while (mechanism == "LOGIN" && line == "AUTH LOGIN" || line == Encode("noc"))
            {
                await talk.Say("334 more");
                line = await talk.Hear();
            }

            await talk.Say($"535-5.7.8 {line}\n535-5.7.8 {line!.Split(' ')[^1]}\n535-5.7.8 {secret}\n535-5.7.8 {Encode(secret)}\n535 5.7.8 {secret.ToUpperInvariant()} {new string('x', 460)}{secret}");
            await talk.Hear();
        });
        var outcome = await Scripts.Send(server.Unencrypted() with { Login = login });
        outcome.Phase.ShouldBe(SubmissionPhase.Authenticate);
        outcome.Reply!.Code.ShouldBe(535);
        NoSecret(outcome);
    }

    [Fact]
    public void Settings_show_no_secret_however_they_are_printed()
    {
        var server = new SubmissionServer { Host = "mail.example.com", Port = 465, Login = SubmissionLogin.Password("noc", Password) };
        foreach (var shown in new[] { server.ToString(), $"{server.Login}", JsonSerializer.Serialize(server), JsonSerializer.Serialize(server.Login) })
        {
            shown.ShouldNotContain("horse");
            shown.ShouldNotContain(Encode(Password));
        }

        server.ToString().ShouldContain("noc (secret not shown)");
    }

    private static ScriptedServer Accepting(string offer, Func<Talk, Task> login) => ScriptedServer.Start(async talk =>
    {
        await talk.Greet($"250-mail.example.com\n{offer}");
        await login(talk);
        await talk.Address();
        await talk.HearMessage();
        await talk.Say("250 Ok");
        await talk.Farewell();
    });

    private static ScriptedServer Refusing(string offer, Func<Talk, Task> login) => ScriptedServer.Start(async talk =>
    {
        await talk.Greet($"250-mail.example.com\n{offer}");
        await login(talk);
        await talk.Hear();
    });

    private static void NoSecret(SubmissionOutcome outcome)
    {
        var everything = outcome + string.Join('\n', outcome.Transcript) + outcome.Reply + string.Join('\n', outcome.Recipients);
        foreach (var secret in new[] { Password, Token, Password.ToUpperInvariant(), "horse", "ya29", Encode(Password), Encode(Token), Encode($"\0noc@example.com\0{Password}"), Encode($"\0noc\0{Password}"), Encode($"user=noc\u0001auth=Bearer {Token}\u0001\u0001") })
            everything.ShouldNotContain(secret, Case.Insensitive);
        outcome.Transcript.ShouldContain(line => line.StartsWith("C: AUTH "));
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Decode(string text) => Encoding.UTF8.GetString(Convert.FromBase64String(text));
}
