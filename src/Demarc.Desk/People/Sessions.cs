using System.Security.Cryptography;
using System.Text;
using Demarc.Desk.Keys;
using Demarc.Desk.Store;

namespace Demarc.Desk.People;

/// <summary>
/// Who is signed in where. A session is known by a random token of which only the hash is kept; each use pushes its end on, up to a limit.
/// What forms have to send back against forgery is derived from the token and kept nowhere.
/// </summary>
public sealed class Sessions(DeskStore store, PeopleOptions options)
{
    /// <summary>Uses closer together than this are one use: reading pages must not write to the disk each time.</summary>
    private static readonly TimeSpan Grain = TimeSpan.FromMinutes(5);

    /// <summary>Ended sessions are shown for so long.</summary>
    private static readonly TimeSpan KeepEnded = TimeSpan.FromDays(30);

    private const int LongestPlace = 200;

    /// <summary>The person whose session this is; null for anything else.</summary>
    public SignedIn? Authenticate(string? token)
    {
        if (string.IsNullOrEmpty(token) || token.Length > 200) return null;
        var now = store.Clock.GetUtcNow();
        var hash = DeskKeys.Hash(token);
        var line = store.Read(reading => reading.One($"SELECT {SessionLine.Columns} FROM session WHERE token_hash = @1 AND revoked IS NULL AND expires > @2", SessionLine.Read, hash, now));
        if (line is null) return null;
        var person = store.Read(reading => reading.One($"SELECT {Person.Columns} FROM account WHERE id = @1 AND disabled IS NULL AND removed IS NULL", Person.Read, line.Account));
        if (person is null) return null;
        var expires = line.Expires;
        if (now - line.Seen >= Grain)
        {
            expires = Ends(line.Made, now);
            store.Write(person.Actor, writing => writing.Do("UPDATE session SET seen = @2, expires = @3 WHERE id = @1 AND revoked IS NULL", line.Id, now, expires));
        }

        return new(person, line.Id, Csrf(token), expires);
    }

    /// <summary>Sessions of a person, live ones and those that ended lately, the last used first.</summary>
    public IReadOnlyList<SessionLine> Of(string account) => store.Read(reading => reading.All($"SELECT {SessionLine.Columns} FROM session WHERE account_id = @1 ORDER BY seen DESC, id DESC", SessionLine.Read, account));

    /// <summary>Ends the session of this token, if it is one.</summary>
    public void SignOut(string token) => store.Write(Actor.Desk, writing =>
    {
        if (writing.One("SELECT a.id, a.login FROM session s JOIN account a ON a.id = s.account_id WHERE s.token_hash = @1 AND s.revoked IS NULL", row => row.GetString(1), DeskKeys.Hash(token)) is not { } login) return;
        writing.Do("UPDATE session SET revoked = @2 WHERE token_hash = @1", DeskKeys.Hash(token), writing.Now);
        writing.Audit("sign-out", null, login);
    });

    /// <summary>Ends one session of a person. One's own always; another's takes <see cref="Right.ManagePeople"/>.</summary>
    public void Revoke(Actor actor, string account, string session) => store.Write(actor, writing =>
    {
        Authority.RequireSelfOr(writing, account, Right.ManagePeople);
        if (writing.Do("UPDATE session SET revoked = @3 WHERE id = @1 AND account_id = @2 AND revoked IS NULL", session, account, writing.Now) > 0) writing.Audit("session-revoked", null, Authority.LoginOf(writing, account));
    });

    /// <summary>Ends all sessions of a person, save one if they keep it.</summary>
    /// <returns>How many ended.</returns>
    public int RevokeAll(Actor actor, string account, string? except = null) => store.Write(actor, writing =>
    {
        Authority.RequireSelfOr(writing, account, Right.ManagePeople);
        return RevokeAll(writing, account, except);
    });

    internal static int RevokeAll(DeskWriting writing, string account, string? except = null)
    {
        var ended = writing.Do("UPDATE session SET revoked = @2 WHERE account_id = @1 AND revoked IS NULL AND expires > @2 AND id <> @3", account, writing.Now, except ?? "");
        if (ended > 0) writing.Audit("sessions-revoked", null, Authority.LoginOf(writing, account));
        return ended;
    }

    internal (Secret Token, SignedIn SignedIn) Begin(DeskWriting writing, Person person, string? place)
    {
        writing.Do("DELETE FROM session WHERE expires < @1", writing.Now - KeepEnded);
        var (token, hash) = DeskKeys.NewToken();
        var (id, expires) = (store.NewId(), Ends(writing.Now, writing.Now));
        writing.Add("session", ("id", id), ("token_hash", hash), ("account_id", person.Id), ("place", Text(place)), ("made", writing.Now), ("seen", writing.Now), ("expires", expires));
        return (new(token), new(person, id, Csrf(token), expires));
    }

    private DateTimeOffset Ends(DateTimeOffset made, DateTimeOffset used)
    {
        var (idle, longest) = (used + options.SessionIdle, made + options.SessionLongest);
        return idle < longest ? idle : longest;
    }

    private static Secret Csrf(string token) => new(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), "csrf"u8)));

    private static string? Text(string? place) => place is null ? null : string.Concat(place.Where(it => !char.IsControl(it)).Take(LongestPlace));
}
