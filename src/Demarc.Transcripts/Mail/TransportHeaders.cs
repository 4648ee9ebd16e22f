using System.Text;

namespace Demarc.Transcripts.Mail;

/// <summary>Reads RFC 5322 headers at the top of a text: names with colons and folded lines up to the first blank line.</summary>
internal static class TransportHeaders
{
    private const int MostLines = 300;
    private static readonly string[] Telling = ["From", "To", "Date", "Subject", "MIME-Version", "Message-ID", "Received", "Content-Type"];

    /// <summary>The headers of the text, or null when it does not open with two that only mail has.</summary>
    public static MailHeader? Read(EvidenceText text)
    {
        var first = 0;
        while (first < text.Count && text.Raw(first).IsWhiteSpace()) first++;
        var values = new Dictionary<string, StringBuilder>(StringComparer.OrdinalIgnoreCase);
        StringBuilder? open = null;
        var at = first;
        for (; at < text.Count && at - first < MostLines; at++)
        {
            var line = text.Raw(at);
            if (line.IsWhiteSpace()) break;
            if (line[0] is ' ' or '\t')
            {
                if (open is null) return null;
                open.Append(' ').Append(line.Trim());
                continue;
            }

            var colon = line.IndexOf(':');
            if (colon <= 0 || !IsName(line[..colon])) return null;
            open = new StringBuilder(line[(colon + 1)..].Trim().ToString());
            values.TryAdd(line[..colon].ToString(), open);
        }

        if (Telling.Count(values.ContainsKey) < 2) return null;
        string Value(string name) => values.TryGetValue(name, out var value) ? value.ToString() : "";
        return new MailHeader(
            first, at, 0,
            MailNames.Read(Value("From")),
            MailDates.Read(Value("Date"), chinese: false),
            MailNames.ReadAll(Value("To")),
            Value("Subject") is { Length: > 0 } subject ? MailNames.Decode(subject) : null);
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.Length > 60) return false;
        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character != '-') return false;
        }

        return true;
    }
}
