using System.Text;

namespace Demarc.Mail.Sending;

/// <summary>
/// The second half of a session: MAIL, RCPT, DATA, the message, the final dot (RFC 5321 3.3). Up to the final dot any trouble means that
/// nothing was taken; from the moment it is sent only the server's answer tells.
/// </summary>
internal sealed class SmtpTransfer(SubmissionServer server, Envelope envelope, MessageOctets message, SmtpConnection connection, ServerExtensions extensions, Ending ending, SmtpTranscript transcript)
{
    private const int PipelinedAtOnce = 20;

    public async Task<SubmissionOutcome> RunAsync(CancellationToken cancellationToken)
    {
        if (CannotCarry() is { } trouble) return ending.At(SubmissionPhase.Mail, trouble);
        if (await AddressAsync(cancellationToken).ConfigureAwait(false) is { } unaddressed) return unaddressed;
        var go = await connection.AskAsync("DATA", server.Timeouts.Data, cancellationToken).ConfigureAwait(false);
        if (!go.Is(354)) return ending.At(SubmissionPhase.Data, go);
        // An answer that is here before the message was sent must not be taken for the answer to its final dot.
        if (connection.Waiting > 0) return ending.At(SubmissionPhase.Data, await connection.ReadAsync(SmtpConnection.LastWord, cancellationToken).ConfigureAwait(false));
        foreach (var block in message.Blocks())
        {
            var stuck = await connection.WriteAsync(block, server.Timeouts.Block, cancellationToken).ConfigureAwait(false);
            if (stuck != SubmissionTrouble.None) return ending.At(SubmissionPhase.Body, await LastWordAsync(stuck, cancellationToken).ConfigureAwait(false));
        }

        transcript.Client($"(the message, {message.Length} octets)");
        return ending.Final(await FinishAsync(cancellationToken).ConfigureAwait(false));
    }

    private bool NeedsUtf8 => message.NeedsUtf8 || !Ascii.IsValid(envelope.Sender ?? "") || !envelope.Recipients.All(address => Ascii.IsValid(address));

    private SubmissionTrouble? CannotCarry()
    {
        if (extensions.LargestMessage is { } largest && message.Length > largest) return SubmissionTrouble.TooLarge;
        if (NeedsUtf8 && !extensions.Offers("SMTPUTF8")) return SubmissionTrouble.Utf8NotOffered;
        return message.NeedsEightBit && !extensions.Offers("8BITMIME") ? SubmissionTrouble.EightBitNotOffered : null;
    }

    /// <summary>MAIL and every RCPT. Where PIPELINING is offered they go out in groups (RFC 2920 3.1), small enough never to fill both directions.</summary>
    private async Task<SubmissionOutcome?> AddressAsync(CancellationToken cancellationToken)
    {
        var size = extensions.Offers("SIZE") ? $" SIZE={message.Length}" : "";
        var body = message.NeedsEightBit ? " BODY=8BITMIME" : "";
        string[] lines = [$"MAIL FROM:<{envelope.Sender}>{size}{body}{(NeedsUtf8 ? " SMTPUTF8" : "")}", .. envelope.Recipients.Select(address => $"RCPT TO:<{address}>")];
        var together = extensions.Offers("PIPELINING") ? PipelinedAtOnce : 1;
        for (var start = 0; start < lines.Length; start += together)
        {
            if (await GroupAsync(lines[start..Math.Min(start + together, lines.Length)], start, cancellationToken).ConfigureAwait(false) is { } ended) return ended;
        }

        return ending.NobodyLeft();
    }

    /// <summary>Says lines at once and reads the answer to each. Line 0 of all is MAIL, line n the nth recipient's.</summary>
    private async Task<SubmissionOutcome?> GroupAsync(string[] said, int start, CancellationToken cancellationToken)
    {
        foreach (var line in said) transcript.Client(line);
        var octets = Encoding.UTF8.GetBytes(string.Concat(said.Select(line => line + "\r\n")));
        var stuck = await connection.WriteAsync(octets, start == 0 ? server.Timeouts.Mail : server.Timeouts.Recipient, cancellationToken).ConfigureAwait(false);
        SmtpAnswer? unwelcome = null;
        for (var i = start; i < start + said.Length; i++)
        {
            var (phase, limit) = i == 0 ? (SubmissionPhase.Mail, server.Timeouts.Mail) : (SubmissionPhase.Recipients, server.Timeouts.Recipient);
            var answer = stuck == SubmissionTrouble.None
                ? await connection.ReadAsync(limit, cancellationToken).ConfigureAwait(false)
                : await LastWordAsync(stuck, cancellationToken).ConfigureAwait(false);
            // 421 says that the server hangs up, whatever it was asked (RFC 5321 3.8).
            var goesOn = answer.Reply is not null && !answer.Is(421) && (answer.IsPositive || answer.Blame == SubmissionTrouble.Replied);
            if (!goesOn) return unwelcome is { } first ? ending.At(SubmissionPhase.Mail, first) : ending.At(phase, answer);
            // After a refused MAIL the replies to the RCPTs behind it say nothing about those.
            if (i == 0 && !answer.IsPositive) unwelcome = answer;
            else if (i > 0 && unwelcome is null) ending.Recipient(i - 1, answer.Reply!);
        }

        return unwelcome is { } refused ? ending.At(SubmissionPhase.Mail, refused) : null;
    }

    /// <summary>The final dot and its answer. Once it may have left, even the caller's cancellation is told and not thrown.</summary>
    private async Task<SmtpAnswer> FinishAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var stuck = await connection.WriteAsync(".\r\n"u8.ToArray(), server.Timeouts.Block, cancellationToken).ConfigureAwait(false);
            return stuck == SubmissionTrouble.None
                ? await connection.ReadAsync(server.Timeouts.Final, cancellationToken).ConfigureAwait(false)
                : await LastWordAsync(stuck, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return SmtpAnswer.Of(SubmissionTrouble.Stopped);
        }
    }

    /// <summary>A server that takes no more often said why.</summary>
    private async Task<SmtpAnswer> LastWordAsync(SubmissionTrouble stuck, CancellationToken cancellationToken)
    {
        var word = await connection.ReadAsync(SmtpConnection.LastWord, cancellationToken).ConfigureAwait(false);
        return word.Reply is null ? SmtpAnswer.Of(stuck) : word;
    }
}
