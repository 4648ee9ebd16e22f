using Demarc.Desk.Cases;
using Demarc.Desk.Store;
using Demarc.Mail.Sending;
using Demarc.Model;

namespace Demarc.Desk.Post;

/// <summary>
/// Hands due mails to the server. Before the server hears of a mail its row says "sending", on the disk: a process that dies leaves it
/// so, and the next one, who then holds the lock of the outbox, knows that nobody can tell what became of it.
/// </summary>
internal sealed class PostSender(CaseDesk desk, SubmissionSettings settings, SmtpSubmission submission, RetrySchedule schedule)
{
    private const int MostARound = 1000;

    private static readonly Bilingual Interrupted = new(
        "The program ended while the message was being handed to the server. It may have been accepted or not. Find out from the recipient or from the server's log before sending it again: that could deliver it twice.",
        "程序在将邮件交给服务器的过程中结束。邮件可能已被接收，也可能没有。再次发送可能造成重复，请先向收件人或从服务器日志确认。");

    private readonly PostBook _book = new(desk, schedule);

    public async Task<OutboxRound> SendDueAsync(CancellationToken cancellationToken)
    {
        using var turn = OutboxLock.TryTake(desk.Home);
        if (turn is null) return new(0, 0);
        foreach (var lost in _book.InState(OutgoingState.Sending)) _book.Lost(lost, Interrupted);
        if (settings.Server() is not { } server) return new(0, 0, new("no server to send by is set: smtp-host", "尚未设置发件服务器：smtp-host"));
        var (tried, taken) = (0, 0);
        while (tried < MostARound && _book.Claim() is { } mail)
        {
            cancellationToken.ThrowIfCancellationRequested();
            tried++;
            var outcome = await SendAsync(server, mail, cancellationToken).ConfigureAwait(false);
            if (outcome is null) continue;
            if (outcome.End == SubmissionEnd.Accepted) taken++;

            // Every other mail would meet the same.
            if (outcome.NeedsOperator) return new(tried, taken, new(outcome.En, outcome.Zh));
        }

        return new(tried, taken);
    }

    private async Task<SubmissionOutcome?> SendAsync(SubmissionServer server, OutgoingMail mail, CancellationToken cancellationToken)
    {
        SubmissionOutcome outcome;
        try
        {
            var raw = desk.Evidence.Shelf.Read(mail.RawSha256);
            outcome = await submission.SendAsync(server, new Envelope(mail.Sender, mail.Remaining), raw, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Only thrown where the final dot was not sent.
            _book.Release(mail);
            throw;
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            _book.Fail(mail, new($"The message could not be read from the shelf: {fault.Message}", $"无法从存储中读取邮件：{fault.Message}"));
            return null;
        }

        _book.Settle(mail, outcome);
        return outcome;
    }
}
