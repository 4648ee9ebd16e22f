using System.Text;

namespace Demarc.Mail.Sending;

/// <summary>
/// Removes what must not be kept from text that came from a server: some repeat what they were sent in their refusals. Each secret is
/// looked for as it is and in the encodings it was sent in. Text is cleaned before it is cut: half a secret would not be found.
/// </summary>
internal sealed class Secrets
{
    private const string Shown = "***";
    private readonly string[] _hidden;

    public Secrets(params string[] secrets) => _hidden = [.. secrets.Where(secret => secret.Length > 0).Distinct(StringComparer.Ordinal).OrderByDescending(secret => secret.Length)];

    public static Secrets None { get; } = new();

    public static Secrets Of(SubmissionLogin? login) => login is null
        ? None
        : new(login.Secret, Base64(login.Secret), LoginExchange.Plain(login), LoginExchange.Bearer(login), LoginExchange.Plain(login).TrimEnd('='), LoginExchange.Bearer(login).TrimEnd('='), Base64(login.Secret).TrimEnd('='));

    public string Hide(string text)
    {
        foreach (var secret in _hidden) text = text.Replace(secret, Shown, StringComparison.OrdinalIgnoreCase);
        return text;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
