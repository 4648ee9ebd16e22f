using System.Text;

namespace Demarc.Mail.Sending;

/// <summary>The ways to log in (RFC 4954): which of those a server offers is used, and what is said in each.</summary>
internal static class LoginExchange
{
    /// <summary>The first line, and an answer for each challenge (334) that follows; null where nothing we know is offered.</summary>
    /// <param name="offered">Mechanisms of the EHLO reply, in upper case.</param>
    public static (string Mechanism, string FirstLine, string[] Answers)? Choose(SubmissionLogin login, IReadOnlySet<string> offered)
    {
        if (login.IsToken)
        {
            // A refusal comes as a challenge that wants an empty answer before the 535 (Google's description of XOAUTH2).
            return offered.Contains("XOAUTH2") ? ("XOAUTH2", $"AUTH XOAUTH2 {Bearer(login)}", [""]) : null;
        }

        if (offered.Contains("PLAIN")) return ("PLAIN", $"AUTH PLAIN {Plain(login)}", []);
        return offered.Contains("LOGIN") ? ("LOGIN", "AUTH LOGIN", [Base64(login.Name), Base64(login.Secret)]) : null;
    }

    /// <summary>RFC 4616: no other identity, the login, the password.</summary>
    public static string Plain(SubmissionLogin login) => Base64($"\0{login.Name}\0{login.Secret}");

    public static string Bearer(SubmissionLogin login) => Base64($"user={login.Name}\u0001auth=Bearer {login.Secret}\u0001\u0001");

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
