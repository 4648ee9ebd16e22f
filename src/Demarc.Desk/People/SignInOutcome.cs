using Demarc.Model;

namespace Demarc.Desk.People;

/// <summary>What comes of signing in.</summary>
public abstract record SignInOutcome
{
    private SignInOutcome() { }

    /// <summary>Signed in.</summary>
    /// <param name="Token">For the cookie; shown once.</param>
    /// <param name="SignedIn">Who.</param>
    public sealed record Welcome(Secret Token, SignedIn SignedIn) : SignInOutcome;

    /// <summary>No such login, a wrong password, or an account that is disabled: nobody is told which.</summary>
    public sealed record Refused : SignInOutcome
    {
        public Bilingual Text { get; } = new("the login name or the password is wrong", "登录名或密码不正确");
    }

    /// <summary>Too many tries: the next one is looked at after this time.</summary>
    public sealed record Wait(TimeSpan For) : SignInOutcome
    {
        private string Seconds => Math.Ceiling(For.TotalSeconds).ToString("0", System.Globalization.CultureInfo.InvariantCulture);

        public Bilingual Text => new($"too many attempts; try again in {Seconds} s", $"尝试次数过多，请在 {Seconds} 秒后重试");
    }
}

/// <summary>A person in one of their sessions.</summary>
/// <param name="Person">Who.</param>
/// <param name="Session">The session's name in lists; not its token.</param>
/// <param name="Csrf">What forms of this session have to send back.</param>
/// <param name="Expires">When the session ends unless it is used.</param>
public sealed record SignedIn(Person Person, string Session, Secret Csrf, DateTimeOffset Expires)
{
    /// <summary>Whether a form sent back this session's secret.</summary>
    public bool Sent(string? csrf) => csrf is not null && FixedTime.Same(csrf, Csrf.Reveal());
}

/// <summary>A program that acts for a person by an API token.</summary>
/// <param name="Person">Whose token it is.</param>
/// <param name="Token">The token's name in lists; not its text.</param>
/// <param name="Scope">One of <see cref="Scopes"/>.</param>
public sealed record ApiCaller(Person Person, string Token, string Scope)
{
    /// <summary>Whether both the person and the token may do it.</summary>
    public bool May(Right right) => Permissions.Has(Person.Role, right) && Permissions.LetsThrough(Scope, right);
}
