using System.Globalization;
using Demarc.Model;
using Demarc.Transcripts.Dates;

namespace Demarc.Transcripts.AccessLogs;

/// <summary>
/// One line of the common or combined log format of nginx and Apache, as spans into the text. The front may be cut
/// off (address removed, or everything before the request); request, status and bytes must be there.
/// </summary>
internal readonly ref struct LogLine
{
    private const int TimeLength = 26;      // 12/Apr/2018:08:35:39 +0000

    /// <summary>What stands before the time; empty when cut off.</summary>
    private ReadOnlySpan<char> Front { get; init; }

    /// <summary>The time between the brackets; empty when cut off.</summary>
    public ReadOnlySpan<char> Time { get; private init; }

    /// <summary>What stands between the quotes.</summary>
    public ReadOnlySpan<char> Request { get; private init; }

    /// <summary>HTTP status, 100 to 599.</summary>
    public int Status { get; private init; }

    /// <summary>The byte count as printed; <c>-</c> for none.</summary>
    public ReadOnlySpan<char> Bytes { get; private init; }

    /// <summary>What follows the byte count.</summary>
    public ReadOnlySpan<char> Rest { get; private init; }

    public static bool TryParse(ReadOnlySpan<char> line, out LogLine log)
    {
        log = default;
        var mark = line.IndexOf("] \"");
        ReadOnlySpan<char> front = default, time = default;
        int request;
        if (mark > 0)
        {
            var open = mark - TimeLength - 1;
            if (open < 0 || line[open] != '[' || !IsTime(line[(open + 1)..mark])) return false;
            front = line[..open];
            time = line[(open + 1)..mark];
            request = mark + 3;
        }
        else
        {
            var cut = line.IndexOfAnyExcept(' ', '\t');
            if (cut < 0 || line[cut] != '"') return false;
            request = cut + 1;
        }

        var end = EndOfQuoted(line[request..]);
        if (end < 0) return false;
        end += request;
        if (mark <= 0 && line[request..end].IndexOf(" HTTP/") < 0) return false;
        var tail = line[(end + 1)..];
        if (tail.Length < 5 || tail[0] != ' ' || !IsStatus(tail[1], tail[2], tail[3]) || tail[4] != ' ') return false;
        var bytes = tail[5..];
        var stop = bytes.IndexOf(' ');
        var rest = stop < 0 ? default : bytes[stop..];
        if (stop >= 0) bytes = bytes[..stop];
        if (bytes.Length == 0 || (bytes is not "-" && bytes.IndexOfAnyExceptInRange('0', '9') >= 0)) return false;
        log = new LogLine
        {
            Front = front,
            Time = time,
            Request = line[request..end],
            Status = (tail[1] - '0') * 100 + (tail[2] - '0') * 10 + (tail[3] - '0'),
            Bytes = bytes,
            Rest = rest,
        };
        return true;
    }

    /// <summary>
    /// Address or name of the client; empty when removed. Address, identity and user stand last before the time; a
    /// virtual host or a container's name may lead.
    /// </summary>
    public ReadOnlySpan<char> Client()
    {
        var front = Front.Trim();
        for (var drop = 0; drop < 2; drop++)
        {
            var space = front.LastIndexOf(' ');
            if (space < 0) return default;
            front = front[..space].TrimEnd();
        }

        return front[(front.LastIndexOf(' ') + 1)..];
    }

    /// <summary>The time with its zone in UTC; null when cut off.</summary>
    public Moment? Moment()
    {
        if (Time.Length != TimeLength) return null;
        var month = MonthNames.Number(Time.Slice(3, 3));
        var text = Time.ToString();
        if (month == 0) return new(text, null, ZoneKnowledge.Unknown);
        var offset = (Time[21] == '-' ? -1 : 1) * ((Two(22) * 60) + Two(24));
        var (year, day, hour, minute, second) = ((Two(7) * 100) + Two(9), Two(0), Two(12), Two(15), Math.Min(Two(18), 59));
        if (year < 1 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || Math.Abs(offset) > 14 * 60) return new(text, null, ZoneKnowledge.Unknown);
        return new(text, new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.FromMinutes(offset)).ToUniversalTime(), ZoneKnowledge.Stated);
    }

    /// <summary>Request time where the log names it (<c>rt=</c>, <c>request_time=</c>), in ms; an unnamed number could be anything.</summary>
    public double? Ms()
    {
        var at = Rest.IndexOf("request_time=");
        var from = at >= 0 ? at + 13 : Rest.IndexOf(" rt=") is >= 0 and var rt ? rt + 4 : -1;
        if (from < 0) return null;
        var number = Rest[from..].TrimStart('"');
        var end = 0;
        while (end < number.Length && (char.IsAsciiDigit(number[end]) || number[end] == '.')) end++;
        number = number[..end];
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) ? Math.Round(seconds * 1000, 3) : null;
    }

    /// <summary>Body bytes; the dash of the common format is 0.</summary>
    public long? BytesSent() => Bytes is "-" ? 0 : long.TryParse(Bytes, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : null;

    private int Two(int at) => ((Time[at] - '0') * 10) + Time[at + 1] - '0';

    private static int EndOfQuoted(ReadOnlySpan<char> text)
    {
        var from = 0;
        while (true)
        {
            var at = text[from..].IndexOf('"');
            if (at < 0) return -1;
            at += from;
            var slashes = 0;
            while (at - slashes > 0 && text[at - slashes - 1] == '\\') slashes++;
            if ((slashes & 1) == 0) return at;
            from = at + 1;
        }
    }

    private static bool IsStatus(char a, char b, char c) => a is >= '1' and <= '5' && char.IsAsciiDigit(b) && char.IsAsciiDigit(c);

    /// <summary><c>12/Apr/2018:08:35:39 +0000</c>.</summary>
    private static bool IsTime(ReadOnlySpan<char> text)
    {
        if (text.Length != TimeLength || text[2] != '/' || text[6] != '/' || text[11] != ':' || text[14] != ':' || text[17] != ':' || text[20] != ' ' || text[21] is not ('+' or '-')) return false;
        ReadOnlySpan<byte> digits = [0, 1, 7, 8, 9, 10, 12, 13, 15, 16, 18, 19, 22, 23, 24, 25];
        foreach (var at in digits)
        {
            if (!char.IsAsciiDigit(text[at])) return false;
        }

        return true;
    }
}
