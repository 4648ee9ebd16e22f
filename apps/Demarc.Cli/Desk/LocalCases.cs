using Demarc.Desk;
using Demarc.Desk.Cases;
using Demarc.Desk.Post;
using Demarc.Desk.Store;
using Demarc.Desk.Summaries;
using Demarc.Desk.Telling;
using Demarc.Model;
using Demarc.Reasoning;

namespace Demarc.Cli.Desk;

/// <summary>The desk in a folder of this machine. Whoever may read the folder may do everything.</summary>
/// <param name="desk">The desk.</param>
/// <param name="actor">Who asks.</param>
/// <param name="site">Where its workbench is reached, with a slash at the end: what upload links begin with.</param>
/// <param name="interrupted">Ends long work.</param>
internal sealed class LocalCases(CaseDesk desk, Actor actor, string site, CancellationToken interrupted) : ICaseActions
{
    private const string Channel = "command";

    private readonly Outbox _outbox = new(desk, new SubmissionSettings(desk.Settings, desk.Home));

    public CaseDesk Here => desk;

    public CauseCatalogue Catalogue => desk.Verdicts.Engine.Catalogue;

    public IReadOnlyList<ToldCaseLine> List(bool all, int most) => [.. desk.Cases.List(new(all ? null : CaseStatus.Open, Most: most)).Select(line => new ToldCaseLine(line))];

    public ToldCase Show(string name) => desk.Tell(desk.Cases.Get(name));

    public IReadOnlyList<ToldFoundCase> Search(string query) => [.. desk.Finder.Search(query).Select(found => new ToldFoundCase(found))];

    public string Summary(string name, Language language) => desk.Summary(desk.Cases.Get(name), language == Language.Chinese ? "zh" : "en");

    public string Open(string title, string language) => desk.Cases.Open(actor, new(title, language) { Country = desk.Settings.Country }).Number;

    public (string Number, Bilingual? Note) OpenFrom(string fileName, Stream content, string? title)
    {
        var bytes = Bytes(content);
        if (!MailFiles.IsMail(fileName)) return (desk.OpenWith(actor, fileName, bytes, title is null ? null : new(title) { Country = desk.Settings.Country }, interrupted).Number, null);
        var result = desk.Intake.Receive(bytes, interrupted);
        if (result.Case is not { } filed) throw new DeskFault(DeskFaultKind.BadInput, new($"{fileName}: {result.Reason.En}", $"{fileName}：{result.Reason.Zh}"));
        return (filed.Number, result.Reason);
    }

    public ToldEvidence AddFile(string name, string fileName, Stream content) => CaseTelling.Tell(desk.AddFile(actor, desk.Cases.Get(name).Id, fileName, content, Channel, actor.Name, null, interrupted));

    public void AddMail(string name, Stream raw) => desk.AddMail(actor, desk.Cases.Get(name).Id, Bytes(raw), interrupted);

    public ToldIntake MailIn(ReadOnlyMemory<byte> raw) => CaseTelling.Tell(desk.Intake.Receive(raw, interrupted));

    public string Log(string name, string kind, string text, string? by)
    {
        var found = desk.Cases.Get(name);
        desk.Cases.Note(actor, found.Id, kind, text, by);
        return found.Number;
    }

    public string Close(string name, string reason, string? cause, string? right, string? confirmedBy)
    {
        var found = desk.Cases.Get(name);
        if (cause is not null && Catalogue.Find(cause) is null) throw new DeskFault(DeskFaultKind.BadInput, new($"no cause '{cause}'; 'demarc causes' lists them", $"没有原因“{cause}”；可用 demarc causes 查看"));
        desk.Cases.Close(actor, found.Id, reason, cause, right, confirmedBy);
        desk.Keeping.SealClosed(interrupted);
        return found.Number;
    }

    public string Reopen(string name, string why)
    {
        var found = desk.Cases.Get(name);
        desk.Cases.Reopen(actor, found.Id, why);
        return found.Number;
    }

    public void Set(string name, string what, string? value) => desk.Cases.Set(actor, desk.Cases.Get(name).Id, what, value);

    public IReadOnlyList<ToldQuarantined> Quarantine() => [.. desk.Intake.Quarantine().Select(CaseTelling.Tell)];

    public string Accept(string id, string? caseName) => desk.Intake.Accept(actor, id, caseName, interrupted).Number;

    public void Reject(string id) => desk.Intake.Reject(actor, id);

    public IReadOnlyList<ToldRequest> Requests(string name) => [.. desk.Requests.Of(desk.Cases.Get(name).Id).Select(CaseTelling.Tell)];

