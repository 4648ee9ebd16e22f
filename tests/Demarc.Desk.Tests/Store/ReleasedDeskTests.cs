using Demarc.Desk.Cases;
using Demarc.Desk.Sqlite;
using Demarc.Testing;
using Microsoft.Data.Sqlite;

namespace Demarc.Desk.Tests.Store;

/// <summary>A desk that an earlier release made opens, and holds what it held.</summary>
public sealed class ReleasedDeskTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("demarc-released-").FullName;

    [Fact]
    public void A_desk_of_the_first_release_is_brought_up_to_date_with_its_cases()
    {
        // Making a database prepares the library; the old one is made by hand.
        using (new SqliteDeskDatabase(Path.Combine(_folder, "other.db")))
        {
        }

        using (var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "desk.db")};Pooling=False"))
        {
            connection.Open();
            Demarc.Desk.Sqlite.Search.SearchTokenizer.Register(connection);
            foreach (var name in new[] { "0001-cases.sql", "0002-search.sql" }) Run(connection, File.ReadAllText(Repository.File("src", "Demarc.Desk.Sqlite", "Migrations", name)));
            Run(connection, "PRAGMA user_version = 2");
            Run(connection, "INSERT INTO desk_case (id, number, title, status, waiting_for, severity, language, country, opened, closed, close_reason, retention, legal_hold, cause_confirmed, version) VALUES ('c1', 'DM-2026-0001', '旧案例', 'closed', 'nobody', 'c', 'zh', 'cn', '2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z', 'cause-confirmed', 'default', 0, 'server-listen-queue-full', 3)");
        }

        using var desk = new OpenDesk(_folder);
        desk.Desk.Cases.Get("DM-2026-0001").Title.ShouldBe("旧案例");
        desk.Desk.Cases.Closing("c1").ShouldBe(new CaseClosing("server-listen-queue-full", null, null));
        desk.Desk.Field.Priors().Cases.ShouldBe(0, "the first release did not ask how a cause was confirmed");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
