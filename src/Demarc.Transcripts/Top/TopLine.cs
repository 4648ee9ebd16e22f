using System.Text.RegularExpressions;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Top;

/// <summary>The lines of top's head, with decimal points or commas, from procps old and new.</summary>
internal static partial class TopLine
{
    /// <summary>What the first line tells.</summary>
    internal sealed record Heading(bool IsTop, string? Clock, IReadOnlyList<double> Averages);

    /// <summary><c>top - 09:29:30 up 150 days, 11 min,  2 users,  load average: 1.24, 1.03, 0.71</c>, or that of uptime.</summary>
    public static Heading? Load(string line)
    {
        line = WithoutTags(line).Trim();
        var at = line.IndexOf("load average", StringComparison.Ordinal);
        if (at < 0 || line.Length > 400 || !line[..at].Contains(" up ", StringComparison.Ordinal)) return null;
        var top = line.StartsWith("top - ", StringComparison.Ordinal);
        var clock = Fields.First(top ? line.AsSpan(6) : line).ToString();
        if (!IsClock(clock))
        {
            if (!top) return null;
            clock = null;
        }

        List<double> averages = InTime.Of(() => Average.Matches(line[at..]).Take(3).Select(match => Figures.Decimal(match.Value)).OfType<double>().ToList(), []);
        return averages.Count == 3 ? new Heading(top, clock, averages) : null;
    }

    /// <summary><c>%Cpu(s): 76.8 us,  1.2 sy, … 15.9 id,  0.0 wa</c>: busy is everything but idle and wait.</summary>
    public static (double Busy, double? Wait)? Cpu(string line)
    {
        line = line.Trim();
        if (!line.StartsWith("%Cpu", StringComparison.OrdinalIgnoreCase) && !line.StartsWith("Cpu", StringComparison.Ordinal)) return null;
        double busy = 0;
        double? wait = null, idle = null;
        foreach (var share in InTime.Of<IReadOnlyList<Match>>(() => [.. Share.Matches(line).OfType<Match>()], []))
        {
            if (Figures.Decimal(share.Groups["number"].Value) is not { } number || number > 100) return null;
            switch (share.Groups["of"].Value)
            {
                case "id": idle = number; break;
                case "wa": wait = number; break;
                default: busy += number; break;
            }
        }

        return idle is null || busy > 101 ? null : (Math.Min(Math.Round(busy, 1), 100), wait);
    }

    /// <summary>
    /// Memory in use of <c>KiB Mem : 7657592 total, 1567976 free, 1201068 used, …</c>. Old versions count buffers and cache as used
    /// and print the cache on the swap line: <c>Mem: 8175812k total, 7957168k used, 218644k free, 299012k buffers</c>.
    /// </summary>
    public static double? Memory(string line, string next)
    {
        line = line.Trim();
        if (!line.Contains("Mem", StringComparison.Ordinal) || line.IndexOf(':') is < 0 or > 12) return null;
        if (Amount(line, "total") is not { } total || total <= 0 || Amount(line, "used") is not { } used) return null;
        if (Amount(line, "buffers") is { } buffers)
        {
            if (Amount(next, "cached") is not { } cached) return null;
            used -= buffers + cached;
        }

        return used < 0 || used > total ? null : Math.Round(used / total * 100, 1);
    }

    /// <summary>Lines of the head that say nothing we keep.</summary>
    public static bool IsOther(string line)
    {
        line = line.Trim();
        return line.StartsWith("Tasks:", StringComparison.Ordinal) || line.StartsWith("Threads:", StringComparison.Ordinal)
            || line.Contains("Swap", StringComparison.Ordinal) || line.Contains("Mem", StringComparison.Ordinal)
            || line.StartsWith("%Cpu", StringComparison.OrdinalIgnoreCase) || line.StartsWith("任务:", StringComparison.Ordinal);
    }

    /// <summary>The line without marks such as <c>&lt;span&gt;</c>.</summary>
    public static string WithoutTags(ReadOnlySpan<char> line)
    {
        if (!line.Contains('<') || line.Length > 2000) return line.ToString();
        var kept = new System.Text.StringBuilder(line.Length);
        while (line.IndexOf('<') is var open and >= 0)
        {
            kept.Append(line[..open]);
            var close = line[open..].IndexOf('>');
            var isTag = close > 1 && close < 80 && (char.IsAsciiLetter(line[open + 1]) || line[open + 1] == '/');
            if (!isTag) kept.Append('<');
            line = line[(isTag ? open + close + 1 : open + 1)..];
        }

        return kept.Append(line).ToString();
    }

    private static double? Amount(string line, string of)
    {
        var fields = Fields.Of(line.Replace(',', ' ').Replace(':', ' '));
        var at = fields.FindIndex(field => field == of);
        return at > 0 ? Figures.Decimal(fields[at - 1].TrimEnd('k', 'm', 'g', '+')) : null;
    }

    private static bool IsClock(string text)
    {
        var parts = text.Split(':');
        return parts.Length is 2 or 3 && parts.All(part => part.Length is 1 or 2 && Figures.Small(part) is < 60);
    }

    [GeneratedRegex(@"[0-9]{1,6}[.,][0-9]{2}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Average { get; }

    [GeneratedRegex(@"(?<number>[0-9]{1,3}([.,][0-9])?)[ %]{0,3}(?<of>us|sy|ni|id|wa|hi|si|st)\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Share { get; }
}
