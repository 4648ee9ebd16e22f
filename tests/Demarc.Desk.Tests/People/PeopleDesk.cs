using System.Net;
using Demarc.Desk.Cases;
using Demarc.Desk.People;
using Demarc.Desk.Sqlite;
using Demarc.Desk.Store;

namespace Demarc.Desk.Tests.People;

/// <summary>A desk in a folder of its own, with a real database, cheap passwords and a clock that can be moved.</summary>
public sealed class PeopleDesk : IDisposable
{
    public const string GoodPassword = "vier blaue Boote am Kai";

    private readonly SqliteDeskDatabase _database;

    public PeopleDesk(int iterations = 1_000)
    {
        Folder = Directory.CreateTempSubdirectory("demarc-people-").FullName;
        _database = new(Path.Combine(Folder, "desk.db"));
        Store = new(_database, Clock);
        Book = new(Store, new() { Iterations = iterations });
        Cases = new(Store);
    }

    public static IPAddress Home { get; } = IPAddress.Parse("192.0.2.10");

    public static IPAddress Elsewhere { get; } = IPAddress.Parse("198.51.100.7");

    public string Folder { get; }

    public TestClock Clock { get; } = new();

    public DeskStore Store { get; }

    public PeopleBook Book { get; private set; }

    public CaseBook Cases { get; }

    /// <summary>The first admin.</summary>
    public Person Admin(string login = "root-admin") => Book.Find(login) ?? Book.AcceptInvitation(Book.FirstRun()!.Token.Reveal(), login, login, GoodPassword);

    /// <summary>One more person.</summary>
    public Person Add(string login, string role) => Book.AcceptInvitation(Book.Invitations.Invite(Admin().Actor, role).Token.Reveal(), login, login, GoodPassword);

    public (string Token, SignedIn SignedIn) SignIn(string login)
    {
        var welcome = Book.SignIn(login, GoodPassword, Home).ShouldBeOfType<SignInOutcome.Welcome>();
        return (welcome.Token.Reveal(), welcome.SignedIn);
    }

    /// <summary>The same store as another start of the program finds it.</summary>
    public void Restart(int iterations) => Book = new(Store, new() { Iterations = iterations });

    public IReadOnlyList<string> Audit() => Store.Read(reading => reading.All("SELECT actor, action, detail FROM audit ORDER BY rowid", row => $"{row.GetString(0)}|{row.GetString(1)}|{row.TextOf(2)}"));

    /// <summary>Whether any file of the desk holds the text.</summary>
    public bool FilesHold(string text)
    {
        var wanted = System.Text.Encoding.UTF8.GetBytes(text);
        return Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Any(path =>
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var memory = new MemoryStream();
            file.CopyTo(memory);
            return memory.ToArray().AsSpan().IndexOf(wanted) >= 0;
        });
    }

    public void Dispose()
    {
        _database.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
