using System.Text.RegularExpressions;

namespace Demarc.Transcripts.Mail;

/// <summary>
/// Who signed a mail that has no header, where that is clear: a name known from the chain stands in the block of
/// contact lines at the end, or a short name follows a closing formula.
/// </summary>
internal static partial class Signatures
{
    private const int Depth = 14;
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>The author, or null when it is not clear.</summary>
    public static string? Author(EvidenceText text, int first, int last, IReadOnlyCollection<string> known)
    {
        var from = Math.Max(first, last - Depth);
        var contact = -1;
        for (var at = from; at <= last && contact < 0; at++)
        {
            if (InTime.Is(Contact, text.Span(at))) contact = at;
        }

        if (contact >= 0 && KnownAbove(text, Math.Max(first, contact - 8), contact, known) is { } signed) return signed;
        for (var at = last; at > from; at--)
        {
            if (InTime.Is(Closing, text.Span(at))) return NameBelow(text, at + 1, last);
        }

        return null;
    }

    private static string? KnownAbove(EvidenceText text, int from, int contact, IReadOnlyCollection<string> known)
    {
        string? found = null;
        for (var at = from; at <= contact; at++)
        {
            var line = text.Span(at);
            if (line.Length > 60) continue;
            foreach (var name in known)
            {
                if (!line.Contains(name, StringComparison.OrdinalIgnoreCase)) continue;
                if (found is not null && found != name) return null;
                found = name;
            }
        }

        return found;
    }

    private static string? NameBelow(EvidenceText text, int at, int last)
    {
        while (at <= last && text.Span(at).IsWhiteSpace()) at++;
        if (at > last) return null;
        var line = text.Span(at).Trim().ToString();
        return InTime.Is(Name, line) ? line : null;
    }

    [GeneratedRegex(@"^\s*[*]?(服务电话|热线电话|电话|手机|邮箱|电子邮箱|tel|phone|mobile|e-?mail)\b?.{0,20}[:：]?.{0,20}(\d{5}|@)", Options, 100)]
    private static partial Regex Contact { get; }

    [GeneratedRegex(@"^\s*(best regards|kind regards|regards|best wishes|best|thanks|thank you|many thanks|cheers|此致|敬礼|谢谢)\s?[,，.。!！]?$", Options, 100)]
    private static partial Regex Closing { get; }

    [GeneratedRegex(@"^(\p{Lu}[\p{L}'.-]{1,20}(\s\p{Lu}[\p{L}'.-]{0,20}){0,2}|[\u4E00-\u9FFF]{2,4})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Name { get; }
}
