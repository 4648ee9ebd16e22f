using System.Globalization;

namespace Demarc.Mail.Reading;

/// <summary>
/// Dates of header fields: RFC 5322 3.3 with the obsolete years, zones and comments of 4.3, and the order of asctime that
/// old programs write. A date without a zone names no moment: its time is null.
/// </summary>
internal static class DateReader
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    public static MailDate Read(string raw, Scope scope)
    {
        var words = WithoutComments(raw).Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries);
        if (Parse(words, out var zoneMissing) is { } time) return new(raw, time);
        scope.Problem(zoneMissing ? MailProblemCode.DateZoneMissing : MailProblemCode.DateUnreadable, raw);
        return new(raw, null);
    }

    private static DateTimeOffset? Parse(string[] words, out bool zoneMissing)
    {
        zoneMissing = false;
        const int most = 12;
        if (words.Length is < 4 or > most) return null;
        var at = IsDayName(words[0]) ? 1 : 0;
        if (words.Length - at < 4) return null;
        int day, month, year;
        string clock;
        if (Month(words[at]) is { } first && Number(words[at + 1], 2) is { } second)
        {
            // asctime: Sep 5 14:22:01 2026, with the zone before or behind the year
            (month, day, clock) = (first, second, words[at + 2]);
            var last = words.Length > at + 4 && Number(words[at + 3], 4) is null ? at + 4 : at + 3;
            if (Year(words[last]) is not { } behind) return null;
            year = behind;
            words = [clock, .. words.Where((_, i) => i >= at + 3 && i != last)];
        }
        else
        {
            if (Number(words[at], 2) is not { } before || Month(words[at + 1]) is not { } named || Year(words[at + 2]) is not { } stated) return null;
            (day, month, year) = (before, named, stated);
            words = words[(at + 3)..];
        }

        if (Clock(words, out var rest) is not { } time || year < 1 || day < 1 || day > DateTime.DaysInMonth(year, month)) return null;
        if (rest.Length == 0)
        {
            zoneMissing = true;
            return null;
        }

        if (Zone(rest[0]) is not { } zone) return null;
        var local = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified) + time;
        var ticks = local.Ticks - zone.Ticks;
        return ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks ? null : new DateTimeOffset(local, zone);
    }

    // hour ":" minute [":" second]; blanks around the colons are an obsolete form. Second 60 is a leap second.
    private static TimeSpan? Clock(string[] words, out string[] rest)
    {
        rest = [];
        var taken = 0;
        var clock = "";
        while (taken < words.Length && (taken == 0 || clock.EndsWith(':') || words[taken].StartsWith(':'))) clock += words[taken++];
        rest = words[taken..];
        var fields = clock.Split(':');
        if (fields.Length is < 2 or > 3 || Number(fields[0], 2) is not (>= 0 and <= 23 and var hour) || Number(fields[1], 2) is not (>= 0 and <= 59 and var minute)) return null;
        if (fields.Length == 2) return new TimeSpan(hour, minute, 0);
        return Number(fields[2], 2) is >= 0 and <= 60 and var second ? new TimeSpan(hour, minute, Math.Min(second, 59)) : null;
    }

    private static bool IsDayName(string word) => word.Length >= 3 && !char.IsAsciiDigit(word[0]) && Month(word) is null;

    private static int? Month(string word)
    {
        if (word.Length < 3) return null;
        var at = Array.IndexOf(Months, word[..3].ToLowerInvariant());
        return at < 0 || !word.AsSpan(3).TrimEnd('.').IsEmpty && !IsLongMonth(word, at) ? null : at + 1;
    }

    private static bool IsLongMonth(string word, int at) => string.Equals(word, CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(at + 1), StringComparison.OrdinalIgnoreCase);

    // Two digits up to 49 are of this century, others and three digits count from 1900 (RFC 5322 4.3).
    private static int? Year(string word) => Number(word, 4) switch
    {
        null => null,
        var year when word.Length == 2 => year < 50 ? 2000 + year : 1900 + year,
        var year when word.Length == 3 => 1900 + year,
        var year when word.Length == 4 => year,
        _ => null,
    };

    private static TimeSpan? Zone(string word)
    {
        const int furthest = 14 * 60;
        if (word is ['+' or '-', _, _, _, _] or ['+' or '-', _, _, ':', _, _])
        {
            var digits = word.Replace(":", "", StringComparison.Ordinal)[1..];
            if (Number(digits, 4) is not { } number || number % 100 > 59) return null;
            var minutes = (number / 100 * 60) + (number % 100);
            return minutes > furthest ? null : TimeSpan.FromMinutes(word[0] == '-' ? -minutes : minutes);
        }

        int? hours = word.ToUpperInvariant() switch
        {
            "UT" or "UTC" or "GMT" or "Z" => 0,
            "EDT" => -4,
            "EST" or "CDT" => -5,
            "CST" or "MDT" => -6,
            "MST" or "PDT" => -7,
            "PST" => -8,
            _ => null,
        };
        return hours is { } known ? TimeSpan.FromHours(known) : null;
    }

    private static int? Number(string word, int longest) =>
        word.Length <= longest && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string WithoutComments(string raw)
    {
        if (!raw.Contains('(', StringComparison.Ordinal)) return raw;
        var comments = new Comments(raw);
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] == '(' && comments.End(i) is > 0 and var end)
            {
                i = end - 1;
                text.Append(' ');
            }
            else
            {
                text.Append(raw[i]);
            }
        }

        return text.ToString();
    }
}
