using System.Globalization;
using System.Text.RegularExpressions;
using Demarc.Model;
using Demarc.Transcripts.Dates;

namespace Demarc.Transcripts.Mail;

/// <summary>
/// Reads the date of a mail header or a quote line. A zone is taken only as written; a Chinese form without one
/// is taken as +08:00 and marked assumed, any other form without one fixes no instant.
/// </summary>
internal static partial class MailDates
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int LongestDate = 120;

    /// <summary>The moment a header value states; <paramref name="chinese"/> when its label is Chinese. Null when it holds no date.</summary>
    public static Moment? Read(string text, bool chinese)
    {
        text = text.Trim().Trim('*').Trim();
        if (text.Length is 0 or > LongestDate) return null;
        if (InTime.Match(Numeric, text) is { } numeric) return Build(text, numeric, Number(numeric, "month"), chinese || text.Contains('年'));
        return InTime.Match(English, text) is { } english ? Build(text, english, MonthNames.NumberOfWord(english.Groups["name"].ValueSpan), chinese: false) : Loose(text);
    }

    /// <summary>A value with digits that no form fits is kept as text, so nothing stated is lost.</summary>
    private static Moment? Loose(string text) => text.Any(char.IsAsciiDigit) ? new Moment(text, null, ZoneKnowledge.Unknown) : null;

    private static Moment Build(string text, Match match, int month, bool chinese)
    {
        var hour = Number(match, "hour");
        var half = match.Groups["half"].Value;
        if (half is "下午" or "晚上" || half.StartsWith("p", StringComparison.OrdinalIgnoreCase)) hour = hour < 12 ? hour + 12 : hour;
        else if (half.StartsWith("a", StringComparison.OrdinalIgnoreCase) && hour == 12) hour = 0;
        var (year, day, minute, second) = (Number(match, "year"), Number(match, "day"), Number(match, "minute"), Number(match, "second"));
        var valid = match.Groups["hour"].Success && year is > 1970 and < 2200 && month is >= 1 and <= 12
            && day >= 1 && day <= DateTime.DaysInMonth(year, month) && hour < 24 && minute < 60 && second < 60;
        if (!valid) return new Moment(text, null, ZoneKnowledge.Unknown);

        var offset = Offset(match.Groups["zone"].Value);
        if (offset is null && !chinese) return new Moment(text, null, ZoneKnowledge.Unknown);
        var local = new DateTimeOffset(year, month, day, hour, minute, second, offset ?? TimeSpan.FromHours(8)).Add(Fraction(match));
        return new Moment(text, local.ToUniversalTime(), offset is null ? ZoneKnowledge.Assumed : ZoneKnowledge.Stated);
    }

    private static TimeSpan Fraction(Match match) =>
        match.Groups["fraction"] is { Success: true, Length: <= 8 } part && double.TryParse("0" + part.Value, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.Zero;

    private static TimeSpan? Offset(string zone)
    {
        if (zone.Length == 0) return null;
        var digits = zone.AsSpan(zone.IndexOfAny(['+', '-']) is var sign and >= 0 ? sign + 1 : zone.Length);
        if (digits.IsEmpty) return TimeSpan.Zero;
        var colon = digits.IndexOf(':');
        var hoursText = colon >= 0 ? digits[..colon] : digits.Length > 2 ? digits[..^2] : digits;
        var minutesText = colon >= 0 ? digits[(colon + 1)..] : digits.Length > 2 ? digits[^2..] : "0";
        if (!int.TryParse(hoursText, CultureInfo.InvariantCulture, out var hours) || !int.TryParse(minutesText, CultureInfo.InvariantCulture, out var minutes)) return null;
        if (hours > 14 || minutes > 59) return null;
        var offset = new TimeSpan(hours, minutes, 0);
        return zone.Contains('-') ? -offset : offset;
    }

    private static int Number(Match match, string group) =>
        int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;

    [GeneratedRegex(@"(?<year>\d{4})\s?[-/年.]\s?(?<month>\d{1,2})\s?[-/月.]\s?(?<day>\d{1,2})\s?日?\s{0,2}[(（]?(星期|周|週)?[一二三四五六日天]?[)）]?[,，]?\s{0,2}(?<zone>(UTC|GMT)[+-]\d{1,2}(:\d\d)?)?\s{0,2}T?((?<half>上午|下午|晚上)?\s?(?<hour>\d{1,2}):(?<minute>\d\d)(:(?<second>\d\d)(?<fraction>\.\d{1,9})?)?\s?(?<half>[ap]\.?m\.?)?)?\s?(?<zone>[+-]\d\d:?\d\d|Z\b|(UTC|GMT)([+-]\d{1,2}(:\d\d)?)?)?", Options, 100)]
    private static partial Regex Numeric { get; }

    [GeneratedRegex(@"((?<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s{1,2}(?<day>\d{1,2})(st|nd|rd|th)?|(?<day>\d{1,2})\.?\s{1,2}(?<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?),?\s{1,2}(?<year>\d{4}),?(\s{1,2}at)?(\s{1,2}(?<hour>\d{1,2}):(?<minute>\d\d)(:(?<second>\d\d))?\s?(?<half>[ap]\.?m\.?)?,?\s{0,2}(?<zone>[+-]\d{4}|(UTC|GMT)([+-]\d{1,2}(:\d\d)?)?)?)?", Options, 100)]
    private static partial Regex English { get; }
}
