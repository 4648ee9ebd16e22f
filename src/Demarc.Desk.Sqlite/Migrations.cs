using System.Globalization;
using System.Reflection;
using Microsoft.Data.Sqlite;

namespace Demarc.Desk.Sqlite;

/// <summary>Brings a database to the newest form by numbered SQL files, each in a transaction of its own; <c>user_version</c> says how far it is.</summary>
internal static class Migrations
{
    public static void Apply(SqliteConnection connection)
    {
        var files = Files();
        while (true)
        {
            // Another process may be migrating: whoever holds the writing lock looks again.
            using var transaction = connection.BeginTransaction(deferred: false);
            var version = Version(connection, transaction);
            if (version > files.Count) throw new InvalidDataException($"the case file is of a newer Demarc (form {version}; this one knows {files.Count})");
            if (version == files.Count) return;
            Run(connection, transaction, files[version]);
            Run(connection, transaction, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version + 1}"));
            transaction.Commit();
        }
    }

    private static int Version(SqliteConnection connection, SqliteTransaction transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static void Run(SqliteConnection connection, SqliteTransaction transaction, string sql)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static List<string> Files()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return reader.ReadToEnd();
        })];
    }
}
