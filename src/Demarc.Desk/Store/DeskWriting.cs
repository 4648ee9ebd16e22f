using System.Data.Common;

namespace Demarc.Desk.Store;

/// <summary>
/// Changes the store: all of one change or nothing of it. Every change leaves a line in the audit trail, which cannot be altered.
/// </summary>
public sealed class DeskWriting(IDeskDatabase database, DbConnection connection, DbTransaction transaction, Actor actor, DateTimeOffset now)
    : DeskReading(connection, transaction)
{
    /// <summary>Who changes it.</summary>
    public Actor Actor { get; } = actor;

    /// <summary>When.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>Runs a statement and says how many rows it touched.</summary>
    public int Do(string sql, params object?[] values)
    {
        using var command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>Adds a row with these columns.</summary>
    public void Add(string table, params (string Column, object? Value)[] columns) =>
        Do($"INSERT INTO {table} ({string.Join(", ", columns.Select(c => c.Column))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@{i + 1}"))})", [.. columns.Select(c => c.Value)]);

    /// <summary>Writes a line of the audit trail. It bears the version of the case as the change left it, so far as the change is through.</summary>
    /// <param name="action">What was done, in a word of the desk's.</param>
    /// <param name="caseId">The case, if it concerns one.</param>
    /// <param name="detail">What exactly; no secrets, no content.</param>
    public void Audit(string action, string? caseId = null, string? detail = null) =>
        Do("INSERT INTO audit (at, actor, case_id, action, detail, version) VALUES (@1, @2, @3, @4, @5, (SELECT version FROM desk_case WHERE id = @3))", Now, Actor.Name, caseId, action, detail);

    /// <summary>Makes a text findable.</summary>
    public void Index(string caseId, string reference, string text) => database.Index(this, new(caseId, reference, text));

    /// <summary>Makes it last.</summary>
    public void Commit() => Transaction!.Commit();
}

/// <summary>Who does something: a person with an account, or one of the desk's own chores.</summary>
/// <param name="Account">Their account; null for chores.</param>
/// <param name="Name">What the audit trail calls them.</param>
public sealed record Actor(string? Account, string Name)
{
    /// <summary>The desk itself, when mail comes in or an upload ends.</summary>
    public static Actor Desk { get; } = new(null, "desk");
}
