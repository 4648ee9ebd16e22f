namespace Demarc.Mail.Sending;

/// <summary>
/// Who we are to a server. The secret is not a public property, so that no printing, logging or serializing of settings shows it.
/// </summary>
public sealed class SubmissionLogin
{
    private SubmissionLogin(string name, string secret, bool isToken)
    {
        Name = FieldText.Given("login", name, 255);
        // The fault of a secret names a character of it at most.
        Secret = FieldText.Given("secret", secret, 8000);
        IsToken = isToken;
    }

    public string Name { get; }

    /// <summary>An OAuth access token, not a password.</summary>
    public bool IsToken { get; }

    internal string Secret { get; }

    /// <summary>A login with a password: AUTH PLAIN (RFC 4616), else LOGIN.</summary>
    public static SubmissionLogin Password(string name, string password) => new(name, password, isToken: false);

    /// <summary>A login with an OAuth 2.0 access token: AUTH XOAUTH2, as Exchange Online and Gmail want it.</summary>
    public static SubmissionLogin Token(string name, string accessToken) => new(name, accessToken, isToken: true);

    public override string ToString() => $"{Name} (secret not shown)";
}
