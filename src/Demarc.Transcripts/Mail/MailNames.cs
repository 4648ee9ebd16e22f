using System.Text;
using System.Text.RegularExpressions;

namespace Demarc.Transcripts.Mail;

/// <summary>
/// The name inside a mail address field, without the address: <c>'Wang' &lt;w@example.com&gt;</c> is Wang.
/// Where only an address is given, what stands before its @ is all the name there is.
/// </summary>
internal static partial class MailNames
{
    private const int LongestName = 80;

    /// <summary>The name; null when nothing usable is left.</summary>
    public static string? Read(string field) => InTime.Of(() => NameIn(field), null);

    private static string? NameIn(string field)
    {
        var text = Decode(field).Trim();
        var bare = Bracketed.Replace(text, " ");
        var name = Clean(bare);
        if (name.Length == 0) name = Clean(text.Trim('<', '>', '[', ']').Replace("mailto:", "", StringComparison.OrdinalIgnoreCase));
        if (name.Contains('@')) name = Clean(name[..name.IndexOf('@')]);
        return name.Length is 0 or > LongestName ? null : name;
    }

    /// <summary>Names of a list of recipients, in order; null when there are none.</summary>
    public static string? ReadAll(string field)
    {
        var names = field.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(Read).Where(name => name is not null).Take(50);
        var all = string.Join("; ", names);
        return all.Length == 0 ? null : all;
    }

    /// <summary>RFC 2047 encoded words in UTF-8 are decoded, others stay as they are.</summary>
    public static string Decode(string text)
    {
        if (!text.Contains("=?", StringComparison.Ordinal)) return text;
        return InTime.Of(() => EncodedWord.Replace(BetweenWords.Replace(text, "?==?"), match => DecodeWord(match) ?? match.Value), text);
    }

    private static string? DecodeWord(Match match)
    {
        var content = match.Groups["text"].Value;
        if (match.Groups["form"].Value is "B" or "b")
        {
            var bytes = new byte[content.Length];
            return Convert.TryFromBase64String(content, bytes, out var written) ? Encoding.UTF8.GetString(bytes, 0, written) : null;
        }

        var quoted = new List<byte>(content.Length);
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] == '=' && i + 2 < content.Length && byte.TryParse(content.AsSpan(i + 1, 2), System.Globalization.NumberStyles.HexNumber, null, out var value))
            {
                quoted.Add(value);
                i += 2;
            }
            else if (content[i] < 128) quoted.Add((byte)(content[i] == '_' ? ' ' : content[i]));
        }

        return Encoding.UTF8.GetString([.. quoted]);
    }

    private static string Clean(string text) => text.Trim().Trim('"', '\'', '‘', '’', '“', '”', ',', ';', '*', ' ', '\t', '(', ')', '<', '>').Trim();

    [GeneratedRegex(@"<[^<>]{0,200}@[^<>]{0,200}>?|\[mailto:[^\]]{0,200}\]?|\(\s?[^()\s]{1,100}@[^()\s]{1,100}\)|<(?=[^<>@]{0,3}$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Bracketed { get; }

    [GeneratedRegex(@"=\?utf-8\?(?<form>[BQ])\?(?<text>[^?\s]{0,200})\?=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex EncodedWord { get; }

    [GeneratedRegex(@"\?=\s{1,20}=\?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex BetweenWords { get; }
}
