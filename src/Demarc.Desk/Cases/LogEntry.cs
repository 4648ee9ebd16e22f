using System.Data.Common;
using Demarc.Desk.Store;

namespace Demarc.Desk.Cases;

/// <summary>One thing that happened or was said in a case.</summary>
/// <param name="Id">Its name in the store.</param>
/// <param name="Kind">One of <see cref="EntryKind"/>.</param>
/// <param name="Text">What.</param>
/// <param name="Who">Whose words or deed, as named.</param>
/// <param name="At">When it happened, UTC; null where nothing says.</param>
/// <param name="AtText">The same as written.</param>
/// <param name="AtZone"><c>stated assumed doubtful unknown</c>.</param>
/// <param name="Found">When the desk learnt of it.</param>
/// <param name="Turn">The turn it stands in.</param>
/// <param name="Evidence">The evidence it rests on.</param>
public sealed record LogEntry(string Id, string Kind, string Text, string? Who, DateTimeOffset? At, string? AtText, string AtZone, DateTimeOffset Found, string? Turn, string? Evidence)
{
    internal const string Columns = "id, kind, text, who, at, at_text, at_zone, found, turn_id, evidence_id";

    internal static LogEntry Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.TextOf(3), row.MaybeTimeOf(4), row.TextOf(5), row.GetString(6), row.TimeOf(7), row.TextOf(8), row.TextOf(9));
}

/// <summary>The kinds of entries.</summary>
public static class EntryKind
{
    public const string Report = "report";
    public const string Scope = "scope";
    public const string Hypothesis = "hypothesis";
    public const string Request = "request";
    public const string Experiment = "experiment";
    public const string Change = "change";
    public const string Result = "result";
    public const string Analysis = "analysis";
    public const string Decision = "decision";

    public static IReadOnlyList<string> All { get; } = [Report, Scope, Hypothesis, Request, Experiment, Change, Result, Analysis, Decision];
}
