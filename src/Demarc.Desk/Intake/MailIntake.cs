using System.Text;
using Demarc.Desk.Cases;
using Demarc.Desk.Evidence;
using Demarc.Desk.Intake.Filters;
using Demarc.Desk.Keys;
using Demarc.Desk.Store;
using Demarc.Desk.Threads;
using Demarc.Mail.Reading;
using Demarc.Model;
using Demarc.Transcripts;

namespace Demarc.Desk.Intake;

/// <summary>
/// Takes mail in: keeps it byte for byte, sends it through the filters in their order, and files it in one change of the store. Killed
/// at any moment, it has taken a mail whole or not at all; a mail that comes again counts once.
/// </summary>
public sealed class MailIntake
{
    private const string TextName = "mail.txt";

    private readonly DeskStore _store;
    private readonly CaseBook _cases;
    private readonly ThreadKeeper _threads;
    private readonly EvidenceRoom _evidence;
    private readonly VerdictKeeper _verdicts;
    private readonly DeskSettings _settings;
    private readonly IIntakeFilter[] _filters;

    internal MailIntake(DeskStore store, CaseBook cases, ThreadKeeper threads, EvidenceRoom evidence, VerdictKeeper verdicts, DeskKeys keys, DeskSettings settings)
    {
        (_store, _cases, _threads, _evidence, _verdicts, _settings) = (store, cases, threads, evidence, verdicts, settings);
        _filters =
        [
            new LoopFilter(settings.IsOwnMailbox),
            new KnownFilter(),
            new SenderFilter(),
            new CorrelationFilter(keys),
            new PartyFilter(),
            new ReopenFilter(store.Clock, settings.ReopenWithin),
            new AutomaticFilter(),
        ];
    }

    /// <summary>Takes in one mail as it came.</summary>
    public IntakeResult Receive(ReadOnlyMemory<byte> raw, CancellationToken cancellationToken = default)
    {
        var sha256 = _evidence.Shelf.Keep(raw);
        var mail = new Incoming(raw, sha256, MessageReader.Read(raw, null, cancellationToken));
        var kept = Keep(mail.Message);
        var result = _store.Write(Actor.Desk, writing =>
        {
            foreach (var filter in _filters)
            {
                if (filter.Look(mail, writing) is { } decision) return Settle(writing, mail, kept, filter.Name, decision);
            }

            return File(writing, mail, kept);
        });
        if (result is { Kind: IntakeEnd.Opened or IntakeEnd.Added, Case: { } filed }) _verdicts.Renew(Actor.Desk, filed.Id, cancellationToken);
        return result;
    }

    /// <summary>Mails that wait for a person.</summary>
    public IReadOnlyList<QuarantinedMail> Quarantine() => _store.Read(reading => reading.All(
        "SELECT id, at, sender, subject, reason, suggested_case, raw_sha256 FROM quarantine WHERE state = 'waiting' ORDER BY at",
        row => new QuarantinedMail(row.GetString(0), row.TimeOf(1), row.TextOf(2), row.TextOf(3), row.GetString(4), row.TextOf(5), row.GetString(6))));

    /// <summary>Lets a mail in: into the case named, or into a new one; its sender takes part from now on.</summary>
    public CaseRecord Accept(Actor actor, string id, string? caseName, CancellationToken cancellationToken = default)
    {
        var sha256 = _store.Read(reading => reading.Text("SELECT raw_sha256 FROM quarantine WHERE id = @1 AND state = 'waiting'", id)) ?? throw NotWaiting();
        return Take(actor, _evidence.Shelf.Read(sha256), caseName, cancellationToken, writing =>
        {
            if (writing.Do("UPDATE quarantine SET state = 'accepted' WHERE id = @1 AND state = 'waiting'", id) == 0) throw NotWaiting();
        });
    }

    /// <summary>Takes a mail into a case, or into a new one, because a person says so. Twice is once.</summary>
    internal CaseRecord Take(Actor actor, ReadOnlyMemory<byte> raw, string? caseName, CancellationToken cancellationToken, Action<DeskWriting>? before = null)
    {
        var sha256 = _evidence.Shelf.Keep(raw);
        var mail = new Incoming(raw, sha256, MessageReader.Read(raw, null, cancellationToken));
        var kept = Keep(mail.Message);
        var filed = Keeping.ShelfSweep.LetUnlessDone(_store, actor, kept.Select(it => it.Sha256).Append(sha256), () => _store.Write(actor, writing =>
        {
            before?.Invoke(writing);
            mail.Automatic = AutomaticMail.Of(mail.Message);
            mail.Case = caseName is null ? null : CaseBook.Find(writing, caseName) ?? throw new DeskFault(DeskFaultKind.NotFound, new($"no case '{caseName}'", $"没有案例“{caseName}”"));
            mail.LeavesClosed = mail.Case is { Status: CaseStatus.Closed };
            return File(writing, mail, kept).Case!;
        }));
        _verdicts.Renew(actor, filed.Id, cancellationToken);
        return filed;
    }

