namespace Demarc.Mail.Reading;

/// <summary>
/// Message-IDs (RFC 5322 3.6.4) without their angle brackets. Blanks that folding left inside go; other words of old
/// In-Reply-To fields are passed over; where no brackets are at all, words with an at sign count.
/// </summary>
internal static class MessageIds
{
    private const int Longest = 998;

    public static IReadOnlyList<string> Read(string raw, Scope scope)
    {
        var ids = new List<string>();
        for (var at = 0; at < raw.Length;)
        {
            var open = raw.IndexOf('<', at);
            var close = open < 0 ? -1 : raw.IndexOf('>', open);
            if (close < 0) break;
            var last = raw.LastIndexOf('<', close, close - open + 1);
            at = close + 1;
            if (!Take(ids, raw[(last + 1)..close], scope)) return ids;
        }

        if (ids.Count > 0) return ids;
        foreach (var word in raw.Split([' ', '\t', ',', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Contains('@', StringComparison.Ordinal) && !Take(ids, word.Trim('<', '>'), scope)) break;
        }

        return ids;
    }

    private static bool Take(List<string> ids, string text, Scope scope)
    {
        var id = string.Concat(text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
        if (id.Length is 0 or > Longest) return true;
        if (ids.Count >= scope.Limits.MaxReferences)
        {
            scope.Problem(MailProblemCode.TooManyReferences);
            return false;
        }

        ids.Add(id);
        return true;
    }
}
