using System.Text;
using System.Text.RegularExpressions;

namespace Demarc.Transcripts;

/// <summary>Masks what must not leave in any output: authorization headers, cookies, passwords, tokens, keys.</summary>
public static partial class Secrets
{
    private const string Mask = "****";
    private const int Timeout = 200;

    /// <summary>The text with secrets replaced by <c>****</c>; layout and line count stay.</summary>
    public static string MaskAll(string text)
    {
        if (text.Length == 0) return text;
        return InTime.Of(() => Masked(text), Mask);
    }

    private static string Masked(string text)
    {
        text = PrivateKey.Replace(text, "${head}" + Mask);
        text = Header.Replace(text, "${name}" + Mask);
        text = UrlUser.Replace(text, "${scheme}" + Mask + "@");
        text = Pair.Replace(text, "${name}" + Mask);
        return Bearer.Replace(text, "${name}" + Mask);
    }

    /// <summary>As <see cref="MaskAll"/>, cut to at most <paramref name="limit"/> UTF-8 bytes at a character boundary.</summary>
    public static string MaskAndCut(string text, int limit)
    {
        var masked = MaskAll(text);
        if (Encoding.UTF8.GetByteCount(masked) <= limit) return masked;
        var keep = 0;
        var bytes = 0;
        foreach (var rune in masked.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > limit - 3) break;
            keep += rune.Utf16SequenceLength;
        }

        return masked[..keep] + "…";
    }

    [GeneratedRegex(@"(?<name>\b(?:proxy-)?authorization\\?\s*:\s*\\?\s*(?:\w+\\?\s+)?|\b(?:set-)?cookie\\?\s*:\s*|\bx-(?:api-key|auth-token)\\?\s*:\s*)[^\s""'][^\r\n""']*?(?=["" ']?(?:\s+-|\r|\n|$|[""']))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout)]
    private static partial Regex Header { get; }

    [GeneratedRegex(@"(?<name>\bbearer\\?\s+)[A-Za-z0-9._~+/=-]{8,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout)]
    private static partial Regex Bearer { get; }

    [GeneratedRegex(@"(?<name>(?:\b(?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|access[_-]?key|session(?:id)?|sig(?:nature)?)|密码|口令)\s*[=:：]\s*)(?![*\s])[^\s&,;""']+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout)]
    private static partial Regex Pair { get; }

    [GeneratedRegex(@"(?<scheme>\b[a-z][a-z0-9+.-]{1,15}://)[^\s/@:]+:[^\s/@]+@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout)]
    private static partial Regex UrlUser { get; }

    [GeneratedRegex(@"(?<head>-----BEGIN [A-Z ]*PRIVATE KEY-----)[^-]{0,8000}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout)]
    private static partial Regex PrivateKey { get; }
}
