using Demarc.Desk;
using Demarc.Desk.Telling;
using Demarc.Model;
using Demarc.Reasoning;

namespace Demarc.Cli.Desk.Remote;

/// <summary>A desk behind a server, by its API: what the token's owner may do there, and no more.</summary>
internal sealed class RemoteCases(DeskServer server, Func<CauseCatalogue> catalogue) : ICaseActions
{
    private const string Bytes = "application/octet-stream";
    private const string Mail = "message/rfc822";
    private const int PageSize = 200;

    private CauseCatalogue? _catalogue;

    public CaseDesk Here => throw new CommandException(ExitCodes.WrongUsage, new("this is done where the desk lies, not with --server", "该操作须在案例库所在的机器上进行，不能与 --server 同用"));

    public CauseCatalogue Catalogue => _catalogue ??= catalogue();

    public IReadOnlyList<ToldCaseLine> List(bool all, int most)
    {
        var cases = new List<ToldCaseLine>();
        var cursor = "";
        do
        {
            var page = server.Get($"cases?status={(all ? "all" : "open")}&limit={Math.Min(PageSize, most - cases.Count)}{cursor}", TellingJson.Readable.ToldCases);
            cases.AddRange(page.Cases.Take(most - cases.Count));
            if (page.Next is null || page.Cases.Count == 0) break;
            cursor = "&cursor=" + Uri.EscapeDataString(page.Next);
        }
        while (cases.Count < most);

        return cases;
    }

    public ToldCase Show(string name) => server.Get(Case(name), TellingJson.Readable.ToldCase);

    public IReadOnlyList<ToldFoundCase> Search(string query) => server.Get("search?q=" + Uri.EscapeDataString(query), TellingJson.Readable.ToldFound).Cases;

    public string Summary(string name, Language language) => server.Text($"{Case(name)}/summary.md?language={(language == Language.Chinese ? "zh" : "en")}");

    public string Open(string title, string language) => server.Post("cases", new(title, language), TellingJson.Readable.OpenInput, TellingJson.Readable.ToldCover).Number;

    public (string Number, Bilingual? Note) OpenFrom(string fileName, Stream content, string? title)
    {
        var mail = MailFiles.IsMail(fileName);
        var opened = server.Upload(HttpMethod.Post, $"cases/from-file?name={Uri.EscapeDataString(fileName)}{(title is null ? "" : "&title=" + Uri.EscapeDataString(title))}", content, mail ? Mail : Bytes, TellingJson.Readable.ToldCover);
        return (opened.Number, mail ? new($"opened case {opened.Number}", $"已新建案例 {opened.Number}") : null);
    }

    public ToldEvidence AddFile(string name, string fileName, Stream content) => server.Upload(HttpMethod.Put, $"{Case(name)}/files/{Uri.EscapeDataString(fileName)}", content, Bytes, TellingJson.Readable.ToldEvidence);

    public void AddMail(string name, Stream raw) => server.Upload(HttpMethod.Post, Case(name) + "/mail", raw, Mail, TellingJson.Readable.ToldCover);

    public ToldIntake MailIn(ReadOnlyMemory<byte> raw) => server.Upload(HttpMethod.Post, "mail", new MemoryStream(raw.ToArray(), writable: false), Mail, TellingJson.Readable.ToldIntake);

    public string Log(string name, string kind, string text, string? by) => server.Post(Case(name) + "/log", new(text, kind, by), TellingJson.Readable.LogInput, TellingJson.Readable.ToldCover).Number;

    public string Close(string name, string reason, string? cause, string? right, string? confirmedBy) => server.Post(Case(name) + "/close", new(reason, cause, right, confirmedBy), TellingJson.Readable.CloseInput, TellingJson.Readable.ToldCover).Number;

    public string Reopen(string name, string why) => server.Post(Case(name) + "/reopen", new(why), TellingJson.Readable.ReopenInput, TellingJson.Readable.ToldCover).Number;

    public void Set(string name, string what, string? value) => server.Post(Case(name) + "/set", new(what, value), TellingJson.Readable.SetInput, TellingJson.Readable.ToldCover);

    public IReadOnlyList<ToldQuarantined> Quarantine() => server.Get("quarantine", TellingJson.Readable.ToldQuarantine).Mails;

    public string Accept(string id, string? caseName) => server.Post($"quarantine/{Uri.EscapeDataString(id)}/accept", new(caseName), TellingJson.Readable.AcceptInput, TellingJson.Readable.ToldCover).Number;

    public void Reject(string id) => server.Post($"quarantine/{Uri.EscapeDataString(id)}/reject");

