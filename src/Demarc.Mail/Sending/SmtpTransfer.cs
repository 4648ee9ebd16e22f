using System.Text;

namespace Demarc.Mail.Sending;

/// <summary>
/// The second half of a session: MAIL, RCPT, DATA, the message, the final dot (RFC 5321 3.3). Up to the final dot any trouble means that
/// nothing was taken; from the moment it is sent only the server's answer tells.
/// </summary>
internal sealed class SmtpTransfer(SubmissionServer server, Envelope envelope, MessageOctets message, SmtpConnection connection, ServerExtensions extensions, Ending ending)
{
    private const int PipelinedAtOnce = 20;

    public async Task<SubmissionOutcome> RunAsync(SmtpTranscript transcript, CancellationToken cancellationToken)
    {
        if (CannotCarry() is { } trouble) return ending.At(SubmissionPhase.Mail, trouble);
        if (await AddressAsync(transcript, cancellationToken).ConfigureAwait(false) is { } unaddressed) return unaddressed;
        var go = await connection.AskAsync("DATA", server.Timeouts.Data, cancellationToken).ConfigureAwait(false);
        if (!go.Is(354)) return ending.At(SubmissionPhase.Data, go);
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
    private async Task<SubmissionOutcome?> AddressAsync(SmtpTranscript transcript, CancellationToken cancellationToken)
    {
        var size = extensions.Offers("SIZE") ? $" SIZE={message.Length}" : "";
        var body = message.NeedsEightBit ? " BODY=8BITMIME" : "";
        string[] lines = [$"MAIL FROM:<{envelope.Sender}>{size}{body}{(NeedsUtf8 ? " SMTPUTF8" : "")}", .. envelope.Recipients.Select(address => $"RCPT TO:<{address}>")];
        var group = extensions.Offers("PIPELINING") ? PipelinedAtOnce : 1;
        for (var start = 0; start < lines.Length; start += group)
        {
            var said = lines[start..Math.Min(start + group, lines.Length)];
            foreach (var line in said) transcript.Client(line);
            var limit = start == 0 ? server.Timeouts.Mail : server.Timeouts.Recipient;
            var stuck = await connection.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(said.Select(line => line + "\r\n"))), limit, cancellationToken).ConfigureAwait(false);
            SmtpAnswer? unwelcome = null;
            for (var i = start; i < start + said.Length; i++)
            {
                var answer = stuck == SubmissionTrouble.None
                    ? await connection.ReadAsync(i == 0 ? server.Timeouts.Mail : server.Timeouts.Recipient, cancellationToken).ConfigureAwait(false)
                    : await LastWordAsync(stuck, cancellationToken).ConfigureAwait(false);
                var phase = i == 0 ? SubmissionPhase.Mail : SubmissionPhase.Recipients;
                // 421 says that the server hangs up, whatever it was asked (RFC 5321 3.8).
                if (answer.Reply is null) return ending.At(unwelcome is null ? phase : SubmissionPhase.Mail, unwelcome ?? answer);
                if (answer.Is(421) || answer.Blame == SubmissionTrouble.NotSmtp && !answer.IsPositive) return ending.At(phase, answer);
                if (i == 0 && !answer.IsPositive) unwelcome = answer;
                // After a refused MAIL the replies to the RCPTs behind it say nothing about those.
                if (i > 0 && unwelcome is null) ending.Recipient(i - 1, answer.Reply);
            }

            if (unwelcome is { } no) return ending.At(SubmissionPhase.Mail, no);
        }

        return ending.NobodyLeft();
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
