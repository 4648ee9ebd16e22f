using System.Data.Common;

namespace Demarc.Desk.Store;

/// <summary>Asks the store. Statements name their values <c>@1</c>, <c>@2</c> … in the order given.</summary>
public class DeskReading(DbConnection connection, DbTransaction? transaction) : IDisposable
{
    public DbConnection Connection { get; } = connection;

    protected DbTransaction? Transaction { get; } = transaction;

    /// <summary>Every row of the answer.</summary>
    public List<T> All<T>(string sql, Func<DbDataReader, T> read, params object?[] values)
    {
        using var command = Command(sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    /// <summary>The first row; null where there is none.</summary>
    public T? One<T>(string sql, Func<DbDataReader, T> read, params object?[] values)
        where T : class
    {
        using var command = Command(sql, values);
        using var reader = command.ExecuteReader();
        return reader.Read() ? read(reader) : null;
    }

    /// <summary>A single number; 0 where there is none.</summary>
    public long Number(string sql, params object?[] values)
    {
        using var command = Command(sql, values);
        return command.ExecuteScalar() is { } found and not DBNull ? Convert.ToInt64(found, System.Globalization.CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>A single text; null where there is none.</summary>
    public string? Text(string sql, params object?[] values)
    {
        using var command = Command(sql, values);
        return command.ExecuteScalar() as string;
    }

    protected DbCommand Command(string sql, object?[] values)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = Transaction;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@" + (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
            parameter.Value = values[i] switch
            {
                null => DBNull.Value,
                DateTimeOffset time => Times.Text(time),
                bool flag => flag ? 1L : 0L,
                var other => other,
            };
            command.Parameters.Add(parameter);
        }

        return command;
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        Transaction?.Dispose();
        Connection.Dispose();
    }
}