    public IReadOnlyList<ToldRequest> Requests(string name) => server.Get(Case(name) + "/requests", TellingJson.Readable.ToldRequests).Requests;

    public ToldRequest Ask(string name, string test) => server.Post(Case(name) + "/requests", new(test), TellingJson.Readable.RequestInput, TellingJson.Readable.ToldRequest);

    public IReadOnlyList<ToldTrial> Trials(string name) => server.Get(Case(name) + "/trials", TellingJson.Readable.ToldTrials).Trials;

    public void AddTrial(string name, string factors, bool symptom, int repeats) => server.Post(Case(name) + "/trials", new(symptom, factors, repeats), TellingJson.Readable.TrialInput, TellingJson.Readable.ToldTrials);

    public IReadOnlyList<ToldReminder> Reminders(string name) => server.Get(Case(name) + "/reminders", TellingJson.Readable.ToldReminders).Reminders;

    public void Remind(string name, string text, int businessDays) => server.Post(Case(name) + "/reminders", new(text, businessDays), TellingJson.Readable.RemindInput, TellingJson.Readable.ToldReminders);

    public void Escalation(string name, Language language, Stream target) => server.Download($"{Case(name)}/escalation.zip?language={(language == Language.Chinese ? "zh" : "en")}", target);

    public IReadOnlyList<ToldParty> Parties(string name) => server.Get(Case(name) + "/parties", TellingJson.Readable.ToldParties).Parties;

    public void AddParty(string name, PartyInput party) => server.Post(Case(name) + "/parties", party, TellingJson.Readable.PartyInput, TellingJson.Readable.ToldParties);

    public void RemoveParty(string name, string id) => server.Post($"{Case(name)}/parties/{Uri.EscapeDataString(id)}/remove");

    public IReadOnlyList<ToldLink> Links(string name) => server.Get(Case(name) + "/links", TellingJson.Readable.ToldLinks).Links;

    public ToldMadeLink MakeLink(string name, LinkInput wanted) => server.Post(Case(name) + "/links", wanted, TellingJson.Readable.LinkInput, TellingJson.Readable.ToldMadeLink);

    public void RevokeLink(string name, string id) => server.Post($"{Case(name)}/links/{Uri.EscapeDataString(id)}/revoke");

    public ToldDraft Draft(string name, DraftInput wanted) => server.Post(Case(name) + "/letters/draft", wanted, TellingJson.Readable.DraftInput, TellingJson.Readable.ToldDraft);

    public ToldLetter Send(string name, LetterInput letter) => server.Post(Case(name) + "/letters", letter, TellingJson.Readable.LetterInput, TellingJson.Readable.ToldLetter);

    public IReadOnlyList<ToldLetter> Letters(string name) => server.Get(Case(name) + "/letters", TellingJson.Readable.ToldLetters).Letters;

    public void CallBack(string name, string id) => server.Post($"{Case(name)}/letters/{Uri.EscapeDataString(id)}/undo");

    public ToldRetention Retention() => server.Get("retention", TellingJson.Readable.ToldRetention);

    public void SetDays(string id, string? days) => server.Post("retention", new(id, days), TellingJson.Readable.DaysInput, TellingJson.Readable.ToldRetention);

    public ToldKept Kept(string name) => server.Get(Case(name) + "/retention", TellingJson.Readable.ToldKept);

    public void SetClass(string name, string id) => server.Post(Case(name) + "/retention", new(id), TellingJson.Readable.ClassInput, TellingJson.Readable.ToldKept);

    public void Hold(string name, string why, bool held) => server.Post($"{Case(name)}/{(held ? "hold" : "release")}", new(why), TellingJson.Readable.WhyInput, TellingJson.Readable.ToldKept);

    public ToldErased Erase(string name, string why) => server.Post(Case(name) + "/erase", new(why), TellingJson.Readable.WhyInput, TellingJson.Readable.ToldErased);

    public IReadOnlyList<ToldErased> EraseDue() => server.Post("retention/erase-due", TellingJson.Readable.ToldErasedCases).Cases;

    public void Export(string name, bool allEvidence, Stream target) => server.Download($"{Case(name)}/export.zip{(allEvidence ? "?allEvidence=true" : "")}", target);

    public ToldField Field() => server.Get("field", TellingJson.Readable.ToldField);

    public void WeighByField(bool on) => server.Post("field/priors", new(on), TellingJson.Readable.PriorsInput, TellingJson.Readable.ToldField);

    public void Dispose() => server.Dispose();

    private static string Case(string name) => "cases/" + Uri.EscapeDataString(name);
}
