using System.Globalization;
using Demarc.Desk.Cases;
using Demarc.Desk.Store;
using Demarc.Mail.Sending;
using Demarc.Model;

namespace Demarc.Desk.Post;

/// <summary>Writes down what becomes of outgoing mails, and what that means for their cases.</summary>
internal sealed class PostBook(CaseDesk desk, RetrySchedule schedule)
{
    /// <summary>Longer than any session may take: tells people since when a row has been in hand.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromHours(1);

    public IReadOnlyList<OutgoingMail> InState(string state) => desk.Store.Read(reading => reading.All($"SELECT {OutgoingMail.Columns} FROM outgoing WHERE state = @1 ORDER BY due, id", OutgoingMail.Read, state));

    /// <summary>Takes the next due mail in hand: nobody else can from here on. Null where none is due.</summary>
    public OutgoingMail? Claim()
    {
        // Without the lock of writers: most of the time nothing is due.
        if (desk.Store.Read(reading => reading.Text("SELECT id FROM outgoing WHERE state = 'waiting' AND due <= @1 LIMIT 1", desk.Store.Clock.GetUtcNow())) is null) return null;
        return desk.Store.Write(Actor.Desk, writing =>
        {
            var mail = writing.One($"SELECT {OutgoingMail.Columns} FROM outgoing WHERE state = 'waiting' AND due <= @1 ORDER BY due, id LIMIT 1", OutgoingMail.Read, writing.Now);
            if (mail is null || writing.Do("UPDATE outgoing SET state = 'sending', lease = @2, attempts = attempts + 1, first_try = COALESCE(first_try, @3) WHERE id = @1 AND state = 'waiting'", mail.Id, writing.Now + Lease, writing.Now) == 0) return null;
            return mail with { State = OutgoingState.Sending, Attempts = mail.Attempts + 1 };
        });
    }

    /// <summary>Gives a mail back that the server heard nothing of.</summary>
    public void Release(OutgoingMail mail) => desk.Store.Write(Actor.Desk, writing =>
    {
        writing.Do("UPDATE outgoing SET state = 'waiting', lease = NULL, attempts = attempts - 1 WHERE id = @1 AND state = 'sending'", mail.Id);
    });

    /// <summary>Nobody knows what became of it.</summary>
    public void Lost(OutgoingMail mail, Bilingual why) => desk.Store.Write(Actor.Desk, writing =>
    {
        if (End(writing, mail, OutgoingState.Unknown, why)) Attempt(writing, mail, SubmissionEnd.Unknown, why, null);
    });

    /// <summary>It cannot be sent.</summary>
    public void Fail(OutgoingMail mail, Bilingual why) => desk.Store.Write(Actor.Desk, writing =>
    {
        if (End(writing, mail, OutgoingState.Failed, why)) Attempt(writing, mail, SubmissionEnd.Refused, why, null);
    });

    /// <summary>Writes down how a try ended.</summary>
    public void Settle(OutgoingMail mail, SubmissionOutcome outcome) => desk.Store.Write(Actor.Desk, writing =>
    {
        var said = new Bilingual(outcome.En, outcome.Zh);
        var later = outcome.NeedsOperator && outcome.End == SubmissionEnd.Refused ? mail.Remaining : [.. outcome.ToRetry];
        Attempt(writing, mail, outcome.End == SubmissionEnd.Refused && later.Count > 0 ? SubmissionEnd.TryAgain : outcome.End, said, string.Join('\n', outcome.Transcript));
        if (outcome.End is SubmissionEnd.Accepted or SubmissionEnd.Unknown) Known(writing, mail, outcome);
        var taken = outcome.Recipients.Count(it => it.End == SubmissionEnd.Accepted);
        if (taken > 0) Taken(writing, mail);
        if (outcome.End == SubmissionEnd.Unknown)
        {
            End(writing, mail, OutgoingState.Unknown, said);
            return;
        }

        var refused = outcome.Recipients.Where(it => it.End == SubmissionEnd.Refused && !later.Contains(it.Address)).Select(it => it.Address).ToList();
        IReadOnlyList<string> missed = [.. mail.Refused, .. refused];
        if (later.Count == 0 && missed.Count == 0) Finish(writing, mail, said);
        else if (later.Count == 0) End(writing, mail, OutgoingState.Failed, said, missed, tell: refused.Count > 0);
        else if (Next(writing, mail) is { } next)
        {
            writing.Do(
                "UPDATE outgoing SET state = 'waiting', lease = NULL, remaining = @2, refused = @3, due = @4, outcome = @5 WHERE id = @1", mail.Id, OutgoingMail.Line(later), OutgoingMail.Line(missed), next, Lines(said));

            // Whom the server refused for good is told at once; the rest waits in silence, but for the first time that nothing can be sent.
            if (refused.Count > 0 || (outcome.NeedsOperator && mail.Attempts == 1)) Tell(writing, mail, said);
        }
        else End(writing, mail, OutgoingState.Failed, said, [.. later, .. missed]);
    });

