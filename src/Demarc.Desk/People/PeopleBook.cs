using System.Net;
using Demarc.Desk.Cases;
using Demarc.Desk.Store;

namespace Demarc.Desk.People;

/// <summary>The people of the desk: who has an account, what they may do, and whether who comes is who they say.</summary>
public sealed class PeopleBook
{
    private readonly DeskStore _store;
    private readonly Passwords _passwords;
    private readonly SignIn _signIn;

    public PeopleBook(DeskStore store, PeopleOptions? options = null)
    {
        options ??= new();
        _store = store;
        _passwords = new(options.Iterations);
        Sessions = new(store, options);
        Invitations = new(store, options);
        ApiTokens = new(store, options);
        Access = new(store);
        _signIn = new(store, _passwords, Sessions);
    }

    public Sessions Sessions { get; }

    public Invitations Invitations { get; }

    public ApiTokens ApiTokens { get; }

    public CaseAccess Access { get; }

    internal Passwords Passwords => _passwords;

    /// <summary>Where there is no account yet: a one-time link for the first admin, to be printed in the terminal. Else null.</summary>
    public NewInvitation? FirstRun() => Invitations.First();

    /// <summary>Makes an account by an invitation, exactly once.</summary>
    /// <exception cref="DeskFault">The invitation does not work any more, the login is taken, or the password is too easy.</exception>
    public Person AcceptInvitation(string token, string login, string name, string password, string? language = null)
    {
        (login, name) = (LoginNames.Check(login), LoginNames.CheckName(name));
        PasswordRules.Check(password, login, name);
        if (Invitations.Look(token) is not { Account: null }) throw Invitations.NotValid();
        var kept = _passwords.Keep(password);
        var id = _store.NewId();
        return _store.Write(new Actor(id, login), writing =>
        {
            var invitation = Invitations.Use(writing, token);
            if (writing.Number("SELECT COUNT(*) FROM account WHERE login = @1", login) > 0) throw new DeskFault(DeskFaultKind.Conflict, new("this login name is taken; choose another", "该登录名已被使用，请换一个"));
            writing.Add("account", ("id", id), ("login", login), ("name", name), ("role", invitation.Role), ("password", kept), ("language", Language(language)), ("made", writing.Now));
            writing.Audit("person-added", null, $"{login} {invitation.Role}");
            return Authority.Get(writing, id);
        });
    }

    /// <summary>Sets a new password by a link an admin made; everything the person had open ends.</summary>
    public void AcceptPasswordLink(string token, string password)
    {
        if (Invitations.Look(token) is not { Account: { } account }) throw Invitations.NotValid();
        var person = Get(account);
        PasswordRules.Check(password, person.Login, person.Name);
        var kept = _passwords.Keep(password);
        _store.Write(person.Actor, writing =>
        {
            Invitations.Use(writing, token);
            SetPassword(writing, person, kept, null);
            ApiTokens.RevokeAll(writing, person.Id);
        });
        _signIn.Forgive(person.Login);
    }

    /// <summary>Signs in.</summary>
    /// <param name="login">As typed.</param>
    /// <param name="password">As typed.</param>
    /// <param name="address">Where it comes from; tries are counted by it.</param>
    /// <param name="place">Browser and address for the person's own list of sessions.</param>
    public SignInOutcome SignIn(string login, string password, IPAddress? address, string? place = null) => _signIn.Try(login, password, address, place);

    /// <inheritdoc cref="Sessions.Authenticate"/>
    public SignedIn? Authenticate(string? token) => Sessions.Authenticate(token);

    /// <inheritdoc cref="ApiTokens.Authenticate"/>
    public ApiCaller? AuthenticateApi(string? token) => ApiTokens.Authenticate(token);

    /// <inheritdoc cref="CaseAccess.MaySee"/>
    public bool MaySee(Person person, CaseRecord desired) => Access.MaySee(person, desired);

    /// <summary>Whether the person has the right, and for rights on cases also sees this one.</summary>
    public bool May(Person person, Right right, CaseRecord? desired = null) => Permissions.Has(person.Role, right) && person.IsActive && (desired is null || MaySee(person, desired));

    /// <summary>Everybody, the removed ones last.</summary>
    public IReadOnlyList<Person> List() => _store.Read(reading => reading.All($"SELECT {Person.Columns} FROM account ORDER BY removed IS NOT NULL, login", Person.Read));

    /// <exception cref="DeskFault">There is no such person.</exception>
    public Person Get(string account) => _store.Read(reading => Authority.Get(reading, account));

