using System.Globalization;
using Demarc.Model;

namespace Demarc.Transcripts.Tcpdump;

/// <summary>
/// Turns the times of packet lines into seconds along one axis. The default and <c>-tttt</c> give a time of day,
/// <c>-tt</c> seconds since 1970, <c>-ttt</c> the time since the line before, <c>-ttttt</c> since the first. The last two look
/// alike; a time that goes back tells the former, otherwise it stays open and durations are not stated.
/// </summary>
internal sealed class PacketClock
{
    private const int EnoughRows = 8;

    private readonly List<double?> _stamps = [];
    private bool _fromZero;
    private bool _wentBack;
    private double? _before;
    private double _days;

    /// <summary>Takes the next row's front part and returns the row's number; rows without a time are fine (<c>-t</c>).</summary>
    public int Add(ReadOnlySpan<char> front, out Moment? moment)
    {
        moment = null;
        var seconds = Read(front, ref moment);
        if (seconds is { } now)
        {
            if (_stamps.Count == 0) _fromZero = now == 0;
            if (_before is { } before && now < before - 43200 && now >= 0 && before < 86400) _days += 86400;
            else if (now + _days < (_before + _days ?? now)) _wentBack = true;
            _before = now;
        }

        _stamps.Add(seconds + _days);
        return _stamps.Count - 1;
    }

    /// <summary>Takes a row whose time is known to count from the first one, and returns the row's number.</summary>
    public int AddSince(double seconds)
    {
        _stamps.Add(seconds);
        return _stamps.Count - 1;
    }

    /// <summary>Seconds from one row to another; null when the times do not tell.</summary>
    public double? Between(int from, int to)
    {
        if (from < 0 || to < from || to >= _stamps.Count) return null;
        if (!_fromZero) return _stamps[to] - _stamps[from];
        if (!_wentBack) return _stamps.Count >= EnoughRows ? _stamps[to] - _stamps[from] : null;
        double sum = 0;
        for (var i = from + 1; i <= to; i++)
        {
            if (_stamps[i] is not { } delta) return null;
            sum += delta;
        }

        return sum;
    }

    private static double? Read(ReadOnlySpan<char> front, ref Moment? moment)
    {
        foreach (var range in front.Split(' '))
        {
            var word = front[range];
            if (word.Length >= 8 && word[2] == ':' && word[5] == ':' && Clock(word) is { } seconds)
            {
                var at = range.Start.Value;
                var dated = at >= 11 && front[at - 1] == ' ' && IsDate(front[(at - 11)..(at - 1)]);
                moment = new((dated ? front[(at - 11)..range.End.Value] : word).ToString(), null, ZoneKnowledge.Unknown);
                return seconds;
            }

            if (word.Length is >= 12 and <= 21 && word.IndexOf('.') is 10 && double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var epoch) && epoch is > 1e8 and < 1e10)
            {
                moment = new(word.ToString(), DateTimeOffset.UnixEpoch.AddTicks((long)(epoch * TimeSpan.TicksPerSecond)), ZoneKnowledge.Stated);
                return epoch;
            }
        }

        return null;
    }

    private static bool IsDate(ReadOnlySpan<char> text) => text.Length == 10 && text[4] == '-' && text[7] == '-' && char.IsAsciiDigit(text[0]);

    private static double? Clock(ReadOnlySpan<char> word)
    {
        if (!int.TryParse(word[..2], NumberStyles.None, CultureInfo.InvariantCulture, out var hours) || hours > 23) return null;
        if (!int.TryParse(word.Slice(3, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) || minutes > 59) return null;
        return double.TryParse(word[6..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 61 ? (hours * 3600) + (minutes * 60) + seconds : null;
    }
}
