namespace Demarc.Mail.Reading;

/// <summary>
/// Subjects that programs give to automatic answers, in English and Chinese: at the very start, and followed by a colon or
/// by nothing. "自动回复不工作" is a person's, and so is an answer to an automatic answer ("Re: Automatic reply: …").
/// </summary>
internal static class AutoReplySubject
{
    private static readonly string[] Starts =
    [
        "automatic reply", "autoreply", "auto-reply", "auto reply", "auto-response", "auto response", "autoresponse", "automated reply", "automated response", "automatic response",
        "out of office", "out of the office", "out-of-office", "out of office autoreply", "out of office reply", "out of office automatic reply", "ooo", "vacation reply", "on vacation", "away from office",
        "自动回复", "自動回覆", "自動回復", "自动答复", "自動答覆", "自动应答", "邮件自动回复", "系统自动回复", "外出自动回复", "休假自动回复", "不在办公室", "外出", "外出通知", "休假通知",
    ];

    // Programs put these before the subject they answer; alone they may be a person's words.
    private static readonly string[] OnlyWithColon = ["ooo", "外出", "on vacation"];

    public static bool Matches(string subject)
    {
        var text = subject.AsSpan().Trim();
        if (text is ['[' or '【' or '(' or '（', ..] && text.IndexOfAny("]】)）") is > 0 and var close && Exact(text[1..close])) return true;
        var colon = text.IndexOfAny(":：");
        var first = (colon < 0 ? text : text[..colon]).TrimEnd();
        return Exact(first) && (colon >= 0 || !Contains(OnlyWithColon, first));
    }

    private static bool Exact(ReadOnlySpan<char> words) => Contains(Starts, words);

    private static bool Contains(string[] known, ReadOnlySpan<char> words)
    {
        foreach (var start in known)
        {
            if (words.Equals(start, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
