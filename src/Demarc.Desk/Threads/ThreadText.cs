using System.Text;
using System.Text.RegularExpressions;

namespace Demarc.Desk.Threads;

/// <summary>Whether bytes are text that people wrote to each other, rather than a tool's output or a capture.</summary>
public static partial class ThreadText
{
    private const int Looked = 4096;
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase;
    private const int LongestLabel = 60;
    private const int LongestTitle = 200;

    /// <summary>The text of UTF-8 bytes; null for anything else.</summary>
    public static string? Of(ReadOnlySpan<byte> content)
    {
        if (content[..Math.Min(content.Length, Looked)].Contains((byte)0)) return null;
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content.StartsWith("\uFEFF"u8) ? content[3..] : content);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>It holds header blocks of mails, or is a note in Markdown.</summary>
    public static bool IsThread(string name, string text) => IsMail(text) || (Path.GetExtension(name).ToLowerInvariant() is ".md" or ".markdown" && Title(text) is not null);

    /// <summary>It holds header blocks of mails.</summary>
    public static bool IsMail(string text)
    {
        var (from, sent) = (false, false);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.IndexOfAny(':', '：') < 0) continue;
            var start = line[..Math.Min(line.Length, LongestLabel)];
            from |= From.IsMatch(start);
            sent |= Sent.IsMatch(start);
            if (from && sent) return true;
        }

        return false;
    }

    /// <summary>The first heading of a note.</summary>
    public static string? Title(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line is ['#', ..] && Heading.Match(line[..Math.Min(line.Length, LongestTitle)].ToString()) is { Success: true } heading) return heading.Groups["title"].Value.Trim();
        }

        return null;
    }

    [GeneratedRegex(@"^[\s>*]{0,12}(发件人|發件人|寄件者|from)\**\s{0,3}[:：]", Options, 2000)]
    private static partial Regex From { get; }

    [GeneratedRegex(@"^[\s>*]{0,12}(发送时间|發送時間|寄件日期|日期|时间|收件人|sent|date|to)\**\s{0,3}[:：]", Options, 2000)]
    private static partial Regex Sent { get; }

    [GeneratedRegex(@"^#{1,2}\s+(?<title>.+)$", Options, 2000)]
    private static partial Regex Heading { get; }
}
