using System.Text;
using Demarc.Desk.Cases;
using Demarc.Desk.Sqlite;
using Demarc.Desk.Store;
using Demarc.Reasoning;

namespace Demarc.Desk.Tests.Store;

/// <summary>A desk over a SQLite file in a folder of its own, with a clock the test sets.</summary>
internal sealed class OpenDesk : IDisposable
{
    public const string Mailbox = "case@example.com";

    private static readonly Lazy<CauseCatalogue> Catalogue = new(() => CauseCatalogue.With([]));

    public OpenDesk(string? folder = null)
    {
        Folder = folder ?? Directory.CreateTempSubdirectory("demarc-desk-").FullName;
        OwnsFolder = folder is null;
        Desk = new(new SqliteDeskDatabase(Path.Combine(Folder, "desk.db")), Folder, Clock, () => Catalogue.Value, "0.0.0-test");
        if (!OwnsFolder) return;
        Desk.Settings.Set(Somebody, "mailboxes", Mailbox);
        Desk.Settings.Set(Somebody, "own-domains", "example.com");
    }

    public static Actor Somebody { get; } = new("a1", "Engineer A");

    public string Folder { get; }

    public SteppedClock Clock { get; } = new();

    public CaseDesk Desk { get; }

    private bool OwnsFolder { get; }

    /// <summary>A case that was opened by a page, with a customer.</summary>
    public CaseRecord Case(string title = "页面打不开", string? customer = "li@example.net")
    {
        var opened = Desk.Cases.Open(Somebody, new(title));
        if (customer is not null) Desk.Cases.AddParty(Somebody, opened.Id, "李女士", customer, PartyRole.Customer);
        return opened;
    }

    /// <summary>A case opened by a file.</summary>
    public CaseRecord With(string name, string text) => Desk.OpenWith(Somebody, name, Encoding.UTF8.GetBytes(text));

    public void Add(string caseId, string name, string text) => Desk.AddFile(Somebody, caseId, name, new MemoryStream(Encoding.UTF8.GetBytes(text)), "page", null);

    public void Dispose()
    {
        Desk.Dispose();
        if (OwnsFolder) Directory.Delete(Folder, recursive: true);
    }
}
