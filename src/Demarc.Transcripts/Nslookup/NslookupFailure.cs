namespace Demarc.Transcripts.Nslookup;

/// <summary>
/// The lines that begin with stars. The reason after the last colon stays English on Windows whatever the locale, except
/// for the request timeout, which is a whole translated sentence.
/// </summary>
internal static class NslookupFailure
{
    private static readonly string[] TimedOut =
    [
        "timed-out", "timed out", "No response from server", "超时", "逾時", "タイムアウト", "시간", "est dépassé", "Zeitüberschreitung", "tiempo de espera",
        "tempo limite", "Превышено время", "время ожидания", "limit czasu", "zaman aşımı",
    ];

    /// <summary>Outcome, response code and name of a <c>***</c> or <c>**</c> line; null when it says nothing of the question.</summary>
    public static (string Outcome, string? Rcode, string? Name)? Read(string line)
    {
        if (!line.StartsWith("** ", StringComparison.Ordinal) && !line.StartsWith("*** ", StringComparison.Ordinal)) return null;
        if (line.Contains("server name for address", StringComparison.Ordinal)) return null;
        var colon = line.LastIndexOf(": ", StringComparison.Ordinal);
        var reason = colon < 0 ? "" : line[(colon + 2)..].Trim().TrimEnd('.');
        var name = colon < 0 ? null : NameBefore(line[..colon]);
        switch (reason)
        {
            case "NXDOMAIN" or "Non-existent domain" or "Non-existent host/domain":
                return ("nxdomain", "NXDOMAIN", name);
            case "SERVFAIL" or "Server failed":
                return ("servfail", "SERVFAIL", name);
            case "REFUSED" or "Query refused":
                return ("refused", "REFUSED", name);
            case "No answer":
                return ("ok", "NOERROR", name);
            case "No response from server":
                return ("timeout", null, name);
        }

        foreach (var words in TimedOut)
        {
            if (line.Contains(words, StringComparison.OrdinalIgnoreCase)) return ("timeout", null, null);
        }

        return null;
    }

    /// <summary>The last word with a dot in it: the name stands last in most locales, before "not found" in some.</summary>
    private static string? NameBefore(string text)
    {
        foreach (var word in text.Split(' ').Reverse())
        {
            var name = word.Trim('"', '\'', '.', '«', '»', '“', '”', ':');
            if (name.Contains('.') && !name.StartsWith('*')) return name;
        }

        return null;
    }
}
