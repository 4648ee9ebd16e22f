using System.Text.RegularExpressions;

namespace Demarc.Desk.Intake;

/// <summary>Subjects as people's mail programs leave them: prefixes in any mix of languages, full-width colons, tags of case systems.</summary>
public static partial class Subjects
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase;

    /// <summary>The subject without reply and forward prefixes.</summary>
    public static string Plain(string subject) => Prefixes.Replace(subject.Trim(), "").Trim();

    /// <summary>What a case is called by its mail's subject: without prefixes and without the tags of case systems.</summary>
    public static string Title(string subject)
    {
        var plain = Tags.Replace(Plain(subject), " ");
        return Blanks.Replace(plain, " ").Trim(' ', '%', '-', '|', '·', ':', '：') is { Length: > 0 } title ? title : subject.Trim();
    }

    /// <summary>Whether a text is rather Chinese than English.</summary>
    public static bool IsChinese(string text)
    {
        var (han, letters) = (0, 0);
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, 4000)))
        {
            if (c is >= '\u4e00' and <= '\u9fff') han++;
            else if (char.IsAsciiLetter(c)) letters++;
        }

        return han * 8 > letters;
    }

    [GeneratedRegex(@"[\[【(（]\s{0,3}(案例号|案例编号|工单编号|工单号|工单|case\s?(no|number|id|#)?)\s{0,3}[.:：#＃]{0,2}\s{0,3}[A-Za-z0-9-]{4,30}\s{0,3}[\]】)）]|\bCMIT:\d{4,12}\b", Options, 100)]
    private static partial Regex Tags { get; }

    [GeneratedRegex(@"(\s{0,4}%){1,4}\s{1,4}|\s{2,}", Options, 100)]
    private static partial Regex Blanks { get; }

    [GeneratedRegex(@"^((回复|答复|回覆|答覆|转发|轉寄|轉發|re|fw|fwd|aw|wg|sv|antw)(\[\d{1,3}\]|\(\d{1,3}\))?\s{0,3}[:：]\s{0,3}){1,30}", Options, 2000)]
    private static partial Regex Prefixes { get; }
}
