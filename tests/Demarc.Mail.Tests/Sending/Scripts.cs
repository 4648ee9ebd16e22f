using Demarc.Mail.Sending;
using Talk = Demarc.Mail.Tests.Sending.ScriptedServer.Talk;

namespace Demarc.Mail.Tests.Sending;

/// <summary>Pieces of scripts, and the client at the other end of them.</summary>
internal static class Scripts
{
    public const string Extensions = "250-mail.example.com\n250-SIZE 1000000\n250-8BITMIME\n250-ENHANCEDSTATUSCODES\n250 SMTPUTF8";

    public static SubmissionTimeouts Patient { get; } = new() { Quit = TimeSpan.FromSeconds(2) };

    private static TimeSpan Soon => TimeSpan.FromMilliseconds(300);

    /// <summary>Short at one step only: a busy machine makes no other step fail.</summary>
    public static SubmissionTimeouts Hasty(SubmissionPhase phase) => phase switch
    {
        SubmissionPhase.Tls => Patient with { Tls = Soon },
        SubmissionPhase.Greeting => Patient with { Greeting = Soon },
        SubmissionPhase.Hello => Patient with { Command = Soon },
        SubmissionPhase.Mail => Patient with { Mail = Soon },
        SubmissionPhase.Recipients => Patient with { Recipient = Soon },
        SubmissionPhase.Data => Patient with { Data = Soon },
        SubmissionPhase.Body => Patient with { Block = Soon },
        SubmissionPhase.FinalDot => Patient with { Final = Soon },
        _ => throw new ArgumentOutOfRangeException(nameof(phase)),
    };

    public static async Task Greet(this Talk talk, string extensions = Extensions)
    {
        await talk.Say("220 mail.example.com ESMTP");
        await talk.Expect("EHLO [127.0.0.1]", extensions);
    }

    /// <summary>Everything up to 354 for so many recipients.</summary>
    public static async Task Address(this Talk talk, int recipients = 1)
    {
        await talk.Expect("MAIL FROM:<noc@example.com>", "250 2.1.0 Ok");
        for (var i = 0; i < recipients; i++) await talk.Expect("RCPT TO:<", "250 2.1.5 Ok");
        await talk.Expect("DATA", "354 End data with <CR><LF>.<CR><LF>");
    }

    public static async Task Farewell(this Talk talk) => await talk.Expect("QUIT", "221 2.0.0 Bye");

    public static SubmissionServer Unencrypted(this ScriptedServer server, SubmissionTimeouts? timeouts = null) =>
        new() { Host = "127.0.0.1", Port = server.Port, Security = SubmissionSecurity.None, Timeouts = timeouts ?? Patient };

    public static Task<SubmissionOutcome> Send(SubmissionServer server, Envelope? envelope = null, byte[]? message = null) =>
        new SmtpSubmission().SendAsync(server, envelope ?? Letters.To("alice@example.net"), message ?? MessageWriter.Write(Letters.Plain), TestContext.Current.CancellationToken);
}