    public ToldRequest Ask(string name, string test) => CaseTelling.Tell(desk.Requests.Ask(actor, desk.Cases.Get(name).Id, test));

    public IReadOnlyList<ToldTrial> Trials(string name) => ToldTrials.Of(desk, desk.Cases.Get(name).Id).Trials;

    public void AddTrial(string name, string factors, bool symptom, int repeats)
    {
        var found = desk.Cases.Get(name);
        desk.Trials.Add(actor, found.Id, factors, symptom, repeats);
        desk.Verdicts.Renew(actor, found.Id, interrupted);
    }

    public IReadOnlyList<ToldReminder> Reminders(string name) => ToldReminders.Of(desk, desk.Cases.Get(name).Id).Reminders;

    public void Remind(string name, string text, int businessDays)
    {
        var found = desk.Cases.Get(name);
        desk.Reminders.Add(actor, found.Id, text, desk.Timing.InBusinessDays(found, businessDays), null);
    }

    public void Escalation(string name, Language language, Stream target) => EscalationPack.Write(EscalationSource.Of(desk, desk.Cases.Get(name)), target, language);

    public IReadOnlyList<ToldParty> Parties(string name) => ToldParties.Of(desk, desk.Cases.Get(name).Id).Parties;

    public void AddParty(string name, PartyInput party) => desk.Parties.Set(actor, desk.Cases.Get(name).Id, null, party.Name, party.Address, party.Role, party.Salutation, party.Language);

    public void RemoveParty(string name, string id) => desk.Parties.Remove(actor, desk.Cases.Get(name).Id, id);

    public IReadOnlyList<ToldLink> Links(string name) => ToldLinks.Of(desk, desk.Cases.Get(name).Id).Links;

    public ToldMadeLink MakeLink(string name, LinkInput wanted) => ToldMadeLink.Of(new LetterWriter(desk, _outbox.Composer).Link(actor, desk.Cases.Get(name), wanted.For, site).Made, site);

    public void RevokeLink(string name, string id) => desk.Portals.Revoke(actor, desk.Cases.Get(name).Id, id);

    public ToldDraft Draft(string name, DraftInput wanted)
    {
        var (found, writer) = (desk.Cases.Get(name), new LetterWriter(desk, _outbox.Composer));
        return ToldDraft.Of(writer.Begin(found, actor.Name, wanted.For, wanted.Template, wanted.Link ? () => writer.Link(actor, found, wanted.For, site).Told : null));
    }

    public ToldLetter Send(string name, LetterInput letter) => ToldLetter.Of(_outbox.Queue(actor, letter.Over(_outbox.Composer.ReplyAll(desk.Cases.Get(name).Id))));

    public IReadOnlyList<ToldLetter> Letters(string name) => ToldLetters.Of(_outbox, desk.Cases.Get(name).Id).Letters;

    public void CallBack(string name, string id) => _outbox.CallBack(actor, desk.Cases.Get(name).Id, id);

    public ToldRetention Retention() => new([.. desk.Keeping.Classes.Select(ToldRetentionClass.Of)], [.. desk.Keeping.Due().Select(ToldKept.Of)]);

    public void SetDays(string id, string? days) => desk.Keeping.SetDays(actor, id, days);

    public ToldKept Kept(string name) => ToldKept.Of(desk.Keeping.Of(desk.Cases.Get(name).Id));

    public void SetClass(string name, string id) => desk.Keeping.SetClass(actor, desk.Cases.Get(name).Id, id);

    public void Hold(string name, string why, bool held)
    {
        var found = desk.Cases.Get(name);
        if (held) desk.Keeping.Hold(actor, found.Id, why);
        else desk.Keeping.Release(actor, found.Id, why);
    }

    public ToldErased Erase(string name, string why) => ToldErased.Of(desk.Keeping.Erase(actor, desk.Cases.Get(name).Id, why));

    public IReadOnlyList<ToldErased> EraseDue() => [.. desk.Keeping.EraseDue(actor, cancellationToken: interrupted).Select(ToldErased.Of)];

    public void Export(string name, bool allEvidence, Stream target) => desk.Export.Write(actor, desk.Cases.Get(name).Id, target, allEvidence, interrupted);

    public ToldField Field() => ToldField.Of(desk.Field);

    public void WeighByField(bool on) => desk.Settings.Set(actor, "field-priors", on ? "on" : "off");

    public void Dispose() => desk.Dispose();

    private static byte[] Bytes(Stream content)
    {
        using var all = new MemoryStream();
        content.CopyTo(all);
        return all.ToArray();
    }
}