    /// <summary>By login; null where there is none.</summary>
    public Person? Find(string login) => _store.Read(reading => reading.One($"SELECT {Person.Columns} FROM account WHERE login = @1 AND removed IS NULL", Person.Read, LoginNames.Fold(login)));

    /// <summary>Changes one's own name and language; another's takes <see cref="Right.ManagePeople"/>.</summary>
    public void Rename(Actor actor, string account, string name, string? language) => _store.Write(actor, writing =>
    {
        Authority.RequireSelfOr(writing, account, Right.ManagePeople);
        var person = Authority.Get(writing, account);
        writing.Do("UPDATE account SET name = @2, language = @3 WHERE id = @1", account, LoginNames.CheckName(name), Language(language));
        writing.Audit("person-renamed", null, person.Login);
    });

    /// <summary>Changes one's own password; other sessions end.</summary>
    /// <param name="signedIn">Who, in the session that stays.</param>
    /// <param name="old">The password so far.</param>
    /// <param name="fresh">The new one.</param>
    /// <param name="address">Where it comes from; tries are counted as at signing in.</param>
    public void ChangePassword(SignedIn signedIn, string old, string fresh, IPAddress? address)
    {
        var person = signedIn.Person;
        PasswordRules.Check(fresh, person.Login, person.Name);
        if (!_signIn.IsPassword(person, old, address)) throw new DeskFault(DeskFaultKind.NotPermitted, new("the password so far is not right, or was tried too often", "原密码不正确，或尝试次数过多"));
        var kept = _passwords.Keep(fresh);
        _store.Write(person.Actor, writing =>
        {
            Authority.RequireSelfOr(writing, person.Id, Right.ManagePeople);
            SetPassword(writing, person, kept, signedIn.Session);
        });
    }

    public void SetRole(Actor actor, string account, string role) => _store.Write(actor, writing =>
    {
        Authority.Require(writing, Right.ManagePeople);
        if (!Roles.All.Contains(role)) throw Invitations.NoSuchRole(role);
        var person = Authority.Get(writing, account);
        writing.Do("UPDATE account SET role = @2 WHERE id = @1", account, role);
        AnAdminStays(writing);
        writing.Audit("person-role", null, $"{person.Login} {role}");
    });

    /// <summary>Disables an account or enables it again. What was open ends and does not come back.</summary>
    public void SetDisabled(Actor actor, string account, bool disabled) => _store.Write(actor, writing =>
    {
        Authority.Require(writing, Right.ManagePeople);
        var person = Authority.Get(writing, account);
        writing.Do("UPDATE account SET disabled = @2 WHERE id = @1", account, disabled ? writing.Now : null);
        if (disabled) End(writing, account);
        AnAdminStays(writing);
        writing.Audit(disabled ? "person-disabled" : "person-enabled", null, person.Login);
    });

    /// <summary>Removes a person. Their name stays at what they did, and their login is not given away again.</summary>
    public void Remove(Actor actor, string account) => _store.Write(actor, writing =>
    {
        Authority.Require(writing, Right.ManagePeople);
        var person = Authority.Get(writing, account);
        writing.Do("UPDATE account SET removed = @2, password = NULL WHERE id = @1", account, writing.Now);
        writing.Do("DELETE FROM case_access WHERE account_id = @1", account);
        End(writing, account);
        AnAdminStays(writing);
        writing.Audit("person-removed", null, person.Login);
    });

    private static void End(DeskWriting writing, string account)
    {
        Sessions.RevokeAll(writing, account);
        ApiTokens.RevokeAll(writing, account);
        writing.Do("DELETE FROM invitation WHERE account_id = @1 AND used IS NULL", account);
    }

    private static void SetPassword(DeskWriting writing, Person person, string kept, string? session)
    {
        writing.Do("UPDATE account SET password = @2 WHERE id = @1 AND removed IS NULL", person.Id, kept);
        Sessions.RevokeAll(writing, person.Id, session);
        writing.Do("DELETE FROM invitation WHERE account_id = @1 AND used IS NULL", person.Id);
        writing.Audit("password-changed", null, person.Login);
    }

    private static void AnAdminStays(DeskWriting writing)
    {
        if (writing.Number("SELECT COUNT(*) FROM account WHERE role = @1 AND disabled IS NULL AND removed IS NULL AND password IS NOT NULL", Roles.Admin) == 0)
            throw new DeskFault(DeskFaultKind.Conflict, new("this is the last admin; make somebody else admin first", "这是最后一位管理员，请先指定另一位管理员"));
    }

    private static string? Language(string? language) => language is "zh" or "en" ? language : null;
}
