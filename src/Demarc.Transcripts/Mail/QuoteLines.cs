using System.Text;
using System.Text.RegularExpressions;
using Demarc.Model;

namespace Demarc.Transcripts.Mail;

/// <summary>
/// Finds the one-sentence headers of quoted mails (<c>On … X wrote:</c>, <c>在 … X 写道：</c>, <c>X 于 … 写道：</c>), also
/// when wrapped over several lines, and the separators that only announce a mail. Further languages: <see cref="OtherQuoteLines"/>.
/// </summary>
internal static partial class QuoteLines
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int MostLines = 4;
    private const int Longest = 400;

    /// <summary>The quote line that opens at a line index, or null.</summary>
    public static MailHeader? Read(EvidenceText text, int first)
    {
        var opening = text.Span(first).Trim();
        if (!CanOpen(opening)) return null;
        var joined = new StringBuilder();
        for (var at = first; at < text.Count && at < first + MostLines; at++)
        {
            var line = text.Span(at).Trim();
            if (line.IsEmpty) return null;
            if (joined is [.., '=']) joined.Length--;
            else if (at > first) joined.Append(' ');
            joined.Append(line);
            if (joined.Length > Longest) return null;
            if (Parse(joined.ToString()) is { } parsed) return Header(text, first, at, parsed.Author, parsed.Time);
            if (line is [.., ':' or '：' or '.' or '。']) return null;
        }

        return null;
    }

    /// <summary>Whether a line is a separator such as <c>-----Original Message-----</c>.</summary>
    public static bool Announces(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        if (line.Length is < 6 or > 100) return false;
        return InTime.Is(Separator, line);
    }

    /// <summary>Whether a line is only a rule, as some programs draw above a header block.</summary>
    public static bool IsRule(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        return line.Length >= 8 && (line.Trim('_').IsEmpty || line.Trim('-').IsEmpty);
    }

    private static bool CanOpen(ReadOnlySpan<char> line) =>
        line.StartsWith("On ", StringComparison.Ordinal) || line.StartsWith("---- On ", StringComparison.Ordinal)
        || line is ['在', ..] || line.Contains('于') || OtherQuoteLines.CanOpen(line);

    private static MailHeader Header(EvidenceText text, int first, int last, string? author, Moment? time)
    {
        var depth = text.QuoteDepth(first);
        var body = last + 1;
        var next = body;
        while (next < text.Count && text.Span(next).IsWhiteSpace()) next++;
        if (next < text.Count && text.QuoteDepth(next) > depth) depth++;
        return new MailHeader(first, body, depth, author, time, null, null);
    }

    private static (string? Author, Moment? Time)? Parse(string line)
    {
        if (InTime.Match(Wrote, line) is not { } match) return OtherQuoteLines.Parse(line);
        var chinese = match.Groups["zh"].Success;
        if (InTime.Match(WhenAndWho, match.Groups["rest"].Value) is not { } when) return null;
        var who = match.Groups["who"].Success ? match.Groups["who"].Value : when.Groups["who"].Value;
        return (MailNames.Read(who), MailDates.Read(when.Groups["when"].Value, chinese));
    }

    [GeneratedRegex(@"^(-{2,6}\s)?(On\s(?<rest>.{6,350}?)(\s|>)\s?>?\s?wrote\s?(:|-{2,6})|(?<zh>在)\s?(?<rest>[^，。]{0,6}\d{4}.{4,200}?)写道\s?[:：]|(?<who>.{1,100}?)\s?(?<zh>于)\s?(?<rest>\d{4}.{4,60}?)写道\s?[:：])$", Options, 100)]
    private static partial Regex Wrote { get; }

    [GeneratedRegex(@"^(?<when>.{0,60}?(\d{1,2}:\d\d(:\d\d)?(\s?[ap]\.?m\.?)?(\s?(UTC|GMT)?[+-]\d{1,4}(:\d\d)?|\s(UTC|GMT|[A-Z]{3,4})(?=[\s,]))?|\d{4}(?!.{0,60}\d:\d\d)))[\s,，]{0,3}(?<who>.{0,200})$", Options, 100)]
    private static partial Regex WhenAndWho { get; }

    [GeneratedRegex(@"^([-=_*]{2,40}\s{0,3}(original message|forwarded message|forwarded by .{1,60}|ursprüngliche nachricht|message d'origine|邮件原件|原始邮件|原邮件|回复的原邮件|转发邮件信息|转发的邮件|第\s?\d{1,5}\s?封邮件)\s{0,3}[-=_*]{2,40}|begin forwarded message:)$", Options, 100)]
    private static partial Regex Separator { get; }
}
