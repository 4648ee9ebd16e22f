using Demarc.Desk.Cases;
using Demarc.Desk.Store;

namespace Demarc.Desk.People;

/// <summary>
/// Asks, inside a change, whether who makes it may: the role is read in the same transaction, so a right that was just taken away does
/// not work any more. The desk's own chores and the operator at the machine have no account and may.
/// </summary>
internal static class Authority
{
    public static void Require(DeskReading reading, Actor actor, Right right)
    {
        if (actor.Account is { } account && !Has(reading, account, right)) throw NotPermitted();
    }

    public static void Require(DeskWriting writing, Right right) => Require(writing, writing.Actor, right);

    /// <summary>The same for a right on one case, which who asks must also see; a case they do not see is none.</summary>
    public static void RequireOn(DeskWriting writing, string caseId, Right right)
    {
        if (writing.Actor.Account is not { } account) return;
        var person = writing.One($"SELECT {Person.Columns} FROM account WHERE id = @1", Person.Read, account);
        if (person is null || CaseBook.Find(writing, caseId) is not { } found || !CaseAccess.MaySee(writing, person, found)) throw new DeskFault(DeskFaultKind.NotFound, new("no such case", "没有此案例"));
        Require(writing, right);
    }

    public static void RequireSelfOr(DeskWriting writing, string account, Right right)
    {
        if (writing.Actor.Account != account) Require(writing, right);
        else if (!IsActive(writing, account)) throw NotPermitted();
    }

    /// <summary>The account for changes; not one that was removed.</summary>
    /// <exception cref="DeskFault">There is none.</exception>
    public static Person Get(DeskReading reading, string account) =>
        reading.One($"SELECT {Person.Columns} FROM account WHERE id = @1 AND removed IS NULL", Person.Read, account) ?? throw new DeskFault(DeskFaultKind.NotFound, new("there is no such person", "没有此人"));

    public static string? LoginOf(DeskReading reading, string account) => reading.Text("SELECT login FROM account WHERE id = @1", account);

    public static DeskFault NotPermitted() => new(DeskFaultKind.NotPermitted, new("your role does not allow this; ask an admin of the desk", "您的角色无权执行此操作，请联系管理员"));

    public static bool Has(DeskReading reading, string account, Right right) =>
        reading.Text("SELECT role FROM account WHERE id = @1 AND disabled IS NULL AND removed IS NULL", account) is { } role && Permissions.Has(role, right);

    private static bool IsActive(DeskReading reading, string account) => reading.Number("SELECT COUNT(*) FROM account WHERE id = @1 AND disabled IS NULL AND removed IS NULL", account) == 1;
}
