using System.Data;
using System.Data.Common;
using Demarc.Desk.Finding;
using Demarc.Desk.Sqlite.Search;
using Demarc.Desk.Store;
using Microsoft.Data.Sqlite;

namespace Demarc.Desk.Sqlite;

/// <summary>
/// The desk's rows in one SQLite file. Readers go on while somebody writes (WAL); what is committed is on the disk (<c>synchronous=FULL</c>):
/// a mail that was said to be taken must not be gone after a power cut.
/// </summary>
public sealed class SqliteDeskDatabase : IDeskDatabase
{
    private const int BusySeconds = 10;

    private readonly string _connection;

    /// <summary>Opens the file and brings it to the newest form.</summary>
    /// <param name="path">The file; made where it is not there.</param>
    /// <exception cref="InvalidDataException">It is of a newer Demarc.</exception>
    public SqliteDeskDatabase(string path)
    {
        SqliteLibrary.Prepare();
        _connection = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = BusySeconds, Pooling = false }.ToString();
        using var connection = (SqliteConnection)Open();
        Migrations.Apply(connection);
    }

    /// <summary>Texts that are ranked against each other, the newest of all that hold the words.</summary>
    private const int MostRanked = 2000;

    public DbConnection Open()
    {
        var connection = new SqliteConnection(_connection);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON; PRAGMA cache_size = -16000;";
            command.ExecuteNonQuery();
            SearchTokenizer.Register(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public DbTransaction BeginWriting(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(IsolationLevel.Serializable, deferred: false);

    public void Index(DeskWriting writing, SearchText text) =>
        writing.Do(
            "INSERT INTO search_text (case_id, reference, text) VALUES (@1, @2, @3) ON CONFLICT (reference) DO UPDATE SET text = excluded.text, case_id = excluded.case_id",
            text.Case, text.Reference, text.Text);

    public IReadOnlyList<SearchHit> Search(DbConnection connection, string query, int most)
    {
        var expression = SearchWords.Expression(query);
        if (expression.Length == 0) return [];

        // Words that very many texts hold: the newest of these texts are ranked, and their words are read only for those that are shown.
        using var newest = connection.CreateCommand();
        newest.CommandText = "SELECT MIN(id) FROM (SELECT rowid AS id FROM search WHERE search MATCH $1 ORDER BY rowid DESC LIMIT $2)";
        Add(newest, "$1", expression);
        Add(newest, "$2", MostRanked);
        if (newest.ExecuteScalar() is not long oldest) return [];
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT t.case_id, t.reference, t.text, -h.rank FROM (SELECT rowid AS id, rank FROM search WHERE search MATCH $1 AND rowid >= $3 ORDER BY rank, rowid DESC LIMIT $2) h JOIN search_text t ON t.id = h.id ORDER BY h.rank, t.id DESC";
        Add(command, "$1", expression);
        Add(command, "$2", most);
        Add(command, "$3", oldest);
        using var rows = command.ExecuteReader();
        var hits = new List<SearchHit>();
        while (rows.Read()) hits.Add(new(rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetDouble(3)));
        return hits;
    }

    public int TextsWith(DbConnection connection, string word, int most)
    {
        using var command = Matching(connection, "SELECT COUNT(*) FROM (SELECT 1 FROM search WHERE search MATCH $1 LIMIT $2)", word, most);
        return command.ExecuteScalar() is long count ? (int)count : 0;
    }

    public IReadOnlyList<string> CasesWith(DbConnection connection, string word, int most)
    {
        using var command = Matching(connection, "SELECT t.case_id FROM (SELECT rowid AS id FROM search WHERE search MATCH $1 ORDER BY rowid DESC LIMIT $2) h JOIN search_text t ON t.id = h.id ORDER BY h.id DESC", word, most);
        using var rows = command.ExecuteReader();
        var cases = new List<string>();
        while (rows.Read()) cases.Add(rows.GetString(0));
        return cases;
    }

    /// <summary>A statement about the texts that hold one word, as it stands.</summary>
    private static DbCommand Matching(DbConnection connection, string statement, string word, int most)
    {
        var command = connection.CreateCommand();
        command.CommandText = statement;
        Add(command, "$1", $"\"{word.Replace("\"", "", StringComparison.Ordinal)}\"");
        Add(command, "$2", most);
        return command;
    }

    /// <summary>Deleted rows are overwritten as they go (<c>secure_delete</c>); what is left is in the index of words and in the log of changes.</summary>
    public bool Forget()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO search(search) VALUES ('optimize'); PRAGMA wal_checkpoint(TRUNCATE);";

        // Its first column tells whether it was kept from emptying the log.
        return command.ExecuteScalar() is 0L;
    }

    public void Dispose()
    {
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
