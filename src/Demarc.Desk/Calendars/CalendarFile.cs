using System.Globalization;
using Demarc.Model;
using Demarc.Yaml;

namespace Demarc.Desk.Calendars;

/// <summary>What one file says of a country. A date is written <c>2026-10-01</c>, a span <c>2026-10-01..2026-10-07</c>; what is not said stays as it was.</summary>
internal sealed record CalendarFile(string Country, int? KnownFrom, int? KnownThrough, IReadOnlySet<DayOfWeek>? Rest, IReadOnlyDictionary<DateOnly, bool> Special)
{
    private const int LongestSpan = 62;
    private static readonly string[] Keys = ["country", "known-from", "known-through", "rest", "holidays", "workdays"];

    public BusinessCalendar Calendar => new(Country, KnownFrom ?? 0, KnownThrough ?? 0, Rest ?? new HashSet<DayOfWeek> { DayOfWeek.Saturday, DayOfWeek.Sunday }, Special);

    /// <summary>This file with a later one over it, day by day.</summary>
    public CalendarFile With(CalendarFile later)
    {
        var special = new Dictionary<DateOnly, bool>(Special);
        foreach (var (day, worked) in later.Special) special[day] = worked;
        return new(Country, later.KnownFrom ?? KnownFrom, later.KnownThrough ?? KnownThrough, later.Rest ?? Rest, special);
    }

    /// <summary>Reads a file; null where it names no country. Whatever else cannot be read is told with its line and left out.</summary>
    public static CalendarFile? Read(string file, string yaml, ICollection<SettingFault> faults)
    {
        void Fault(int line, string en, string zh) => faults.Add(new(file, line, new(en, zh)));
        var root = YamlDocument.Read(yaml, out var problem) as YamlMap;
        if (problem is not null) Fault(problem.Line, problem.Reason, problem.Zh);
        if (root?["country"]?.Text is not { Length: 2 } country)
        {
            if (problem is null) Fault(1, "names no country of two letters", "缺少两个字母的 country");
            return null;
        }

        foreach (var entry in root.Entries.Where(entry => !Keys.Contains(entry.Key))) Fault(entry.Line, $"{entry.Key} is not known here", $"此处没有名为 {entry.Key} 的项");
        var special = new Dictionary<DateOnly, bool>();
        foreach (var (key, worked) in new[] { ("holidays", false), ("workdays", true) })
        {
            foreach (var item in (root[key] as YamlList)?.Items ?? [])
            {
                if (Span(item.Text) is not { } span) Fault(item.Line, $"{item.Text} is no date and no span of at most {LongestSpan} days", $"{item.Text} 不是日期，也不是不超过 {LongestSpan} 天的区间");
                else foreach (var day in span) special[day] = worked;
            }
        }

        return new(country.ToLowerInvariant(), Year(root["known-from"]), Year(root["known-through"]), RestDays(root["rest"], Fault), special);
    }

    private static int? Year(YamlNode? node) => int.TryParse(node?.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1900 and < 3000 ? year : null;

    private static List<DateOnly>? Span(string? text)
    {
        var ends = (text ?? "").Split("..");
        if (ends.Length > 2 || Date(ends[0]) is not { } from || Date(ends[^1]) is not { } to || to < from || to.DayNumber - from.DayNumber >= LongestSpan) return null;
        return [.. Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays)];
    }

    private static DateOnly? Date(string text) => DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static HashSet<DayOfWeek>? RestDays(YamlNode? node, Action<int, string, string> fault)
    {
        if (node is not YamlList list) return null;
        var rest = new HashSet<DayOfWeek>();
        foreach (var item in list.Items)
        {
            if (Enum.TryParse<DayOfWeek>(item.Text, ignoreCase: true, out var day) && !char.IsDigit(item.Text![0])) rest.Add(day);
            else fault(item.Line, $"{item.Text} is no day of the week", $"{item.Text} 不是星期");
        }

        if (rest.Count < 7) return rest;
        fault(node.Line, "a week needs a day of work", "一周至少要有一个工作日");
        return null;
    }
}
