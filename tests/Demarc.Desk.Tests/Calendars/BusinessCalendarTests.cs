using Demarc.Desk.Calendars;

namespace Demarc.Desk.Tests.Calendars;

public sealed class BusinessCalendarTests
{
    private static readonly BusinessCalendars All = BusinessCalendars.Load();
    private static readonly BusinessCalendar China = All.Of("cn");
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void The_built_in_files_are_read_without_a_fault()
    {
        All.Faults.ShouldBeEmpty();
        All.Countries.ShouldBe(["cn", "de", "gb", "us", "xx"]);
        China.KnownThrough.ShouldBe(2026);
        new[] { "de", "gb", "us" }.ShouldAllBe(country => All.Of(country).KnownThrough == 2027);
    }

    [Fact]
    public void Chinese_National_Day_of_2025_is_eight_days_off_with_a_Sunday_and_a_Saturday_worked()
    {
        for (var day = 1; day <= 8; day++) China.IsBusinessDay(new(2025, 10, day)).ShouldBeFalse();
        China.IsBusinessDay(new(2025, 9, 28)).ShouldBeTrue("a Sunday that is worked");
        China.IsBusinessDay(new(2025, 10, 11)).ShouldBeTrue("a Saturday that is worked");
        China.IsBusinessDay(new(2025, 10, 9)).ShouldBeTrue();
        China.IsBusinessDay(new(2025, 10, 12)).ShouldBeFalse();
        China.AddBusinessDays(Local(2025, 9, 30, 15), 1, Shanghai).ShouldBe(Local(2025, 10, 9, 15));
        China.AddBusinessDays(Local(2025, 10, 10, 15), 1, Shanghai).ShouldBe(Local(2025, 10, 11, 15));
    }

    [Fact]
    public void Chinese_Spring_Festival_of_2026_is_nine_days_off()
    {
        China.AddBusinessDays(Local(2026, 2, 13, 10), 1, Shanghai).ShouldBe(Local(2026, 2, 14, 10));
        China.AddBusinessDays(Local(2026, 2, 14, 10), 1, Shanghai).ShouldBe(Local(2026, 2, 24, 10));
        China.AddBusinessDays(Local(2026, 2, 24, 10), -1, Shanghai).ShouldBe(Local(2026, 2, 14, 10));
    }

    [Fact]
    public void A_worked_day_of_the_Chinese_files_is_a_weekend_and_never_a_holiday_as_well()
    {
        foreach (var (day, worked) in China.Special)
        {
            if (worked) day.DayOfWeek.ShouldBeOneOf(DayOfWeek.Saturday, DayOfWeek.Sunday);
        }

        China.Special.Count(day => day.Value && day.Key.Year == 2025).ShouldBe(5);
        China.Special.Count(day => day.Value && day.Key.Year == 2026).ShouldBe(6);
        China.Special.Count(day => !day.Value && day.Key.Year == 2025).ShouldBe(28);
        China.Special.Count(day => !day.Value && day.Key.Year == 2026).ShouldBe(33);
    }

    [Fact]
    public void American_holidays_fall_where_the_law_puts_them()
    {
        var america = All.Of("us");
        foreach (var year in new[] { 2025, 2026, 2027 })
        {
            var expected = new List<DateOnly>
            {
                Nth(year, 1, DayOfWeek.Monday, 3), Nth(year, 2, DayOfWeek.Monday, 3), Nth(year, 6, DayOfWeek.Monday, 1).AddDays(-7),
                Nth(year, 9, DayOfWeek.Monday, 1), Nth(year, 10, DayOfWeek.Monday, 2), Nth(year, 11, DayOfWeek.Thursday, 4),
            };
            foreach (var (month, day) in new[] { (1, 1), (6, 19), (7, 4), (11, 11), (12, 25) }) expected.Add(Observed(new(year, month, day)));
            if (Observed(new(year + 1, 1, 1)).Year == year) expected.Add(Observed(new(year + 1, 1, 1)));
            america.Special.Where(day => day.Key.Year == year).Select(day => day.Key).ShouldBe(expected.Order());
        }
    }

    [Fact]
    public void German_and_British_moving_holidays_follow_Easter()
    {
        foreach (var (year, easter) in new[] { (2025, new DateOnly(2025, 4, 20)), (2026, new DateOnly(2026, 4, 5)), (2027, new DateOnly(2027, 3, 28)) })
        {
            foreach (var after in new[] { -2, 1, 39, 50 }) All.Of("de").IsBusinessDay(easter.AddDays(after)).ShouldBeFalse($"{year} {after}");
            foreach (var after in new[] { -2, 1 }) All.Of("gb").IsBusinessDay(easter.AddDays(after)).ShouldBeFalse($"{year} {after}");
            All.Of("gb").IsBusinessDay(Nth(year, 5, DayOfWeek.Monday, 1)).ShouldBeFalse();
            All.Of("gb").IsBusinessDay(Nth(year, 6, DayOfWeek.Monday, 1).AddDays(-7)).ShouldBeFalse();
            All.Of("gb").IsBusinessDay(Nth(year, 9, DayOfWeek.Monday, 1).AddDays(-7)).ShouldBeFalse();
        }

        All.Of("gb").Special.Count(day => day.Key.Year == 2027).ShouldBe(8);
    }

