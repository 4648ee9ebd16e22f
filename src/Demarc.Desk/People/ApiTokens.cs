using System.Data.Common;
using Demarc.Desk.Keys;
using Demarc.Desk.Store;

namespace Demarc.Desk.People;

/// <summary>
/// Keys by which programs act for a person. Each has a scope that narrows what the person may, an end, and can be revoked; its text is
/// shown once and begins so that scanners for secrets know it.
/// </summary>
public sealed class ApiTokens(DeskStore store, PeopleOptions options)
{
    private const string Prefix = "demarc_";
    private const int LongestName = 100;
    private const int MostPerPerson = 50;

    private static readonly TimeSpan Grain = TimeSpan.FromMinutes(5);

    /// <summary>Makes a token for oneself.</summary>
    /// <param name="actor">Whose it is.</param>
    /// <param name="name">What it is for.</param>
    /// <param name="scope">One of <see cref="Scopes"/>.</param>
    /// <param name="holds">For how long; null takes the default.</param>
    public NewApiToken Make(Actor actor, string name, string scope, TimeSpan? holds = null)
    {
        if (!Scopes.All.Contains(scope)) throw new DeskFault(DeskFaultKind.BadInput, new($"'{scope}' is no scope; there are {string.Join(", ", Scopes.All)}", $"没有范围“{scope}”；可用：{string.Join("、", Scopes.All)}"));
        var span = holds ?? options.ApiToken;
        if (span <= TimeSpan.Zero || span > options.LongestApiToken) throw new DeskFault(DeskFaultKind.BadInput, new($"a token holds at most {options.LongestApiToken.Days} days", $"令牌有效期最长 {options.LongestApiToken.Days} 天"));
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName) throw new DeskFault(DeskFaultKind.BadInput, new($"say in 1 to {LongestName} characters what the token is for", $"请用 1 至 {LongestName} 个字符说明令牌用途"));
        return store.Write(actor, writing =>
        {
            var account = actor.Account ?? throw new DeskFault(DeskFaultKind.BadInput, new("a token belongs to a person with an account", "令牌必须属于某个账户"));
            Authority.RequireSelfOr(writing, account, Right.ManagePeople);
            if (scope == Scopes.Admin) Authority.Require(writing, Right.ManagePeople);
            if (writing.Number("SELECT COUNT(*) FROM api_token WHERE account_id = @1 AND revoked IS NULL AND expires > @2", account, writing.Now) >= MostPerPerson) throw new DeskFault(DeskFaultKind.Conflict, new($"you have {MostPerPerson} tokens; revoke one first", $"您已有 {MostPerPerson} 个令牌，请先撤销一个"));
            var text = Prefix + DeskKeys.NewToken().Token;
            var (id, expires) = (store.NewId(), writing.Now + span);
            writing.Add("api_token", ("id", id), ("token_hash", DeskKeys.Hash(text)), ("account_id", account), ("name", name.Trim()), ("scope", scope), ("made", writing.Now), ("expires", expires));
            writing.Audit("token-made", null, $"{Authority.LoginOf(writing, account)} {scope}");
            return new NewApiToken(id, new(text), scope, expires);
        });
    }

    /// <summary>The caller whose token this is; null for anything else.</summary>
    public ApiCaller? Authenticate(string? token)
    {
        if (string.IsNullOrEmpty(token) || token.Length > 200 || !token.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var now = store.Clock.GetUtcNow();
        var line = store.Read(reading => reading.One($"SELECT {ApiTokenLine.Columns} FROM api_token WHERE token_hash = @1 AND revoked IS NULL AND expires > @2", ApiTokenLine.Read, DeskKeys.Hash(token), now));
        if (line is null) return null;
        var person = store.Read(reading => reading.One($"SELECT {Person.Columns} FROM account WHERE id = @1 AND disabled IS NULL AND removed IS NULL", Person.Read, line.Account));
        if (person is null) return null;
        if (line.LastUsed is null || now - line.LastUsed >= Grain) store.Write(person.Actor, writing => writing.Do("UPDATE api_token SET last_used = @2 WHERE id = @1", line.Id, now));
        return new(person, line.Id, line.Scope);
    }

    /// <summary>Tokens of a person, the newest first.</summary>
    public IReadOnlyList<ApiTokenLine> Of(string account) => store.Read(reading => reading.All($"SELECT {ApiTokenLine.Columns} FROM api_token WHERE account_id = @1 ORDER BY id DESC", ApiTokenLine.Read, account));

    /// <summary>Revokes a token. One's own always; another's takes <see cref="Right.ManagePeople"/>.</summary>
    public void Revoke(Actor actor, string account, string id) => store.Write(actor, writing =>
    {
        Authority.RequireSelfOr(writing, account, Right.ManagePeople);
        if (writing.Do("UPDATE api_token SET revoked = @3 WHERE id = @1 AND account_id = @2 AND revoked IS NULL", id, account, writing.Now) > 0) writing.Audit("token-revoked", null, Authority.LoginOf(writing, account));
    });

    internal static void RevokeAll(DeskWriting writing, string account)
    {
        if (writing.Do("UPDATE api_token SET revoked = @2 WHERE account_id = @1 AND revoked IS NULL", account, writing.Now) > 0) writing.Audit("tokens-revoked", null, Authority.LoginOf(writing, account));
    }
}

/// <summary>A token that was just made.</summary>
/// <param name="Id">Its name in lists.</param>
/// <param name="Token">Its text; shown once.</param>
/// <param name="Scope">One of <see cref="Scopes"/>.</param>
/// <param name="Expires">Until when it works.</param>
public sealed record NewApiToken(string Id, Secret Token, string Scope, DateTimeOffset Expires);

/// <summary>A token in the list.</summary>
/// <param name="Id">Its name; not its text.</param>
/// <param name="Account">Whose.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Scope">One of <see cref="Scopes"/>.</param>
/// <param name="Made">When.</param>
/// <param name="Expires">Until when it works.</param>
/// <param name="Revoked">When it was revoked.</param>
/// <param name="LastUsed">Last use, to some minutes.</param>
public sealed record ApiTokenLine(string Id, string Account, string Name, string Scope, DateTimeOffset Made, DateTimeOffset Expires, DateTimeOffset? Revoked, DateTimeOffset? LastUsed)
{
    internal const string Columns = "id, account_id, name, scope, made, expires, revoked, last_used";

    internal static ApiTokenLine Read(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.TimeOf(4), row.TimeOf(5), row.MaybeTimeOf(6), row.MaybeTimeOf(7));
}
