namespace Demarc.Mail.Sending;

/// <summary>
/// Message identifiers, with their angle brackets (RFC 5322 3.6.4). Our own has one @ with something on both sides; those of mail that
/// came in are taken as they are when they can be written at all, since only the exact text is found again.
/// </summary>
public static class MessageIdText
{
    private const int Longest = 900;

    /// <summary>Whether an identifier from elsewhere can be written into In-Reply-To and References; leave out one that cannot.</summary>
    public static bool IsWritable(string? id) =>
        id is { Length: > 2 and <= Longest } && id[0] == '<' && id[^1] == '>' && id.AsSpan(1, id.Length - 2).IndexOfAnyExceptInRange('!', '~') < 0
        && !id.AsSpan(1, id.Length - 2).ContainsAny('<', '>');

    internal static string Foreign(string field, string id)
    {
        ArgumentNullException.ThrowIfNull(id, field);
        if (!IsWritable(id)) throw new MessageFault(field, "is no message identifier in angle brackets", "不是尖括号中的邮件标识");
        return id;
    }

    internal static string Own(string field, string id)
    {
        Foreign(field, id);
        var at = id.IndexOf('@');
        if (at < 2 || at == id.Length - 2 || id.IndexOf('@', at + 1) >= 0 || id.Length > 250)
            throw new MessageFault(field, "needs the form <left@right>, up to 250 characters", "须为 <左@右> 的形式，不超过 250 个字符");
        return id;
    }
}
