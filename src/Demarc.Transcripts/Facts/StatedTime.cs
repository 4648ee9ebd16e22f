using System.Globalization;
using Demarc.Model;

namespace Demarc.Transcripts;

/// <summary>Times in a facts file: ISO 8601 with a zone (then the instant is known) or without one (then it is not).</summary>
internal static class StatedTime
{
    private static readonly string[] Formats =
        ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF"];

    /// <summary>Reads a time; false when it is not ISO 8601.</summary>
    public static bool TryRead(string text, out Moment? moment)
    {
        moment = null;
        var clock = text.AsSpan().Trim();
        var hasZone = TryCutZone(ref clock, out var offset);
        if (!DateTime.TryParseExact(clock, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return false;
        if (local.Year is < 1970 or > 2200 || (hasZone && clock.Length <= "yyyy-MM-dd".Length)) return false;
        moment = hasZone
            ? new(text, new DateTimeOffset(local, offset).ToUniversalTime(), ZoneKnowledge.Stated)
            : new(text, null, ZoneKnowledge.Unknown);
        return true;
    }

    // Z, +hh:mm, +hhmm, +hh after a time of day; the date's own hyphens stand before a T or a blank.
    private static bool TryCutZone(ref ReadOnlySpan<char> clock, out TimeSpan offset)
    {
        offset = default;
        if (clock is [.. var utc, 'Z' or 'z'])
        {
            clock = utc.TrimEnd();
            return true;
        }

        var sign = clock.LastIndexOfAny('+', '-');
        if (sign <= "yyyy-MM-dd".Length) return false;
        var zone = clock[(sign + 1)..];
        var minutes = 0;
        if (zone.Length < 2 || !int.TryParse(zone[..2], NumberStyles.None, CultureInfo.InvariantCulture, out var hours) || hours > 14) return false;
        var rest = zone is [_, _, ':', ..] ? zone[3..] : zone[2..];
        if (zone.Length > 2 && (rest.Length != 2 || !int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out minutes) || minutes > 59)) return false;
        if (hours == 14 && minutes > 0) return false;
        offset = new TimeSpan(hours, minutes, 0) * (clock[sign] == '-' ? -1 : 1);
        clock = clock[..sign].TrimEnd();
        return true;
    }
}
