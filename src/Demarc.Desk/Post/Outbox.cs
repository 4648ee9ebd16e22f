using Demarc.Desk.Cases;
using Demarc.Desk.Store;
using Demarc.Mail.Sending;

namespace Demarc.Desk.Post;

/// <summary>
/// Mails on their way out. Queued, a mail is on the disk with its turn; until it is due it can be called back; then it is handed to the
/// server once. What may have been taken is never sent again without a person.
/// </summary>
public sealed class Outbox
{
    private readonly CaseDesk _desk;
    private readonly PostWriter _writer;
    private readonly PostSender _sender;

    /// <param name="desk">The desk.</param>
    /// <param name="settings">The server and the sender.</param>
    /// <param name="submission">How mail is handed over; null for SMTP over TCP.</param>
    /// <param name="schedule">When to try again; null for the usual times.</param>
    public Outbox(CaseDesk desk, SubmissionSettings settings, SmtpSubmission? submission = null, RetrySchedule? schedule = null)
    {
        _desk = desk;
        Settings = settings;
        Composer = new(desk, settings);
        _writer = new(desk, Composer);
        _sender = new(desk, settings, submission ?? new SmtpSubmission(desk.Store.Clock), schedule ?? new RetrySchedule());
    }

    public SubmissionSettings Settings { get; }

    public Composer Composer { get; }

    /// <summary>Queues a mail: its turn, its message and its place in the outbox, all or nothing.</summary>
    /// <exception cref="DeskFault">It names nobody, says nothing, or cannot be written.</exception>
    public OutgoingMail Queue(Actor actor, Draft draft) => _writer.Queue(actor, draft, Settings.UndoTime);

    /// <summary>Calls a mail back.</summary>
    /// <returns>False where it is due already, or gone.</returns>
    public bool Undo(Actor actor, string id) => _desk.Store.Write(actor, writing =>
    {
        var mail = writing.One($"SELECT {OutgoingMail.Columns} FROM outgoing WHERE id = @1", OutgoingMail.Read, id);
        if (mail is null || writing.Do("UPDATE outgoing SET state = @2, turn_id = NULL WHERE id = @1 AND state = @3 AND attempts = 0 AND due > @4", id, OutgoingState.Undone, OutgoingState.Waiting, writing.Now) == 0) return false;
        writing.Do("DELETE FROM message WHERE turn_id = @1", mail.Turn);
        writing.Do("DELETE FROM turn WHERE id = @1", mail.Turn);
        writing.Index(mail.Case, $"turn:{mail.Turn}", "");
        CaseBook.Touch(writing, mail.Case);
        writing.Audit("mail-undone", mail.Case, mail.MessageId);
        return true;
    });

    /// <summary>Calls a mail of a case back.</summary>
    /// <exception cref="DeskFault">The case has no such mail, or it has left.</exception>
    public void CallBack(Actor actor, string caseId, string id)
    {
        if (Find(id) is not { } mail || mail.Case != caseId) throw new DeskFault(DeskFaultKind.NotFound, new("no such mail", "没有这封邮件"));
        if (!Undo(actor, id)) throw new DeskFault(DeskFaultKind.Conflict, new("the mail has left already", "邮件已经发出"));
    }

    /// <summary>
    /// Sends what is due, one mail after the other. Only one process at a time does: another finds the outbox taken and goes away.
    /// </summary>
    public Task<OutboxRound> SendDueAsync(CancellationToken cancellationToken) => _sender.SendDueAsync(cancellationToken);

    /// <summary>What a person found out about a mail nobody knows the fate of, or decided about one that failed.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="id">The mail.</param>
    /// <param name="again">True sends it to those it is still for; false lets it be as if it had arrived.</param>
    public void Decide(Actor actor, string id, bool again) => _desk.Store.Write(actor, writing =>
    {
        var mail = writing.One($"SELECT {OutgoingMail.Columns} FROM outgoing WHERE id = @1 AND state IN ('unknown', 'failed')", OutgoingMail.Read, id)
            ?? throw new DeskFault(DeskFaultKind.Conflict, new("there is nothing to decide about this mail", "此邮件无需处理"));
        if (again) writing.Do("UPDATE outgoing SET state = @2, due = @3, first_try = NULL WHERE id = @1", id, OutgoingState.Waiting, writing.Now);
        else writing.Do("UPDATE outgoing SET state = @2, remaining = '', sent = COALESCE(sent, @3) WHERE id = @1", id, OutgoingState.Sent, writing.Now);
        CaseBook.Touch(writing, mail.Case);
        writing.Audit(again ? "mail-again" : "mail-arrived", mail.Case, mail.MessageId);
    });

    public OutgoingMail? Find(string id) => _desk.Store.Read(reading => reading.One($"SELECT {OutgoingMail.Columns} FROM outgoing WHERE id = @1", OutgoingMail.Read, id));

    /// <summary>Mails of a case, the oldest first.</summary>
    public IReadOnlyList<OutgoingMail> Of(string caseId) => _desk.Store.Read(reading => reading.All($"SELECT {OutgoingMail.Columns} FROM outgoing WHERE case_id = @1 ORDER BY id", OutgoingMail.Read, caseId));

    /// <summary>Mails a person has to decide about.</summary>
    public IReadOnlyList<OutgoingMail> Undecided() => _desk.Store.Read(reading => reading.All($"SELECT {OutgoingMail.Columns} FROM outgoing WHERE state IN ('unknown', 'failed') ORDER BY id", OutgoingMail.Read));

    /// <summary>Tries of a mail, the oldest first.</summary>
    public IReadOnlyList<SendingAttempt> Attempts(string id) => _desk.Store.Read(reading => reading.All($"SELECT {SendingAttempt.Columns} FROM attempt WHERE outgoing_id = @1 ORDER BY at, id", SendingAttempt.Read, id));

    /// <summary>When the next mail is due; null where none waits.</summary>
    public DateTimeOffset? NextDue() => _desk.Store.Read(reading => reading.Text("SELECT MIN(due) FROM outgoing WHERE state = 'waiting'")) is { } due ? Times.Read(due) : null;
}

/// <summary>What a round of sending did.</summary>
/// <param name="Tried">Mails that were handed to the server.</param>
/// <param name="Taken">Those it took, at least for somebody.</param>
/// <param name="Trouble">What keeps the outbox from sending at all; null for nothing.</param>
public sealed record OutboxRound(int Tried, int Taken, Model.Bilingual? Trouble = null);
