using System.Globalization;
using Demarc.Model;
using Demarc.Transcripts.Dates;

namespace Demarc.Transcripts.Dig;

/// <summary>The time of dig's WHEN line. Zone letters other than UTC and GMT are ambiguous (CST is three zones) and leave the instant open.</summary>
internal static class DigTime
{
    public static Moment Read(string text)
    {
        // "Thu Dec 18 10:40:15 UTC 2025"; before dig 9.10 without a zone.
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != 6) return new(text, null, ZoneKnowledge.Unknown);
        var month = MonthNames.Number(words[1]);
        if (month == 0 || !Number(words[2], out var day) || !Number(words[5], out var year) || Offset(words[4]) is not { } offset
            || !TimeOnly.TryParseExact(words[3], "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            || year is < 1980 or > 9990 || day < 1 || day > DateTime.DaysInMonth(year, month)) return new(text, null, ZoneKnowledge.Unknown);
        return new(text, new DateTimeOffset(new DateOnly(year, month, day), time, offset).ToUniversalTime(), ZoneKnowledge.Stated);
    }

    private static TimeSpan? Offset(string zone)
    {
        if (zone is "UTC" or "GMT") return TimeSpan.Zero;
        if (zone is not ['+' or '-', _, _, ..] || zone.Length is not (3 or 5) || !Number(zone[1..], out var digits)) return null;
        var minutes = zone.Length == 3 ? digits * 60 : (digits / 100 * 60) + (digits % 100);
        return minutes > 14 * 60 ? null : TimeSpan.FromMinutes(zone[0] == '-' ? -minutes : minutes);
    }

    private static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