    private static void Finish(DeskWriting writing, OutgoingMail mail, Bilingual said)
    {
        writing.Do("UPDATE outgoing SET state = @2, lease = NULL, remaining = '', outcome = @3 WHERE id = @1", mail.Id, OutgoingState.Sent, Lines(said));
        CaseBook.Touch(writing, mail.Case);
        writing.Audit("mail-sent", mail.Case, mail.MessageId);
    }

    /// <summary>The mail came to an end that a person has to know of: an entry in the log, and the case waits for us.</summary>
    private bool End(DeskWriting writing, OutgoingMail mail, string state, Bilingual why, IReadOnlyList<string>? remaining = null, bool tell = true)
    {
        if (writing.Do("UPDATE outgoing SET state = @2, lease = NULL, outcome = @3, remaining = @4, refused = '' WHERE id = @1 AND state = 'sending'", mail.Id, state, Lines(why), OutgoingMail.Line(remaining ?? mail.Remaining)) == 0) return false;
        if (tell) Tell(writing, mail, why);
        writing.Audit("mail-" + state, mail.Case, mail.MessageId);
        return true;
    }

    private void Tell(DeskWriting writing, OutgoingMail mail, Bilingual why)
    {
        CaseBook.Add(writing, mail.Case, new(desk.Store.NewId(), EntryKind.Result, Lines(why), Actor.Desk.Name, writing.Now, null, "stated", writing.Now, mail.Turn, null));
        writing.Do("UPDATE desk_case SET waiting_for = @2 WHERE id = @1 AND status = 'open'", mail.Case, WaitingFor.Us);
        CaseBook.Touch(writing, mail.Case);
    }

    /// <summary>The server took it for somebody. The case waits as the draft says, unless an answer was quicker.</summary>
    private static void Taken(DeskWriting writing, OutgoingMail mail)
    {
        writing.Do("UPDATE outgoing SET sent = COALESCE(sent, @2) WHERE id = @1", mail.Id, writing.Now);
        if (mail.WaitingFor is null || writing.Number("SELECT COUNT(*) FROM turn WHERE case_id = @1 AND direction = 'in' AND automatic IS NULL AND found > @2", mail.Case, mail.Made) > 0) return;
        writing.Do("UPDATE desk_case SET waiting_for = @2 WHERE id = @1 AND status = 'open'", mail.Case, mail.WaitingFor);
    }

    /// <summary>Whom we wrote to may answer: they take part from now on.</summary>
    private void Known(DeskWriting writing, OutgoingMail mail, SubmissionOutcome outcome)
    {
        var customers = CaseBook.Parties(writing, mail.Case).Where(it => it is { Role: PartyRole.Customer, Address: not null }).Select(it => Domain(it.Address!)).ToHashSet(StringComparer.Ordinal);
        foreach (var address in outcome.Recipients.Where(it => it.End is SubmissionEnd.Accepted or SubmissionEnd.Unknown).Select(it => it.Address.ToLowerInvariant()))
            desk.Cases.AddParty(writing, mail.Case, null, address, desk.Settings.IsOwn(address) ? PartyRole.Engineer : customers.Count == 0 || customers.Contains(Domain(address)) ? PartyRole.Customer : PartyRole.Vendor);
    }

    private void Attempt(DeskWriting writing, OutgoingMail mail, SubmissionEnd end, Bilingual said, string? transcript)
    {
        var ending = end switch { SubmissionEnd.Accepted => "accepted", SubmissionEnd.TryAgain => "try-again", SubmissionEnd.Refused => "refused", _ => "unknown" };
        writing.Add("attempt", ("id", desk.Store.NewId()), ("outgoing_id", mail.Id), ("at", writing.Now), ("ending", ending), ("en", said.En), ("zh", said.Zh), ("transcript", transcript));
    }

    /// <summary>When to try again those the server put off; null for never.</summary>
    private DateTimeOffset? Next(DeskReading reading, OutgoingMail mail)
    {
        var attempts = reading.All("SELECT a.at FROM attempt a JOIN outgoing o ON o.id = a.outgoing_id WHERE o.id = @1 AND a.at >= o.first_try ORDER BY a.at, a.id", row => new SubmissionAttempt(row.TimeOf(0), SubmissionEnd.TryAgain), mail.Id);
        return schedule.After(attempts) is RetryStep.At { When: var when } ? when : null;
    }

    private static string Lines(Bilingual text) => string.Create(CultureInfo.InvariantCulture, $"{text.En}\n{text.Zh}");

    private static string Domain(string address) => address[(address.LastIndexOf('@') + 1)..];
}
