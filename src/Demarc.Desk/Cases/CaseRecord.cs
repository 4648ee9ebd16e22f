using System.Data.Common;
using Demarc.Desk.Store;

namespace Demarc.Desk.Cases;

/// <summary>A case as it stands.</summary>
/// <param name="Id">Its name in the store.</param>
/// <param name="Number">What people call it by, such as <c>DM-2026-0042</c>.</param>
/// <param name="Title">One line.</param>
/// <param name="Status"><c>open closed archived</c>.</param>
/// <param name="WaitingFor"><c>us customer third-party nobody</c>.</param>
/// <param name="Severity"><c>a b c d</c>, a the gravest.</param>
/// <param name="Language">The customer's: <c>zh</c> or <c>en</c>.</param>
/// <param name="Country">Whose business days count, two letters.</param>
/// <param name="Customer">Who complains, as named.</param>
/// <param name="Opened">When.</param>
/// <param name="Closed">When; null while it is open.</param>
/// <param name="CloseReason">Why it was closed.</param>
/// <param name="Assignee">Account that works on it.</param>
/// <param name="Scope">What was agreed to be looked into.</param>
/// <param name="ScopeAgreed">When the customer agreed; null where they have not yet.</param>
/// <param name="Version">Grows with each change: two people who edit notice each other.</param>
public sealed record CaseRecord(
    string Id, string Number, string Title, string Status, string WaitingFor, string Severity, string Language, string Country, string? Customer,
    DateTimeOffset Opened, DateTimeOffset? Closed, string? CloseReason, string? Assignee, string? Scope, DateTimeOffset? ScopeAgreed, long Version)
{
    internal const string Columns = "id, number, title, status, waiting_for, severity, language, country, customer, opened, closed, close_reason, assignee, scope, scope_agreed, version";

    public bool IsOpen => Status == CaseStatus.Open;

    internal static CaseRecord Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7), row.TextOf(8),
        row.TimeOf(9), row.MaybeTimeOf(10), row.TextOf(11), row.TextOf(12), row.TextOf(13), row.MaybeTimeOf(14), row.GetInt64(15));
}

/// <summary>Where a case stands.</summary>
public static class CaseStatus
{
    public const string Open = "open";
    public const string Closed = "closed";

    /// <summary>Closed for good: read, not written.</summary>
    public const string Archived = "archived";
}

/// <summary>Who has to do something next.</summary>
public static class WaitingFor
{
    public const string Us = "us";
    public const string Customer = "customer";
    public const string ThirdParty = "third-party";
    public const string Nobody = "nobody";
}

/// <summary>How a cause was confirmed. Nothing less teaches how often causes occur.</summary>
public static class Confirmations
{
    /// <summary>A change cured the symptom, and taking it back brought it back.</summary>
    public const string CuredAndReturned = "cured-and-returned";

    /// <summary>Whoever owns the faulty thing says so.</summary>
    public const string Owner = "owner";

    /// <summary>The server's own record or a capture there proves it.</summary>
    public const string ServerSide = "server-side";

    public static IReadOnlyList<string> All { get; } = [CuredAndReturned, Owner, ServerSide];
}

/// <summary>Whether the verdict was right, as asked at closing.</summary>
public static class VerdictRight
{
    public const string Yes = "yes";
    public const string Partly = "partly";
    public const string No = "no";

    public static IReadOnlyList<string> All { get; } = [Yes, Partly, No];
}

/// <summary>How a case was closed.</summary>
/// <param name="Cause">The confirmed cause; null for none.</param>
/// <param name="ConfirmedBy">One of <see cref="Confirmations"/>; null where no cause was confirmed, or an older desk did not ask.</param>
/// <param name="VerdictRight">One of <see cref="Cases.VerdictRight"/>; null where nobody said.</param>
public sealed record CaseClosing(string? Cause, string? ConfirmedBy, string? VerdictRight);

/// <summary>Why a case was closed. Only a confirmed cause teaches the catalogue anything.</summary>
public static class CloseReasons
{
    public const string CauseConfirmed = "cause-confirmed";
    public const string Solved = "solved";
    public const string NotOurs = "handed-over";
    public const string NoAnswer = "no-answer";
    public const string Withdrawn = "withdrawn";

    public static IReadOnlyList<string> All { get; } = [CauseConfirmed, Solved, NotOurs, NoAnswer, Withdrawn];
}