    /// <summary>Turns a mail away; it stays kept.</summary>
    public void Reject(Actor actor, string id) => _store.Write(actor, writing =>
    {
        if (writing.Do("UPDATE quarantine SET state = 'rejected' WHERE id = @1 AND state = 'waiting'", id) > 0) writing.Audit("quarantine-rejected", null, id);
    });

    /// <summary>Opens or continues a case with a text that is a thread or a note but came as no mail: pasted, or a file.</summary>
    /// <returns>The first turn of it.</returns>
    public string? TakeText(DeskWriting writing, string caseId, EvidenceRecord evidence, string text, string channel) =>
        _threads.Take(writing, caseId, ThreadReader.Read(new EvidenceText($"{evidence.Label} {evidence.Name}", evidence.Sha256, text)), channel, evidence.Id, null, _settings, isSaved: true);

    private IntakeResult Settle(DeskWriting writing, Incoming mail, List<(string Sha256, string Name, long Size)> kept, string filter, Decision decision)
    {
        // Parts are taken out of the mail again when it comes into a case. What was here before is on the shelf once more, also where its
        // case was sealed or erased meanwhile.
        Keeping.ShelfSweep.Let(writing, kept.Select(it => it.Sha256));
        if (decision.Kind == IntakeEnd.Known) Keeping.ShelfSweep.Let(writing, [mail.Sha256]);
        if (decision.Kind == IntakeEnd.Quarantined)
        {
            writing.Add(
                "quarantine", ("id", _store.NewId()), ("at", writing.Now), ("raw_sha256", mail.Sha256), ("sender", mail.Sender), ("subject", mail.Message.Subject), ("reason", decision.Reason.En + "\n" + decision.Reason.Zh), ("suggested_case", mail.Case?.Number),
                ("state", "waiting"));
        }

        if (decision.Kind is IntakeEnd.Quarantined or IntakeEnd.SetAside)
        {
            // What is set aside because its case is archived is the case's all the same, and goes when the case is erased.
            writing.Do(
                "INSERT INTO message (message_id, case_id, direction, raw_sha256, content, at) VALUES (@1, @2, 'in', @3, @4, @5) ON CONFLICT DO NOTHING",
                mail.Key, decision.Kind == IntakeEnd.SetAside ? mail.Case?.Id : null, mail.Sha256, mail.Content, writing.Now);
        }

        // The reason may name people; the audit trail does not.
        if (decision.Kind != IntakeEnd.Known) writing.Audit("mail-" + decision.Kind.ToString().ToLowerInvariant(), null, filter);
        return new(decision.Kind, decision.Kind == IntakeEnd.Quarantined ? null : mail.Case, filter, decision.Reason);
    }

    /// <summary>Files the mail: into its case, or into a new one.</summary>
    private IntakeResult File(DeskWriting writing, Incoming mail, List<(string Sha256, string Name, long Size)> kept)
    {
        var opened = mail.Case is null;
        var filed = mail.Case ?? _cases.Open(writing, new(Title(mail.Message), Language(mail.Message)) { Country = _settings.Country });
        CaseBook.MustBeWritable(writing, filed.Id);
        if (mail.FollowsOn is { } old) CaseBook.Add(writing, filed.Id, new(_store.NewId(), EntryKind.Report, $"{old.Number}: {old.Title}", null, null, null, "unknown", writing.Now, null, null));
        if (mail.Case is { Status: CaseStatus.Closed } && !mail.LeavesClosed) CaseBook.Reopen(writing, filed.Id);
        if (mail.Sender is { } sender) _cases.AddParty(writing, filed.Id, mail.Message.From?.Name, sender, _settings.IsOwn(sender) ? PartyRole.Engineer : PartyRole.Customer);
        foreach (var other in mail.Message.To.Concat(mail.Message.Cc).Where(it => opened && !_settings.IsOwnMailbox(it.Address)))
            _cases.AddParty(writing, filed.Id, other.Name, other.Address, _settings.IsOwn(other.Address) ? PartyRole.Engineer : PartyRole.Customer);

        var automatic = mail.Automatic is { Kind: not (AutomaticKind.None or AutomaticKind.List) } signs ? signs.Kind.ToString().ToLowerInvariant() : null;
        EvidenceRecord? body = null;
        foreach (var (sha256, name, size) in kept)
        {
            var record = _evidence.Add(writing, filed.Id, sha256, name, size, "mail", mail.Sender);
            if (name == TextName) body ??= record;
        }

        var turn = Turns(writing, filed.Id, mail, body, automatic);

        // A mail that is in a case already stays that case's: answers to it go there, whoever puts a copy elsewhere. A copy that came by
        // another way has other bytes, which nobody refers to.
        writing.Do(
            "INSERT INTO message (message_id, case_id, turn_id, direction, raw_sha256, content, at) VALUES (@1, @2, @3, 'in', @4, @5, @6) ON CONFLICT (message_id) DO UPDATE SET case_id = excluded.case_id, turn_id = excluded.turn_id WHERE message.case_id IS NULL",
            mail.Key, filed.Id, turn, mail.Sha256, mail.Content, writing.Now);
        if (writing.Text("SELECT raw_sha256 FROM message WHERE message_id = @1", mail.Key) != mail.Sha256) Keeping.ShelfSweep.Let(writing, [mail.Sha256]);
        if (automatic is null && !mail.LeavesClosed && !_settings.IsOwn(mail.Sender)) writing.Do("UPDATE desk_case SET waiting_for = @2 WHERE id = @1 AND status = 'open'", filed.Id, WaitingFor.Us);
        CaseBook.Touch(writing, filed.Id);
        writing.Audit("mail-in", filed.Id, $"{mail.Sha256} {string.Join(' ', mail.Signals)}");
        return opened
            ? new(IntakeEnd.Opened, filed, "new-case", new($"opened case {filed.Number}", $"已新建案例 {filed.Number}"))
            : new(IntakeEnd.Added, filed, "append", new($"added to case {filed.Number}", $"已加入案例 {filed.Number}"));
    }

