using Demarc.Desk;
using Demarc.Desk.Telling;
using Demarc.Model;
using Demarc.Reasoning;

namespace Demarc.Cli.Desk;

/// <summary>What <c>demarc case</c> asks of a desk: the one in a folder of this machine, or one behind a server.</summary>
/// <remarks>What cannot be done comes as a <see cref="Demarc.Desk.Store.DeskFault"/> from either.</remarks>
internal interface ICaseActions : IDisposable
{
    /// <summary>The catalogue whose words verdicts are told in.</summary>
    CauseCatalogue Catalogue { get; }

    /// <summary>The desk itself, for what is done only where it lies.</summary>
    /// <exception cref="CommandException">It lies elsewhere.</exception>
    CaseDesk Here { get; }

    IReadOnlyList<ToldCaseLine> List(bool all, int most);

    ToldCase Show(string name);

    IReadOnlyList<ToldFoundCase> Search(string query);

    /// <summary>The summary as Markdown.</summary>
    string Summary(string name, Language language);

    /// <summary>Opens a case by its title.</summary>
    /// <returns>Its number.</returns>
    string Open(string title, string language);

    /// <summary>Opens a case from a file that names it: a mail, a thread, a note, anything.</summary>
    /// <returns>Its number, and what is worth telling.</returns>
    (string Number, Bilingual? Note) OpenFrom(string fileName, Stream content, string? title);

    ToldEvidence AddFile(string name, string fileName, Stream content);

    /// <summary>Adds a mail to a case whatever it says itself.</summary>
    void AddMail(string name, Stream raw);

    /// <summary>Takes in a mail as a mail server hands it over.</summary>
    ToldIntake MailIn(ReadOnlyMemory<byte> raw);

    /// <summary>Writes into the log.</summary>
    /// <returns>The number of the case.</returns>
    string Log(string name, string kind, string text, string? by);

    /// <inheritdoc cref="Log"/>
    string Close(string name, string reason, string? cause, string? right, string? confirmedBy);

    /// <inheritdoc cref="Log"/>
    string Reopen(string name, string why);

    /// <summary>Changes one thing on the cover.</summary>
    void Set(string name, string what, string? value);

    IReadOnlyList<ToldQuarantined> Quarantine();

    /// <summary>Lets a waiting mail in: into the case named, or into a new one.</summary>
    /// <returns>The number of the case.</returns>
    string Accept(string id, string? caseName);

    void Reject(string id);

    IReadOnlyList<ToldRequest> Requests(string name);

    /// <summary>Asks for a test that the verdict names.</summary>
    ToldRequest Ask(string name, string test);

    IReadOnlyList<ToldTrial> Trials(string name);

    void AddTrial(string name, string factors, bool symptom, int repeats);

    IReadOnlyList<ToldReminder> Reminders(string name);

    void Remind(string name, string text, int businessDays);

    /// <summary>Writes the pack for a carrier, cloud or vendor.</summary>
    void Escalation(string name, Language language, Stream target);

    IReadOnlyList<ToldParty> Parties(string name);

    void AddParty(string name, PartyInput party);

    void RemoveParty(string name, string id);

    IReadOnlyList<ToldLink> Links(string name);

    /// <summary>Makes an upload link; what it is called is told once.</summary>
    ToldMadeLink MakeLink(string name, LinkInput wanted);

    void RevokeLink(string name, string id);

    /// <summary>Begins a letter; nothing is sent.</summary>
    ToldDraft Draft(string name, DraftInput wanted);

    /// <summary>Queues a letter.</summary>
    ToldLetter Send(string name, LetterInput letter);

    IReadOnlyList<ToldLetter> Letters(string name);

    /// <summary>Calls a letter back that has not left.</summary>
    void CallBack(string name, string id);

    ToldRetention Retention();

    /// <summary>Changes how long a class is kept; null for what is built in.</summary>
    void SetDays(string id, string? days);

    ToldKept Kept(string name);

    void SetClass(string name, string id);

    /// <summary>Puts a case under legal hold, or ends it.</summary>
    void Hold(string name, string why, bool held);

    ToldErased Erase(string name, string why);

    /// <summary>Erases some of what is due; none when nothing is.</summary>
    IReadOnlyList<ToldErased> EraseDue();

    /// <summary>Writes the zip for the customer.</summary>
    void Export(string name, bool allEvidence, Stream target);

    /// <summary>What closed cases teach.</summary>
    ToldField Field();

    void WeighByField(bool on);
}
