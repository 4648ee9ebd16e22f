using System.Net;
using Demarc.Desk.Store;

namespace Demarc.Desk.People;

/// <summary>
/// Holds a login and a password against what is kept. Whatever is wrong, the work and the answer are the same. Tries are slowed down by
/// login and by address; where somebody has signed in before, strangers who fail under their name do not lock them out.
/// </summary>
internal sealed class SignIn(DeskStore store, Passwords passwords, Sessions sessions)
{
    private const int FreePerLogin = 5;
    private const int FreePerAddress = 20;
    private const int MostKnown = 5_000;

    private static readonly TimeSpan LongestPerLogin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestPerAddress = TimeSpan.FromMinutes(15);

    private readonly Brake _logins = new(store.Clock, FreePerLogin, LongestPerLogin);
    private readonly Brake _addresses = new(store.Clock, FreePerAddress, LongestPerAddress);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public SignInOutcome Try(string login, string password, IPAddress? address, string? place)
    {
        var (folded, where) = (LoginNames.Fold(login), Addresses.Key(address));
        var key = LoginKey(folded ?? "", where);
        if (Begin(key, where) is { Ticks: > 0 } wait) return new SignInOutcome.Wait(wait);
        var found = folded is null ? null : Find(folded);
        var fits = passwords.Fits(Cut(password), found?.Password);
        if (found is null || !fits || !found.Person.IsActive) return Refuse(found?.Person);
        var fresh = passwords.IsCheap(found.Password!) ? passwords.Keep(password) : null;
        var welcome = store.Write(found.Person.Actor, writing => Welcome(writing, found, fresh, place));
        if (welcome is null) return new SignInOutcome.Refused();
        Succeed(found.Person.Login, key, where);
        return welcome;
    }

    /// <summary>Whether it is the person's password; counted and slowed down as signing in is.</summary>
    public bool IsPassword(Person person, string password, IPAddress? address)
    {
        var where = Addresses.Key(address);
        var key = LoginKey(person.Login, where);
        if (Begin(key, where) > TimeSpan.Zero || Find(person.Login) is not { } found || !passwords.Fits(Cut(password), found.Password)) return false;
        Succeed(person.Login, key, where);
        return true;
    }

    /// <summary>The person set a new password by a link: failures before that do not count.</summary>
    public void Forgive(string login) => _logins.Forgive(login);

    private SignInOutcome.Welcome? Welcome(DeskWriting writing, Found found, string? fresh, string? place)
    {
        // Disabled, or given another password, while this one was being looked at.
        if (writing.Number("SELECT COUNT(*) FROM account WHERE id = @1 AND password = @2 AND disabled IS NULL AND removed IS NULL", found.Person.Id, found.Password) == 0) return null;
        writing.Do("UPDATE account SET password = COALESCE(@2, password), last_seen = @3 WHERE id = @1", found.Person.Id, fresh, writing.Now);
        var (token, signedIn) = sessions.Begin(writing, found.Person with { LastSeen = writing.Now }, place);
        writing.Audit("sign-in", null, found.Person.Login);
        return new(token, signedIn);
    }

    /// <summary>Failures leave a line as well, for unknown logins without what was typed: it may have been the password.</summary>
    private SignInOutcome.Refused Refuse(Person? person)
    {
        store.Write(Actor.Desk, writing => writing.Audit("sign-in-failed", null, person?.Login ?? "unknown login"));
        return new();
    }

    private TimeSpan Begin(string login, string where)
    {
        if (_addresses.Begin(where) is { Ticks: > 0 } wait) return wait;
        wait = _logins.Begin(login);
        if (wait > TimeSpan.Zero) _addresses.TakeBack(where);
        return wait;
    }

    private void Succeed(string login, string key, string where)
    {
        _logins.Forgive(key);
        _addresses.TakeBack(where);
        lock (_gate)
        {
            if (_known.Count >= MostKnown) _known.Clear();
            _known.Add($"{login} {where}");
        }
    }

    private string LoginKey(string login, string where)
    {
        lock (_gate) return _known.Contains($"{login} {where}") ? $"{login} {where}" : login;
    }

    private Found? Find(string login) => store.Read(reading => reading.One($"SELECT {Person.Columns}, password FROM account WHERE login = @1", row => new Found(Person.Read(row), row.TextOf(9)), login));

    /// <summary>Longer ones are never kept, and must not cost more.</summary>
    private static string Cut(string password) => password.Length > PasswordRules.Longest * 2 ? "" : password;

    private sealed record Found(Person Person, string? Password)
    {
        public override string ToString() => Person.Login;
    }
}
