using System.Data.Common;
using Demarc.Desk.Keys;
using Demarc.Desk.Store;

namespace Demarc.Desk.People;

/// <summary>
/// One-time links by which people get an account, or a new password for the one they have. The first is made where there is nobody yet,
/// and works only as long as that is so.
/// </summary>
public sealed class Invitations(DeskStore store, PeopleOptions options)
{
    /// <summary>The link for the first account; null once there is an account. An earlier first link stops working.</summary>
    internal NewInvitation? First() => store.Write(Actor.Desk, writing =>
    {
        if (writing.Number("SELECT COUNT(*) FROM account") > 0) return null;
        writing.Do("DELETE FROM invitation WHERE first = 1");
        var made = Make(writing, Roles.Admin, null, true, options.FirstInvitation);
        writing.Audit("first-invitation");
        return made;
    });

    /// <summary>A link by which one more person gets an account.</summary>
    public NewInvitation Invite(Actor actor, string role) => store.Write(actor, writing =>
    {
        Authority.Require(writing, Right.ManagePeople);
        if (!Roles.All.Contains(role)) throw NoSuchRole(role);
        var made = Make(writing, role, null, false, options.Invitation);
        writing.Audit("invited", null, role);
        return made;
    });

    /// <summary>A link by which a person who lost theirs sets a new password. What they have now works until then.</summary>
    public NewInvitation ForPassword(Actor actor, string account) => store.Write(actor, writing =>
    {
        Authority.Require(writing, Right.ManagePeople);
        var person = Authority.Get(writing, account);
        writing.Do("DELETE FROM invitation WHERE account_id = @1 AND used IS NULL", account);
        var made = Make(writing, person.Role, account, false, options.Invitation);
        writing.Audit("password-link", null, person.Login);
        return made;
    });

    /// <summary>Links that can still be used.</summary>
    public IReadOnlyList<InvitationLine> Open() =>
        store.Read(reading => reading.All($"SELECT {InvitationLine.Columns} FROM invitation WHERE used IS NULL AND expires > @1 ORDER BY id", InvitationLine.Read, store.Clock.GetUtcNow()));

    /// <summary>What the page of a link needs to know; null where the link does not work.</summary>
    public InvitationLine? Look(string? token) => string.IsNullOrEmpty(token) ? null : store.Read(reading => Find(reading, DeskKeys.Hash(token), store.Clock.GetUtcNow()));

    /// <summary>Makes a link useless.</summary>
    public void Revoke(Actor actor, string id) => store.Write(actor, writing =>
    {
        Authority.Require(writing, Right.ManagePeople);
        if (writing.Do("DELETE FROM invitation WHERE id = @1 AND used IS NULL", id) > 0) writing.Audit("invitation-revoked");
    });

    /// <summary>Uses the link up, exactly once.</summary>
    /// <exception cref="DeskFault">It does not work, or not any more.</exception>
    internal static InvitationLine Use(DeskWriting writing, string token)
    {
        var hash = DeskKeys.Hash(token);
        var found = Find(writing, hash, writing.Now);
        if (found is null || writing.Do("UPDATE invitation SET used = @2 WHERE token_hash = @1 AND used IS NULL", hash, writing.Now) == 0) throw NotValid();
        return found;
    }

    internal static DeskFault NotValid() => new(DeskFaultKind.NotFound, new("this invitation is not valid any more; ask an admin of the desk for a new one", "该邀请已失效，请联系管理员重新发送"));

    internal static DeskFault NoSuchRole(string role) => new(DeskFaultKind.BadInput, new($"'{role}' is no role; there are {string.Join(", ", Roles.All)}", $"没有角色“{role}”；可用：{string.Join("、", Roles.All)}"));

    /// <summary>A link also ends when whoever made it may not make any more.</summary>
    private static InvitationLine? Find(DeskReading reading, string hash, DateTimeOffset now)
    {
        var found = reading.One(
            $"SELECT {InvitationLine.Columns}, maker FROM invitation WHERE token_hash = @1 AND used IS NULL AND expires > @2 AND (first = 0 OR NOT EXISTS (SELECT 1 FROM account)) AND (account_id IS NULL OR EXISTS (SELECT 1 FROM account a WHERE a.id = account_id AND a.removed IS NULL))",
            row => (Line: InvitationLine.Read(row), Maker: row.TextOf(5)).ToTuple(), hash, now);
        return found is null || (found.Item2 is { } maker && !Authority.Has(reading, maker, Right.ManagePeople)) ? null : found.Item1;
    }

    private NewInvitation Make(DeskWriting writing, string role, string? account, bool first, TimeSpan holds)
    {
        var (token, hash) = DeskKeys.NewToken();
        var (id, expires) = (store.NewId(), writing.Now + holds);
        writing.Add("invitation", ("id", id), ("token_hash", hash), ("role", role), ("first", first), ("account_id", account), ("made", writing.Now), ("made_by", writing.Actor.Name), ("maker", writing.Actor.Account), ("expires", expires));
        return new(id, new(token), role, expires);
    }
}

/// <summary>A link that was just made.</summary>
/// <param name="Id">Its name in lists.</param>
/// <param name="Token">What goes into the link; shown once.</param>
/// <param name="Role">What the person will be.</param>
/// <param name="Expires">Until when it works.</param>
public sealed record NewInvitation(string Id, Secret Token, string Role, DateTimeOffset Expires);

/// <summary>A link in the list.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Role">What the person will be.</param>
/// <param name="Account">For a new password: whose.</param>
/// <param name="MadeBy">Who invited.</param>
/// <param name="Expires">Until when it works.</param>
public sealed record InvitationLine(string Id, string Role, string? Account, string MadeBy, DateTimeOffset Expires)
{
    internal const string Columns = "id, role, account_id, made_by, expires";

    internal static InvitationLine Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.TextOf(2), row.GetString(3), row.TimeOf(4));
}
