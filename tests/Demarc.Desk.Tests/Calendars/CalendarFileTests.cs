using Demarc.Desk.Calendars;
using Demarc.Testing;

namespace Demarc.Desk.Tests.Calendars;

public sealed class CalendarFileTests
{
    [Fact]
    public void A_file_of_the_users_adds_to_the_built_in_one_day_by_day()
    {
        var china = BusinessCalendars.With([("cn.yaml", "country: cn\nknown-through: 2027\nholidays: [2027-01-01]\nworkdays: [2026-10-05]\n")]).Of("cn");
        china.KnownThrough.ShouldBe(2027);
        china.IsBusinessDay(new(2027, 1, 1)).ShouldBeFalse();
        china.IsBusinessDay(new(2026, 10, 5)).ShouldBeTrue("this company works");
        china.IsBusinessDay(new(2026, 10, 6)).ShouldBeFalse();
    }

    [Fact]
    public void A_folder_is_read_and_a_missing_one_adds_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("demarc-calendars");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "fr.yaml"), "country: fr\nknown-from: 2026\nknown-through: 2026\nrest: [sunday]\nholidays: [2026-07-14]\n");
            var france = BusinessCalendars.Load(folder.FullName).Of("FR");
            france.IsBusinessDay(new(2026, 7, 14)).ShouldBeFalse();
            france.IsBusinessDay(new(2026, 7, 18)).ShouldBeTrue("Saturday is worked there");
            BusinessCalendars.Load(Path.Combine(folder.FullName, "none")).Of("fr").Country.ShouldBe("xx");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("country: cn\nholidays: [2026-13-01]", 2, "2026-13-01 is no date and no span of at most 62 days")]
    [InlineData("country: cn\nholidays:\n  - 2026-01-01\n  - 2026-02-01..2026-01-01", 4, "2026-02-01..2026-01-01 is no date and no span of at most 62 days")]
    [InlineData("country: cn\nholidays: [2026-01-01..2029-01-01]", 2, "2026-01-01..2029-01-01 is no date and no span of at most 62 days")]
    [InlineData("country: cn\nrest: [caturday]", 2, "caturday is no day of the week")]
    [InlineData("country: cn\nrest: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]", 2, "a week needs a day of work")]
    [InlineData("country: cn\nferien: []", 2, "ferien is not known here")]
    [InlineData("holidays: []", 1, "names no country of two letters")]
    public void What_cannot_be_read_is_told_with_its_line(string yaml, int line, string why)
    {
        var fault = BusinessCalendars.With([("mine.yaml", yaml)]).Faults.ShouldHaveSingleItem();
        (fault.File, fault.Line, fault.Why.En).ShouldBe(("mine.yaml", line, why));
    }

    [Fact]
    public void Every_damage_to_a_file_is_survived()
    {
        const string Yaml = "country: cn\nknown-through: 2027\nrest: [saturday]\nholidays:\n  - 2027-01-01..2027-01-03\nworkdays: [2027-01-09]\n";
        foreach (var damaged in Mutations.Prefixes(Yaml).Concat(Mutations.Flips(Yaml)).Concat(Mutations.Lines(Yaml)))
        {
            var faults = new List<SettingFault>();
            if (CalendarFile.Read("cn.yaml", damaged, faults) is { } file) file.Calendar.AddBusinessDays(Documents.Morning, 3, TimeZoneInfo.Utc).ShouldBeGreaterThan(Documents.Morning);
        }
    }
}
