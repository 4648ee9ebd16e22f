using System.Text.RegularExpressions;

namespace Demarc.Desk.Intake;

/// <summary>Subjects as people's mail programs leave them: prefixes in any mix of languages, full-width colons, tags of case systems.</summary>
public static partial class Subjects
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase;

    /// <summary>The subject without reply and forward prefixes.</summary>
    public static string Plain(string subject) => Prefixes.Replace(subject.Trim(), "").Trim();

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

    [GeneratedRegex(@"^((回复|答复|回覆|答覆|转发|轉寄|轉發|re|fw|fwd|aw|wg|sv|antw)(\[\d{1,3}\]|\(\d{1,3}\))?\s{0,3}[:：]\s{0,3}){1,30}", Options, 2000)]
    private static partial Regex Prefixes { get; }
}
