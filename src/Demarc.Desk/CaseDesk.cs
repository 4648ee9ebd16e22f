using Demarc.Desk.Cases;
using Demarc.Desk.Clocks;
using Demarc.Desk.Evidence;
using Demarc.Desk.Field;
using Demarc.Desk.Finding;
using Demarc.Desk.Intake;
using Demarc.Desk.Intake.Folders;
using Demarc.Desk.Keeping;
using Demarc.Desk.Keys;
using Demarc.Desk.People;
using Demarc.Desk.Portals;
using Demarc.Desk.Requests;
using Demarc.Desk.Store;
using Demarc.Desk.Summaries;
using Demarc.Desk.Threads;
using Demarc.Desk.Trials;
using Demarc.Mail.Reading;
using Demarc.Reasoning;
using Demarc.Transcripts;

namespace Demarc.Desk;

/// <summary>The desk as the command line and the web see it: its parts, and what takes several of them at once.</summary>
public sealed class CaseDesk : IDisposable
{
    /// <summary>Texts up to this length are looked at for a thread.</summary>
    public const long LongestThread = 4_000_000;

    private const long LargestMail = 64L * 1024 * 1024;

    private readonly IDeskDatabase _database;
    private readonly Lock _folderGate = new();
    private (string Path, MailFolder Folder)? _polled;

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
        var shelf = new ArtifactShelf(Path.Combine(home, "artifacts"));
        Keeping = new(Store, Settings, shelf, Keys);
        Evidence = new(Store, shelf, Keeping.Sweep);
        Threads = new(Store, Cases);
        Field = new(Store, Settings);
        Verdicts = new(Store, new CaseEngine(catalogue, Evidence.Shelf, version), Field);
        Intake = new(Store, Cases, Threads, Evidence, Verdicts, Keys, Settings);
        Finder = new(Store);
        Seen = new(Cases, Finder, People);
        Trials = new(Store);
        Parties = new(Store, Cases);
        Reminders = new(Store);
        Timing = new(Store, Settings, home);
        Requests = new(Store);
        Summaries = new(Store);
        Export = new(this);
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
    public FieldBook Field { get; }
    public CaseKeeping Keeping { get; }
    public CustomerExport Export { get; }
    public MailIntake Intake { get; }
    public CaseFinder Finder { get; }
    public SeenCases Seen { get; }
    public RequestBook Requests { get; }
    public TrialBook Trials { get; }
    public PartyBook Parties { get; }
    public ReminderBook Reminders { get; }
    public CaseTiming Timing { get; }
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
        var text = length <= LongestThread ? Evidence.Sight.TextOf(sha256, cancellationToken) : null;
        var record = ShelfSweep.LetUnlessDone(Store, actor, [sha256], () => Store.Write(actor, writing =>
        {
            var added = Evidence.Add(writing, caseId, sha256, name, length, channel, givenBy, request);
            if (text is not null && ThreadText.IsThread(name, text)) Intake.TakeText(writing, caseId, added, text, ThreadText.IsMail(text) ? "mail" : "note");
            return added;
        }));
        Verdicts.Renew(actor, caseId, cancellationToken);
        return record;
    }

    /// <summary>Adds what a person of the desk dropped on a case, its bytes on the shelf: a mail goes in as a mail, so that answers to it find the case.</summary>
    public void AddDropped(Actor actor, string caseId, string name, string sha256, long length, CancellationToken cancellationToken = default)
    {
        if (IsMailFile(name) && length <= LargestMail) AddMail(actor, caseId, Evidence.Shelf.Read(sha256), cancellationToken);
        else AddKept(actor, caseId, name, sha256, length, "page", actor.Name, null, cancellationToken);
    }

    /// <summary>Opens a case from a file that was uploaded and is on the shelf. Told twice of one upload, it opens one case; a mail that is in a case they may see goes there.</summary>
    public CaseRecord OpenUploaded(Actor actor, string upload, string name, string sha256, long length, Func<CaseRecord, bool> sees, CancellationToken cancellationToken = default)
    {
        var message = IsMailFile(name) && length <= LargestMail ? new Incoming(default, sha256, MessageReader.Read(Evidence.Shelf.Read(sha256), null, cancellationToken)) : null;
        var text = message is not null ? message.Message.Subject + message.Message.Text : length <= LongestThread ? Evidence.Sight.TextOf(sha256, cancellationToken) : null;
        var title = message is not null ? Subjects.Title(message.Message.Subject) : TitleOf(name, text);
        var opened = Store.Write(actor, writing =>
        {
            var known = writing.Text("SELECT case_id FROM upload_case WHERE upload_id = @1", upload) ?? (message is null ? null : writing.Text("SELECT case_id FROM message WHERE (message_id = @1 OR content = @2) AND case_id IS NOT NULL", message.Key, message.Content));
            if (known is not null && CaseBook.Find(writing, known) is { Status: not CaseStatus.Archived } found && sees(found)) return found;
            var made = Cases.Open(writing, new(title, text is { Length: > 0 } && Subjects.IsChinese(text) ? "zh" : "en") { Country = Settings.Country });
            writing.Do("INSERT INTO upload_case (upload_id, case_id) VALUES (@1, @2)", upload, made.Id);
            return made;
        });
        AddDropped(actor, opened.Id, name, sha256, length, cancellationToken);
        return Cases.Get(opened.Id);
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
        var opened = Cases.Open(actor, wanted ?? new(TitleOf(name, text), Subjects.IsChinese(text) ? "zh" : "en") { Country = Settings.Country });
        AddFile(actor, opened.Id, name, new MemoryStream(content, writable: false), "page", actor.Name, null, cancellationToken);
        return Cases.Get(opened.Id);
    }

    /// <summary>A folder whose mails are taken in.</summary>
    public MailFolder MailFolder(string path) => new(path, Intake, Store.Clock);

    /// <summary>One bounded look into the folder of the setting <c>mail-folder</c>; nothing where there is no such setting.</summary>
    public FolderRound PollMailFolder(CancellationToken cancellationToken = default)
    {
        MailFolder folder;
        try
        {
            if (Settings.MailFolder is not { } path) return FolderRound.Nothing;
            if (!Path.IsPathFullyQualified(path)) return FolderRound.Nothing with { Trouble = new($"the mail folder '{path}' is no whole path", $"邮件文件夹“{path}”不是完整路径") };
            lock (_folderGate)
            {
                if (_polled?.Path != path) _polled = (path, MailFolder(path));
                folder = _polled.Value.Folder;
            }
        }
        catch (Exception fault) when (fault is System.Data.Common.DbException or IOException)
        {
            return FolderRound.Nothing with { Trouble = Demarc.Desk.Intake.Folders.MailFolder.Cannot(fault) };
        }

        return folder.Look(null, cancellationToken);
    }

    /// <summary>What a case is called by a file: the first subject in it, its heading, its name.</summary>
    private static string TitleOf(string name, string? text)
    {
        var subject = text is null ? null : ThreadReader.Read(new EvidenceText(name, "", text)).Turns.Select(turn => turn.Subject).FirstOrDefault(it => !string.IsNullOrWhiteSpace(it)) ?? ThreadText.Title(text);
        return Subjects.Title(subject ?? Path.GetFileNameWithoutExtension(name));
    }

    private static bool IsMailFile(string name) => Path.GetExtension(name).Equals(".eml", StringComparison.OrdinalIgnoreCase);

    public void Dispose()
    {
        Store.Dispose();
        _database.Dispose();
    }
}
