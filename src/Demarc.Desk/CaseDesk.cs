using Demarc.Desk.Cases;
using Demarc.Desk.Evidence;
using Demarc.Desk.Finding;
using Demarc.Desk.Intake;
using Demarc.Desk.Keys;
using Demarc.Desk.People;
using Demarc.Desk.Portals;
using Demarc.Desk.Requests;
using Demarc.Desk.Store;
using Demarc.Desk.Summaries;
using Demarc.Desk.Threads;
using Demarc.Reasoning;
using Demarc.Transcripts;

namespace Demarc.Desk;

/// <summary>The desk as the command line and the web see it: its parts, and what takes several of them at once.</summary>
public sealed class CaseDesk : IDisposable
{
    /// <summary>Texts up to this length are looked at for a thread.</summary>
    public const long LongestThread = 4_000_000;

    private readonly IDeskDatabase _database;

    /// <param name="database">The rows.</param>
    /// <param name="home">The folder of artifacts and keys.</param>
    /// <param name="clock">The time.</param>
    /// <param name="catalogue">The causes.</param>
    /// <param name="version">The program's version, as verdicts bear it.</param>
    public CaseDesk(IDeskDatabase database, string home, TimeProvider clock, Func<CauseCatalogue> catalogue, string version)
    {
        _database = database;
        Home = home;
        Store = new(database, clock);
        Keys = DeskKeys.InFile(Path.Combine(home, "desk.key"));
        Settings = new(Store);
        People = new(Store);
        Cases = new(Store);
        Evidence = new(Store, new ArtifactShelf(Path.Combine(home, "artifacts")));
        Threads = new(Store, Cases);
        Verdicts = new(Store, new CaseEngine(catalogue, Evidence.Shelf, version));
        Intake = new(Store, Cases, Threads, Evidence, Verdicts, Keys, Settings);
        Finder = new(Store);
        Requests = new(Store);
        Summaries = new(Store);
        Portals = new(Store, Keys, new CaseShelf(this));
    }

    public string Home { get; }
    public DeskStore Store { get; }
    public DeskKeys Keys { get; }
    public DeskSettings Settings { get; }
    public PeopleBook People { get; }
    public CaseBook Cases { get; }
    public ThreadKeeper Threads { get; }
    public EvidenceRoom Evidence { get; }
    public VerdictKeeper Verdicts { get; }
    public MailIntake Intake { get; }
    public CaseFinder Finder { get; }
    public RequestBook Requests { get; }
    public SummaryBook Summaries { get; }
    public PortalDesk Portals { get; }

    /// <summary>
    /// Adds a file to a case as evidence. A text that is a mail thread or a note also becomes turns; a mail file (<c>.eml</c>) goes in as
    /// a mail would, but into this case. The verdict is concluded anew.
    /// </summary>
    public EvidenceRecord AddFile(Actor actor, string caseId, string name, Stream content, string channel, string? givenBy, string? request = null, CancellationToken cancellationToken = default)
    {
        var (sha256, length) = Evidence.Shelf.Keep(content);
        return AddKept(actor, caseId, name, sha256, length, channel, givenBy, request, cancellationToken);
    }

    /// <summary>Adds a mail to a case whatever it says itself: a person knows where it belongs.</summary>
    public CaseRecord AddMail(Actor actor, string caseId, ReadOnlyMemory<byte> raw, CancellationToken cancellationToken = default) => Intake.Take(actor, raw, caseId, cancellationToken);

    /// <summary>The same for bytes that the shelf holds already.</summary>
    public EvidenceRecord AddKept(Actor actor, string caseId, string name, string sha256, long length, string channel, string? givenBy, string? request = null, CancellationToken cancellationToken = default)
    {
        var text = length <= LongestThread ? ThreadText.Of(Evidence.Shelf.Read(sha256)) : null;
        var record = Store.Write(actor, writing =>
        {
            var added = Evidence.Add(writing, caseId, sha256, name, length, channel, givenBy, request);
            if (text is not null && ThreadText.IsThread(name, text)) Intake.TakeText(writing, caseId, added, text, ThreadText.IsMail(text) ? "mail" : "note");
            return added;
        });
        Verdicts.Renew(actor, caseId, cancellationToken);
        return record;
    }

    /// <summary>Opens a case from everything that was given at once: the first mail or thread among the files names it.</summary>
    public CaseRecord OpenWithAll(Actor actor, string? title, string language, IReadOnlyList<(string Name, byte[] Content)> files, CancellationToken cancellationToken = default)
    {
        var lead = files.FirstOrDefault(it => IsMailFile(it.Name));
        if (lead.Content is null) lead = files.FirstOrDefault(it => ThreadText.Of(it.Content) is { } text && ThreadText.IsThread(it.Name, text));
        CaseRecord opened;
        if (title is null && lead.Content is not null && IsMailFile(lead.Name)) opened = Intake.Take(actor, lead.Content, null, cancellationToken);
        else if (title is null && lead.Content is not null) opened = OpenWith(actor, lead.Name, lead.Content, null, cancellationToken);
        else
        {
            lead = default;
            opened = Cases.Open(actor, new(title ?? files.Select(it => it.Name).FirstOrDefault() ?? "—", language) { Country = Settings.Country });
        }

        foreach (var (name, content) in files.Where(it => it.Content != lead.Content))
        {
            if (IsMailFile(name)) AddMail(actor, opened.Id, content, cancellationToken);
            else AddFile(actor, opened.Id, name, new MemoryStream(content, writable: false), "page", actor.Name, null, cancellationToken);
        }

        return Cases.Get(opened.Id);
    }

    /// <summary>Opens a case from a file: a mail, a thread saved as text, a note.</summary>
    public CaseRecord OpenWith(Actor actor, string name, byte[] content, NewCase? wanted = null, CancellationToken cancellationToken = default)
    {
        var text = ThreadText.Of(content) ?? "";
        var thread = ThreadReader.Read(new EvidenceText(name, "", text));
        var title = Subjects.Title(thread.Turns.Select(turn => turn.Subject).FirstOrDefault(subject => !string.IsNullOrWhiteSpace(subject)) ?? ThreadText.Title(text) ?? Path.GetFileNameWithoutExtension(name));
        var opened = Cases.Open(actor, wanted ?? new(title, Subjects.IsChinese(text) ? "zh" : "en") { Country = Settings.Country });
        AddFile(actor, opened.Id, name, new MemoryStream(content, writable: false), "page", actor.Name, null, cancellationToken);
        return Cases.Get(opened.Id);
    }

    private static bool IsMailFile(string name) => Path.GetExtension(name).Equals(".eml", StringComparison.OrdinalIgnoreCase);

    public void Dispose() => _database.Dispose();
}
