using Demarc.Desk.Cases;
using Demarc.Desk.Store;

namespace Demarc.Desk.People;

/// <summary>Which cases a person sees: all of them by their role, or those they work on or were granted.</summary>
public sealed class CaseAccess(DeskStore store)
{
    public bool MaySee(Person person, CaseRecord desired) => store.Read(reading => MaySee(reading, person, desired));

    internal static bool MaySee(DeskReading reading, Person person, CaseRecord desired)
    {
        if (!person.IsActive) return false;
        if (Permissions.Has(person.Role, Right.SeeAllCases) || IsAssignee(person, desired.Assignee)) return true;
        return reading.Number("SELECT COUNT(*) FROM case_access WHERE case_id = @1 AND account_id = @2", desired.Id, person.Id) > 0;
    }

    /// <summary>Ids of the cases a person sees, the newest first; null when it is all of them.</summary>
    public IReadOnlyList<string>? CasesOf(Person person)
    {
        if (!person.IsActive) return [];
        if (Permissions.Has(person.Role, Right.SeeAllCases)) return null;
        return store.Read(reading => reading.All(
            "SELECT id FROM desk_case WHERE assignee = @1 OR assignee = @2 OR id IN (SELECT case_id FROM case_access WHERE account_id = @1) ORDER BY id DESC",
            row => row.GetString(0), person.Id, person.Login));
    }

    /// <summary>Who was granted the case, besides those who see it by role or assignment.</summary>
    public IReadOnlyList<Person> Granted(string caseId)
    {
        var columns = string.Join(", ", Person.Columns.Split(", ").Select(name => "a." + name));
        return store.Read(reading => reading.All($"SELECT {columns} FROM case_access c JOIN account a ON a.id = c.account_id WHERE c.case_id = @1 ORDER BY a.login", Person.Read, caseId));
    }

    /// <summary>Lets a person see a case. Takes <see cref="Right.Share"/>.</summary>
    public void Grant(Actor actor, string caseId, string account) => store.Write(actor, writing =>
    {
        Authority.Require(writing, Right.Share);
        Grant(writing, caseId, account);
    });

    /// <summary>The person who opens a case sees it.</summary>
    public void GrantOpener(Person person, string caseId) => store.Write(person.Actor, writing =>
    {
        Authority.Require(writing, Right.Open);
        if (writing.Number("SELECT COUNT(*) FROM audit WHERE case_id = @1 AND action = 'open' AND actor = @2", caseId, person.Actor.Name) == 0) throw Authority.NotPermitted();
        Grant(writing, caseId, person.Id);
    });

    /// <summary>Takes a case from a person's sight again.</summary>
    public void Withdraw(Actor actor, string caseId, string account) => store.Write(actor, writing =>
    {
        Authority.Require(writing, Right.Share);
        if (writing.Do("DELETE FROM case_access WHERE case_id = @1 AND account_id = @2", caseId, account) > 0) writing.Audit("access-withdrawn", caseId, Authority.LoginOf(writing, account));
    });

    private static void Grant(DeskWriting writing, string caseId, string account)
    {
        if (CaseBook.Find(writing, caseId) is not { } found) throw new DeskFault(DeskFaultKind.NotFound, new("no such case", "没有此案例"));
        var person = Authority.Get(writing, account);
        if (writing.Do("INSERT INTO case_access (case_id, account_id) VALUES (@1, @2) ON CONFLICT DO NOTHING", found.Id, account) > 0) writing.Audit("access-granted", found.Id, person.Login);
    }

    private static bool IsAssignee(Person person, string? assignee) => assignee is not null && (assignee == person.Id || assignee == person.Login);
}