    [Fact]
    public void A_country_nobody_knows_has_Monday_to_Friday_and_says_that_it_knows_no_holidays()
    {
        var other = All.Of("zz");
        other.Country.ShouldBe("xx");
        other.IsBusinessDay(new(2026, 11, 20)).ShouldBeTrue();
        other.IsBusinessDay(new(2026, 11, 21)).ShouldBeFalse();
        other.IsKnown(new(2026, 11, 20)).ShouldBeFalse();
    }

    [Fact]
    public void Beyond_the_last_known_year_an_answer_is_flagged()
    {
        var from = Local(2026, 12, 30, 10);
        China.Flagged(from, China.AddBusinessDays(from, 1, Shanghai), Shanghai).IsKnown.ShouldBeTrue();
        China.Flagged(from, China.AddBusinessDays(from, 5, Shanghai), Shanghai).IsKnown.ShouldBeFalse();
    }

    [Fact]
    public void Counting_from_a_day_off_begins_with_the_next_business_day()
    {
        China.AddBusinessDays(Local(2026, 11, 21, 22), 1, Shanghai).ShouldBe(Local(2026, 11, 23, 22));
        China.AddBusinessDays(Local(2026, 11, 21, 22), 0, Shanghai).ShouldBe(Local(2026, 11, 23, 22));
        China.AddBusinessDays(Local(2026, 11, 20, 22), 0, Shanghai).ShouldBe(Local(2026, 11, 20, 22));
    }

    [Fact]
    public void Working_time_leaves_out_nights_weekends_and_holidays()
    {
        China.BusinessTimeBetween(Local(2026, 11, 20, 17), Local(2026, 11, 23, 10), Shanghai).ShouldBe(TimeSpan.FromHours(2));
        China.BusinessTimeBetween(Local(2025, 9, 30, 17), Local(2025, 10, 9, 10), Shanghai).ShouldBe(TimeSpan.FromHours(2));
        China.BusinessTimeBetween(Local(2026, 11, 23, 10), Local(2026, 11, 20, 17), Shanghai).ShouldBe(TimeSpan.FromHours(-2));
        China.AddBusinessTime(Local(2026, 11, 20, 17), TimeSpan.FromHours(2), Shanghai).ShouldBe(Local(2026, 11, 23, 10));
        China.BusinessTimeBetween(Local(2026, 11, 20, 0), Local(2026, 11, 21, 0), Shanghai, new(new(8, 30), new(12, 0))).ShouldBe(TimeSpan.FromHours(3.5));
    }

    [Fact]
    public void Adding_working_time_and_measuring_it_agree()
    {
        var random = new Random(5);
        for (var run = 0; run < 300; run++)
        {
            var from = Local(2025, 1, 1, 0).AddMinutes(random.Next(600_000));
            var time = TimeSpan.FromMinutes(random.Next(5000));
            var to = China.AddBusinessTime(from, time, Shanghai);
            China.BusinessTimeBetween(from, to, Shanghai).ShouldBe(time);
        }
    }

    [Fact]
    public void A_skipped_hour_is_read_as_the_next_and_a_doubled_one_as_the_first()
    {
        var germany = All.Of("de");
        var skipped = germany.AddBusinessDays(new(2026, 3, 27, 2, 30, 0, TimeSpan.FromHours(1)), 1, Berlin);
        skipped.ShouldBe(new(2026, 3, 30, 2, 30, 0, TimeSpan.FromHours(2)));
        var everyDay = BusinessCalendars.With([("xx.yaml", "country: xx\nrest: []\n")]).Of("xx");
        everyDay.AddBusinessDays(new(2026, 3, 28, 2, 30, 0, TimeSpan.FromHours(1)), 1, Berlin).ShouldBe(new(2026, 3, 29, 3, 30, 0, TimeSpan.FromHours(2)));
        everyDay.AddBusinessDays(new(2026, 10, 24, 2, 30, 0, TimeSpan.FromHours(2)), 1, Berlin).ShouldBe(new(2026, 10, 25, 2, 30, 0, TimeSpan.FromHours(2)));
    }

    private static DateTimeOffset Local(int year, int month, int day, int hour) => new(year, month, day, hour, 0, 0, TimeSpan.FromHours(8));

    private static DateOnly Nth(int year, int month, DayOfWeek weekday, int n)
    {
        var first = new DateOnly(year, month, 1);
        return first.AddDays((((int)weekday - (int)first.DayOfWeek + 7) % 7) + (7 * (n - 1)));
    }

    private static DateOnly Observed(DateOnly day) => day.DayOfWeek switch { DayOfWeek.Saturday => day.AddDays(-1), DayOfWeek.Sunday => day.AddDays(1), _ => day };
}