    /// <summary>The mail's own turn and those it quotes. What its header says of the first one holds, whatever the text says.</summary>
    private string? Turns(DeskWriting writing, string caseId, Incoming mail, EvidenceRecord? body, string? automatic)
    {
        var message = mail.Message;
        var read = ThreadReader.Read(new EvidenceText(body is null ? TextName : $"{body.Label} {body.Name}", body?.Sha256 ?? mail.Sha256, message.Text ?? ""));
        var time = message.Date is { } date ? new Moment(date.Literal, date.Time?.ToUniversalTime(), date.Time is null ? ZoneKnowledge.Unknown : ZoneKnowledge.Stated) : null;
        var person = message.From is { } from ? new ReadPerson(from.Name, from.Address.ToLowerInvariant()) : null;

        // A turn without header is the mail's own, even where its signature names somebody.
        var own = read.Turns.Count > 0 && read.Turns[0] is { At: null, Subject: null, To.Count: 0 } ? read.Turns[0] : new ReadTurn(null, null, [], [], null, read.Turns.Count > 0 ? "" : (message.Text ?? "").Trim(), 1, 1, []);
        var first = own with { Author = person, At = time, To = People(message.To), Copies = People(message.Cc), Subject = message.Subject };
        var quoted = read.Turns.Where(turn => !ReferenceEquals(turn, own));
        return _threads.Take(writing, caseId, read with { Turns = [first, .. quoted] }, "mail", body?.Id, automatic, _settings, isSaved: false);
    }

    /// <summary>Text and attachments, kept on the shelf before the store knows of them.</summary>
    private List<(string Sha256, string Name, long Size)> Keep(MailMessage message)
    {
        var kept = new List<(string, string, long)>();
        if (message.Text is { Length: > 0 } text)
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            kept.Add((_evidence.Shelf.Keep(utf8), TextName, utf8.Length));
        }

        foreach (var part in message.Parts.Where(part => part.IsAttachment || (part.IsInline && part.Size > 0)))
            kept.Add((_evidence.Shelf.Keep(part.Bytes), part.FileName ?? (part.Message is not null ? "message.eml" : "attachment-" + part.Path), part.Size));
        return kept;
    }

    private static DeskFault NotWaiting() => new(DeskFaultKind.NotFound, new("this mail is not waiting", "该邮件不在待处理之列"));

    private static List<ReadPerson> People(IReadOnlyList<Mailbox> mailboxes) => [.. mailboxes.Select(it => new ReadPerson(it.Name, it.Address.ToLowerInvariant()))];

    private static string Title(MailMessage message) => Subjects.Title(message.Subject) is { Length: > 0 } subject ? subject : "(no subject / 无主题)";

    private static string Language(MailMessage message) => Subjects.IsChinese(message.Subject + message.Text) ? "zh" : "en";
}

/// <summary>A mail that waits for a person to say where it belongs.</summary>
/// <param name="Reason">Why, in English and Chinese, a line each.</param>
/// <param name="SuggestedCase">Number of the case it names.</param>
public sealed record QuarantinedMail(string Id, DateTimeOffset At, string? Sender, string? Subject, string Reason, string? SuggestedCase, string RawSha256);
