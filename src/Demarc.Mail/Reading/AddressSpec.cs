using System.Buffers;
using System.Text;

namespace Demarc.Mail.Reading;

/// <summary>
/// The address itself (addr-spec, RFC 5322 3.4.1): exactly one at sign outside quotes, no blanks, nothing that could be taken
/// for two addresses. An old route in front is dropped (RFC 5322 4.4), full-width signs are read as plain ones.
/// </summary>
internal static class AddressSpec
{
    private const int Longest = 320;
    private static readonly SearchValues<char> NotInAddress = SearchValues.Create("<>()\\\",;");

    /// <summary>The address in a text that should be one; null when it is none.</summary>
    public static string? Read(string text, Scope scope)
    {
        var plain = WithoutFullWidth(text);
        if (!ReferenceEquals(plain, text)) scope.Problem(MailProblemCode.AddressFullWidth, text);
        var address = Tight(plain);
        if (address is ['@', ..] && address.IndexOf(':', StringComparison.Ordinal) is > 0 and var route) address = address[(route + 1)..];
        if (address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)) address = address["mailto:".Length..];
        return IsOne(address) ? address : null;
    }

    /// <summary>The words of a text in which an address stands without brackets; blanks around at signs are none (RFC 5322 4.4), nor are those in quotes.</summary>
    public static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (inQuotes, pending) = (false, false);
        foreach (var letter in text)
        {
            if (letter == '"') inQuotes = !inQuotes;
            if (!inQuotes && letter is ' ' or '\t' or '\u3000' or '\u00a0')
            {
                pending = word.Length > 0 && word[^1] is not ('@' or '＠');
                continue;
            }

            if (pending && letter is not ('@' or '＠'))
            {
                words.Add(word.ToString());
                word.Clear();
            }

            pending = false;
            word.Append(letter);
        }

        if (word.Length > 0) words.Add(word.ToString());
        return words;
    }

    private static string Tight(string text)
    {
        var comments = new Comments(text);
        var tight = new StringBuilder(text.Length);
        var inQuotes = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"') inQuotes = !inQuotes;
            if (!inQuotes && text[i] == '(' && comments.End(i) is > 0 and var end) i = end - 1;
            else if (inQuotes || !char.IsWhiteSpace(text[i])) tight.Append(text[i]);
        }

        return tight.ToString();
    }

    private static bool IsOne(string address)
    {
        if (address.Length is < 3 or > Longest) return false;
        var local = 0;
        if (address[0] == '"')
        {
            for (local = 1; local < address.Length && address[local] != '"'; local++)
            {
                if (address[local] == '\\') local++;
            }

            if (++local >= address.Length) return false;
        }
        else
        {
            local = address.IndexOf('@', StringComparison.Ordinal);
        }

        if (local <= 0 || address[local] != '@' || local + 1 >= address.Length) return false;
        var domain = address.AsSpan(local + 1);
        var outside = address[0] == '"' ? domain : address.AsSpan();
        return !domain.ContainsAny("@\"") && !outside.ContainsAny(NotInAddress) && !address.AsSpan().ContainsAnyInRange('\0', '\u001f') && !address.Contains('\u007f', StringComparison.Ordinal);
    }

    private static string WithoutFullWidth(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('！', '～')) return text;
        return string.Create(text.Length, text, static (plain, wide) =>
        {
            for (var i = 0; i < plain.Length; i++) plain[i] = wide[i] is >= '！' and <= '～' ? (char)(wide[i] - '！' + '!') : wide[i];
        });
    }
}
