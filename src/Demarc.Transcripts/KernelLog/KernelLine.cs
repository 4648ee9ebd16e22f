using System.Globalization;
using Demarc.Model;
using Demarc.Transcripts.Dates;

namespace Demarc.Transcripts.KernelLog;

/// <summary>
/// A line of the kernel's log: as dmesg prints it (<c>[38775494.392631] …</c>, <c>[Mon May  1 10:00:00 2023] …</c>) or as syslog and
/// journalctl hold it (<c>Feb 23 16:44:36 host kernel: [38775494.4] …</c>).
/// </summary>
/// <param name="Time">When, as far as the line tells: seconds since boot and days without a year fix no instant.</param>
/// <param name="Host">The machine's name, where the log names it.</param>
/// <param name="Message">The words after all that.</param>
internal sealed record KernelLine(Moment? Time, string? Host, string Message)
{
    public static KernelLine? Parse(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        if (line.Length is < 12 or > 2000) return null;
        if (Stamp(line, out var after) is { } stamp) return new(stamp, null, line[after..].Trim().ToString());
        var mark = line.IndexOf(" kernel: ");
        if (mark is < 1 or > 120) return null;
        var head = line[..mark].ToString().Split(' ', 8, StringSplitOptions.RemoveEmptyEntries);
        if (head.Length is < 1 or > 5) return null;
        var time = When(head, out var words);
        var message = Bare(line[(mark + 9)..]);
        // Without a time before it, only the seconds since boot tell a log from a sentence.
        if (head.Length != words + 1 || (time is null && line[(mark + 9)..].TrimStart() is not ['[', ..])) return null;
        return new(time, head[words] is "localhost" ? null : head[words], message);
    }

    /// <summary>The message without the seconds since boot syslog keeps before it.</summary>
    private static string Bare(ReadOnlySpan<char> text) => (Stamp(text.TrimStart(), out var after) is null ? text : text.TrimStart()[after..]).Trim().ToString();

    private static Moment? Stamp(ReadOnlySpan<char> line, out int after)
    {
        after = 0;
        if (line is not ['[', ..] || line.IndexOf(']') is not (> 4 and < 34 and var close)) return null;
        var inside = line[1..close].Trim();
        var dot = inside.IndexOf('.');
        var seconds = dot > 0 && inside.Length - dot == 7 && long.TryParse(inside[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out _) && int.TryParse(inside[(dot + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out _);
        var dated = inside.Length == 24 && MonthNames.Number(inside.Slice(4, 3)) > 0 && inside[13] == ':';
        if (!seconds && !dated) return null;
        after = close + 1;
        return new(inside.ToString(), null, ZoneKnowledge.Unknown);
    }

    /// <summary>The time a syslog line begins with and how many words it takes: <c>Feb 23 16:44:36</c>, or one word of ISO 8601.</summary>
    private static Moment? When(string[] head, out int words)
    {
        words = 0;
        if (head.Length >= 3 && MonthNames.Number(head[0]) > 0 && head[2].Contains(':'))
        {
            words = 3;
            return new($"{head[0]} {head[1]} {head[2]}", null, ZoneKnowledge.Unknown);
        }

        if (head[0].Length >= 19 && head[0][4] == '-' && head[0][10] == 'T')
        {
            words = 1;
            var zoned = head[0].EndsWith('Z') || head[0].AsSpan(19).ContainsAny('+', '-');
            return zoned && DateTimeOffset.TryParse(head[0], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at)
                ? new(head[0], at.ToUniversalTime(), ZoneKnowledge.Stated) : new(head[0], null, ZoneKnowledge.Unknown);
        }

        return null;
    }
}
