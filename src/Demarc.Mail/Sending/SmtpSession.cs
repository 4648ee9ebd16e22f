namespace Demarc.Mail.Sending;

/// <summary>
/// The first half of a session: greeting, EHLO, STARTTLS, login. Each step gives an outcome where it ends the session, else null. What a
/// server said before encryption is forgotten with it (RFC 3207 4.2).
/// </summary>
internal sealed class SmtpSession(SubmissionServer server, SmtpConnection connection, Ending ending)
{
    /// <summary>What the server offers; of the last EHLO.</summary>
    public ServerExtensions Extensions { get; private set; } = new([]);

    public async Task<SubmissionOutcome?> OpenAsync(CancellationToken cancellationToken)
    {
        if (server.Security == SubmissionSecurity.ImplicitTls && await EncryptAsync(cancellationToken).ConfigureAwait(false) is { } bare) return bare;
        var greeting = await connection.ReadAsync(server.Timeouts.Greeting, cancellationToken).ConfigureAwait(false);
        if (!greeting.Is(220)) return ending.At(SubmissionPhase.Greeting, greeting);
        if (await HelloAsync(cancellationToken).ConfigureAwait(false) is { } unwelcome) return unwelcome;
        if (server.Security == SubmissionSecurity.StartTlsRequired && await StartTlsAsync(cancellationToken).ConfigureAwait(false) is { } open) return open;
        return server.Login is { } login ? await LoginAsync(login, cancellationToken).ConfigureAwait(false) : null;
    }

    private async Task<SubmissionOutcome?> HelloAsync(CancellationToken cancellationToken)
    {
        var hello = await connection.AskAsync($"EHLO {server.HelloName}", server.Timeouts.Command, cancellationToken).ConfigureAwait(false);
        if (!hello.Is(250)) return ending.At(SubmissionPhase.Hello, hello);
        Extensions = new(hello.Lines);
        return null;
    }

    private async Task<SubmissionOutcome?> StartTlsAsync(CancellationToken cancellationToken)
    {
        if (!Extensions.Offers("STARTTLS")) return ending.At(SubmissionPhase.StartTls, SubmissionTrouble.StartTlsMissing);
        var ready = await connection.AskAsync("STARTTLS", server.Timeouts.Command, cancellationToken).ConfigureAwait(false);
        if (!ready.Is(220)) return ending.At(SubmissionPhase.StartTls, ready);
        // Whatever is already here was not encrypted, and would be taken for the server's encrypted replies.
        if (connection.Waiting > 0) return ending.At(SubmissionPhase.StartTls, SubmissionTrouble.PlaintextInjected);
        return await EncryptAsync(cancellationToken).ConfigureAwait(false) ?? await HelloAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<SubmissionOutcome?> EncryptAsync(CancellationToken cancellationToken)
    {
        var (trouble, detail) = await connection.EncryptAsync(server, cancellationToken).ConfigureAwait(false);
        return trouble == SubmissionTrouble.None ? null : ending.At(SubmissionPhase.Tls, trouble, detail);
    }

    private async Task<SubmissionOutcome?> LoginAsync(SubmissionLogin login, CancellationToken cancellationToken)
    {
        if (LoginExchange.Choose(login, Extensions.Logins) is not { } way) return ending.At(SubmissionPhase.Authenticate, SubmissionTrouble.LoginNotOffered);
        var answer = await connection.AskAsync(way.FirstLine, server.Timeouts.Command, cancellationToken, $"AUTH {way.Mechanism} ***").ConfigureAwait(false);
        foreach (var line in way.Answers)
        {
            if (!answer.Is(334)) break;
            answer = await connection.AskAsync(line, server.Timeouts.Command, cancellationToken, "***").ConfigureAwait(false);
        }

        // A challenge we have no answer to is given up with a star (RFC 4954 4).
        if (answer.Is(334)) answer = await connection.AskAsync("*", server.Timeouts.Command, cancellationToken).ConfigureAwait(false);
        return answer.Is(235) ? null : ending.At(SubmissionPhase.Authenticate, answer);
    }
}
