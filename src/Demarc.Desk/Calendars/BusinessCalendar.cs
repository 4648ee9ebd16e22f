namespace Demarc.Desk.Calendars;

/// <summary>An instant that was reckoned, and whether all holidays on the way to it are known.</summary>
public readonly record struct Reckoned(DateTimeOffset At, bool IsKnown);

/// <summary>
/// The business days of a country: weekly rest days, holidays, and rest days that are worked to make up for them. Beyond
/// <see cref="KnownThrough"/> only the weekly rest days are known, and answers say so.
/// </summary>
public sealed class BusinessCalendar
{
    /// <summary>Longest span reckoned; more is a mistake of the caller.</summary>
    public const int MostDays = 4000;
    private readonly IReadOnlySet<DayOfWeek> _rest;
    private readonly IReadOnlyDictionary<DateOnly, bool> _special;

    internal BusinessCalendar(string country, int knownFrom, int knownThrough, IReadOnlySet<DayOfWeek> rest, IReadOnlyDictionary<DateOnly, bool> special) =>
        (Country, KnownFrom, KnownThrough, _rest, _special) = (country, knownFrom, knownThrough, rest, special);

    /// <summary>Two letters, lower case; <c>xx</c> for any.</summary>
    public string Country { get; }

    /// <summary>First year whose holidays are known.</summary>
    public int KnownFrom { get; }

    /// <summary>Last year whose holidays are known; 0 when none are.</summary>
    public int KnownThrough { get; }

    /// <summary>Dates that are not as their weekday says, in order: true for a rest day that is worked, false for a holiday.</summary>
    public IEnumerable<KeyValuePair<DateOnly, bool>> Special => _special.OrderBy(day => day.Key);

    /// <summary>People work on that day.</summary>
    public bool IsBusinessDay(DateOnly day) => _special.TryGetValue(day, out var worked) ? worked : !_rest.Contains(day.DayOfWeek);

    /// <summary>The holidays of that day's year are known.</summary>
    public bool IsKnown(DateOnly day) => day.Year >= KnownFrom && day.Year <= KnownThrough;

    /// <summary>
    /// The same time of day so many business days later (or earlier). Counting from a day off begins with the next business
    /// day as the first; no days at all leave a business day as it is and move a day off to the next business day.
    /// </summary>
    public DateTimeOffset AddBusinessDays(DateTimeOffset from, int days, TimeZoneInfo zone)
    {
        if (days is < -MostDays or > MostDays) throw new ArgumentOutOfRangeException(nameof(days), days, "more days than are reckoned");
        var local = TimeZoneInfo.ConvertTime(from, zone);
        var day = DateOnly.FromDateTime(local.DateTime);
        var step = days < 0 ? -1 : 1;
        if (days == 0 && !IsBusinessDay(day)) days = 1;
        for (var left = Math.Abs(days); left > 0;)
        {
            day = day.AddDays(step);
            if (IsBusinessDay(day)) left--;
        }

        return day == DateOnly.FromDateTime(local.DateTime) ? local : WallClock.At(day, TimeOnly.FromDateTime(local.DateTime), zone);
    }

    /// <summary>Working time between two instants; negative when the second comes first.</summary>
    public TimeSpan BusinessTimeBetween(DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone, WorkingHours? hours = null)
    {
        if (to < from) return -BusinessTimeBetween(to, from, zone, hours);
        if ((to - from).TotalDays > MostDays) throw new ArgumentOutOfRangeException(nameof(to), to, "further away than is reckoned");
        hours ??= WorkingHours.Default;
        var total = TimeSpan.Zero;
        for (var day = Day(from, zone); day <= Day(to, zone); day = day.AddDays(1))
        {
            if (!IsBusinessDay(day)) continue;
            var (open, close) = (WallClock.At(day, hours.Open, zone), WallClock.At(day, hours.Close, zone));
            var (start, end) = (from > open ? from : open, to < close ? to : close);
            if (end > start) total += end - start;
        }

        return total;
    }

    /// <summary>When so much working time has passed; it is never outside working hours.</summary>
    public DateTimeOffset AddBusinessTime(DateTimeOffset from, TimeSpan time, TimeZoneInfo zone, WorkingHours? hours = null)
    {
        if (time < TimeSpan.Zero || time.TotalDays > MostDays / 10) throw new ArgumentOutOfRangeException(nameof(time), time, "negative, or more working time than is reckoned");
        hours ??= WorkingHours.Default;
        for (var day = Day(from, zone); ; day = day.AddDays(1))
        {
            if (!IsBusinessDay(day)) continue;
            var (open, close) = (WallClock.At(day, hours.Open, zone), WallClock.At(day, hours.Close, zone));
            var start = from > open ? from : open;
            if (start >= close) continue;
            if (close - start >= time) return TimeZoneInfo.ConvertTime(start + time, zone);
            time -= close - start;
        }
    }

    /// <summary>The instant with whether every day from the beginning to it is one whose holidays are known.</summary>
    public Reckoned Flagged(DateTimeOffset from, DateTimeOffset at, TimeZoneInfo zone) => new(at, IsKnown(Day(from, zone)) && IsKnown(Day(at, zone)));

    private static DateOnly Day(DateTimeOffset instant, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);
}
