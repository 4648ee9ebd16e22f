using System.Globalization;
using Demarc.Desk.Requests;
using Demarc.Model;

namespace Demarc.Desk.Letters;

/// <summary>Dates as a person of that language and zone reads them, always with the offset.</summary>
internal static class DateWords
{
    private static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    /// <summary><c>20 November 2026, 09:00 (UTC+8)</c>, <c>2026 年 11 月 20 日 09:00（UTC+8）</c>.</summary>
    public static string Instant(DateTimeOffset instant, TimeZoneInfo zone, Language language)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        var offset = Offset(local.Offset);
        return language == Language.Chinese ? $"{Day(local, language)} {Clock(local)}（{offset}）" : $"{Day(local, language)}, {Clock(local)} ({offset})";
    }

    /// <summary>The day alone, in the zone.</summary>
    public static string Date(DateTimeOffset instant, TimeZoneInfo zone, Language language) => Day(TimeZoneInfo.ConvertTime(instant, zone), language);

    /// <summary>A span; the day is said once where both ends share it.</summary>
    public static string Span(TimeWindow window, TimeZoneInfo zone, Language language)
    {
        var (from, to) = (TimeZoneInfo.ConvertTime(window.From, zone), TimeZoneInfo.ConvertTime(window.To, zone));
        var isChinese = language == Language.Chinese;
        var second = from.Date == to.Date ? Clock(to) : isChinese ? $"{Day(to, language)} {Clock(to)}" : $"{Day(to, language)}, {Clock(to)}";
        return isChinese ? $"{Day(from, language)} {Clock(from)} 至 {second}（{Offset(to.Offset)}）" : $"{Day(from, language)}, {Clock(from)} to {second} ({Offset(to.Offset)})";
    }

    private static string Day(DateTimeOffset local, Language language) => language == Language.Chinese
        ? local.ToString("yyyy' 年 'M' 月 'd' 日'", CultureInfo.InvariantCulture)
        : $"{local.Day} {Months[local.Month - 1]} {local.Year}";

    private static string Clock(DateTimeOffset local) => local.ToString("HH':'mm", CultureInfo.InvariantCulture);

    private static string Offset(TimeSpan offset)
    {
        if (offset == TimeSpan.Zero) return "UTC";
        var minutes = Math.Abs(offset.Minutes) == 0 ? "" : ":" + Math.Abs(offset.Minutes).ToString("00", CultureInfo.InvariantCulture);
        return $"UTC{(offset < TimeSpan.Zero ? "-" : "+")}{Math.Abs(offset.Hours)}{minutes}";
    }
}
