using System.Text;

namespace Demarc.Mail.Sending;

/// <summary>One reply of a server (RFC 5321 4.2), bounded and without secrets.</summary>
/// <param name="Code">Three digits.</param>
/// <param name="Enhanced">Such as <c>5.7.1</c> (RFC 2034, RFC 3463); null where the text has none of the code's class.</param>
/// <param name="Text">The lines joined by spaces, the codes left out; at most 1,000 characters.</param>
public sealed record SmtpReply(int Code, string? Enhanced, string Text)
{
    private const int LongestText = 1000;

    public bool IsPositive => Code is >= 200 and < 300;

    public bool IsTransient => Code is >= 400 and < 500;

    public bool IsPermanent => Code is >= 500 and < 600;

    /// <param name="lines">Without their codes.</param>
    internal static SmtpReply Of(int code, IReadOnlyList<string> lines, Secrets secrets)
    {
        var (enhanced, text) = (EnhancedOf(code, lines[0]), new StringBuilder());
        foreach (var line in lines)
        {
            var rest = enhanced is not null && EnhancedOf(code, line) is { } own ? line[own.Length..] : line;
            text.Append(text.Length > 0 ? " " : "").Append(rest.Trim());
        }

        var hidden = secrets.Hide(text.ToString());
        return new(code, enhanced, hidden.Length > LongestText ? hidden[..LongestText] + "…" : hidden);
    }

    public override string ToString() => Enhanced is null ? $"{Code} {Text}".TrimEnd() : $"{Code} {Enhanced} {Text}".TrimEnd();

    /// <summary>The three numbers a line begins with, of the same class as the code (RFC 2034 3).</summary>
    private static string? EnhancedOf(int code, string line)
    {
        var end = line.IndexOf(' ');
        var word = end < 0 ? line : line[..end];
        var parts = word.Split('.');
        return parts.Length == 3 && parts.All(part => part.Length is > 0 and <= 3 && part.All(char.IsAsciiDigit)) && parts[0] == (code / 100).ToString() ? word : null;
    }
}
