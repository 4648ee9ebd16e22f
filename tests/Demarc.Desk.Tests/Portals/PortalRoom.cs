using System.Net;
using System.Security.Cryptography;
using System.Text;
using Demarc.Desk.Cases;
using Demarc.Desk.Keys;
using Demarc.Desk.Portals;
using Demarc.Desk.Sqlite;
using Demarc.Desk.Store;
using Demarc.Desk.Tests.People;

namespace Demarc.Desk.Tests.Portals;

/// <summary>A real database with a case and its customer, and a shelf that notes what it was told.</summary>
public sealed class PortalRoom : IPortalShelf, IDisposable
{
    private readonly SqliteDeskDatabase _database;
    private readonly Lock _gate = new();

    public PortalRoom()
    {
        Folder = Directory.CreateTempSubdirectory("demarc-portal-").FullName;
        _database = new(Path.Combine(Folder, "desk.db"));
        Store = new(_database, Clock);
        Cases = new(Store);
        Desk = new(Store, DeskKeys.InFile(Path.Combine(Folder, "desk.key")), this);
        Case = Cases.Open(Actor.Desk, new("SECRET-TITLE of the case", "en", Customer: "SECRET-CUSTOMER"));
        Customer = Cases.AddParty(Actor.Desk, Case.Id, "Zhang Wei", "zhang@example.com", PartyRole.Customer, "Dear Mr Zhang", "en");
        Vendor = Cases.AddParty(Actor.Desk, Case.Id, "Vendor", "vendor@example.com", PartyRole.Vendor, null, "zh");
    }

    public static IPAddress Outside { get; } = IPAddress.Parse("203.0.113.9");

    public string Folder { get; }

    public TestClock Clock { get; } = new();

    public DeskStore Store { get; }

    public CaseBook Cases { get; }

    public PortalDesk Desk { get; }

    public CaseRecord Case { get; }

    public Party Customer { get; }

    public Party Vendor { get; }

    /// <summary>What became evidence, by case, name and hash.</summary>
    public List<string> Kept { get; } = [];

    /// <summary>The next file does not become evidence: the program stops.</summary>
    public bool FailsOnce { get; set; }

    public MadePortal Make(int uploads = 50, long octets = 20_000_000_000, Party? forWhom = null, string? caseId = null) =>
        Desk.Make(Actor.Desk, caseId ?? Case.Id, new(caseId is null ? (forWhom ?? Customer).Id : null) { MostUploads = uploads, MostOctets = octets });

    public FinishedUpload Upload(MadePortal portal, string id, string name = "client.pcapng", string content = "octets", string? uploader = null) =>
        new(id, portal.Portal.Id, name, Encoding.UTF8.GetByteCount(content), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))), Path.Combine(Folder, id), uploader);

    public Portal Now(MadePortal made) => Desk.Of(made.Portal.Case).First(it => it.Id == made.Portal.Id);

    public void Ask(string what, string? why = null, string? askedOf = null, string state = "asked", string? test = null, string? caseId = null) => Store.Write(Actor.Desk, writing =>
        writing.Add("request", ("id", Store.NewId()), ("case_id", caseId ?? Case.Id), ("test", test), ("what", what), ("criteria", "[]"), ("asked_of", askedOf), ("state", state), ("made", writing.Now), ("why", why)));

    public IReadOnlyList<string> Audit() => Store.Read(reading => reading.All("SELECT actor, action, detail FROM audit ORDER BY rowid", row => $"{row.GetString(0)}|{row.GetString(1)}|{row.TextOf(2)}"));

    public void Adopt(string path, string sha256)
    {
    }

    public (string Id, string Label) Add(string caseId, string name, string sha256, long size, string? givenBy, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (FailsOnce)
            {
                FailsOnce = false;
                throw new IOException("the disk is gone");
            }

            var line = $"{caseId} {name} {sha256} {givenBy}";
            if (!Kept.Contains(line)) Kept.Add(line);
            return (line, $"E{Kept.IndexOf(line) + 1}");
        }
    }

    public void Dispose()
    {
        _database.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
