using System.Buffers;
using System.Globalization;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Pinging;

namespace Demarc.Transcripts.Fping;

/// <summary>What one line of fping is.</summary>
internal enum FpingLineKind { None, Reply, Duplicate, Timeout, Failure, Counts, Times, Alive, Unreachable, Unresolved }

/// <summary>
/// One line of fping: <c>HOST : [3], 64 bytes, 0.5 ms (…)</c>, <c>HOST : xmt/rcv/%loss = 4/3/25%…</c>,
/// <c>HOST : 0.4 - 0.6</c>, <c>ICMP … from A for ICMP Echo sent to B</c>, <c>HOST is alive</c>. The tool speaks English only.
/// </summary>
/// <param name="Kind">Its shape.</param>
/// <param name="Host">The target as written.</param>
/// <param name="Ms">RTT of a reply; the mean of <see cref="FpingLineKind.Counts"/>, null where it is not stated.</param>
/// <param name="Sent">Probes of <see cref="FpingLineKind.Counts"/>.</param>
/// <param name="Received">Replies of <see cref="FpingLineKind.Counts"/>.</param>
/// <param name="Times">RTTs of <see cref="FpingLineKind.Times"/>; null stands for a lost probe.</param>
/// <param name="Code">Code of a <see cref="FpingLineKind.Failure"/>.</param>
/// <param name="From">Who sent the failure.</param>
internal readonly record struct FpingLine(
    FpingLineKind Kind, string Host, double? Ms = null, int? Sent = null, int? Received = null, IReadOnlyList<double?>? Times = null, string? Code = null, string? From = null)
{
    private const int MostTimes = 10_000;
    private const string SentTo = " for ICMP Echo sent to ";
    private static readonly SearchValues<char> Stamp = SearchValues.Create("0123456789.");
    private static readonly SearchValues<char> NoName = SearchValues.Create(" \t[]()<>\"'=,;/");

    /// <summary>Lines no other tool and no prose writes; the rest counts only beneath a typed <c>fping</c> or among such lines.</summary>
    public bool IsSure => Kind is FpingLineKind.Reply or FpingLineKind.Duplicate or FpingLineKind.Timeout or FpingLineKind.Failure or FpingLineKind.Counts;

    public static bool TryParse(ReadOnlySpan<char> text, out FpingLine line)
    {
        line = default;
        text = WithoutStamp(text.Trim());
        if (text.StartsWith("ICMP ")) return Failure(text, out line);
        var colon = text.IndexOf(" :");
        if (colon > 0 && HostOf(text[..colon]) is { } host) return Row(host, text[(colon + 2)..].Trim(), out line);
        return Word(text, out line);
    }

    /// <summary><c>-D</c> puts the time before every line.</summary>
    private static ReadOnlySpan<char> WithoutStamp(ReadOnlySpan<char> text)
    {
        if (text is not ['[', ..] || text.IndexOf(']') is not (> 1 and < 24 and var end)) return text;
        return text[1..end].IndexOfAnyExcept(Stamp) < 0 ? text[(end + 1)..].TrimStart() : text;
    }

    private static bool Row(string host, ReadOnlySpan<char> rest, out FpingLine line)
    {
        line = default;
        var again = rest.StartsWith("duplicate for ");
        if (again) rest = rest["duplicate for ".Length..];
        if (rest is ['[', ..])
        {
            var end = rest.IndexOf(']');
            if (end < 2 || rest[1..end].IndexOfAnyExceptInRange('0', '9') >= 0 || end + 1 >= rest.Length || rest[end + 1] != ',') return false;
            rest = rest[(end + 2)..].TrimStart();
            if (rest.StartsWith("timed out")) line = new(FpingLineKind.Timeout, host);
            else if (rest.IndexOf(" bytes, ") is > 0 and var bytes && Number(Upto(rest[(bytes + 8)..], " ms")) is { } ms) line = new(again ? FpingLineKind.Duplicate : FpingLineKind.Reply, host, ms);
            return line.Kind != FpingLineKind.None;
        }

        return rest.StartsWith("xmt/rcv/%loss = ") || rest.StartsWith("xmt/rcv/%return = ") ? Counts(host, rest, out line) : TimeList(host, rest, out line);
    }

    private static bool Counts(string host, ReadOnlySpan<char> rest, out FpingLine line)
    {
        line = default;
        var figures = Upto(rest[(rest.IndexOf('=') + 1)..].TrimStart(), "%");
        Span<Range> parts = stackalloc Range[4];
        if (figures.Split(parts, '/') != 3 || Whole(figures[parts[0]]) is not { } sent || Whole(figures[parts[1]]) is not { } received) return false;
        double? mean = null;
        if (rest.IndexOf("min/avg/max = ") is > 0 and var at)
        {
            var times = rest[(at + "min/avg/max = ".Length)..];
            if (times.Split(parts, '/') == 3) mean = Number(times[parts[1]]);
        }

        line = new(FpingLineKind.Counts, host, mean, sent, received);
        return true;
    }

    private static bool TimeList(string host, ReadOnlySpan<char> rest, out FpingLine line)
    {
        line = default;
        var times = new List<double?>();
        foreach (var part in rest.Split(' '))
        {
            var word = rest[part];
            if (word.IsEmpty) continue;
            var ms = Number(word);
            if ((ms is null && word is not "-") || times.Count == MostTimes) return false;
            times.Add(ms);
        }

        if (times.Count == 0) return false;
        line = new(FpingLineKind.Times, host, Times: times);
        return true;
    }

    private static bool Failure(ReadOnlySpan<char> text, out FpingLine line)
    {
        line = default;
        var to = text.IndexOf(SentTo);
        var from = to < 0 ? -1 : text[..to].LastIndexOf(" from ");
        if (from < 5) return false;
        var host = HostOf(Upto(text[(to + SentTo.Length)..], " "));
        var sender = text[(from + 6)..to].Trim();
        if (host is null || !AddressText.Is(sender)) return false;
        var what = text[5..from];
        var code = what.StartsWith("Host Unreachable") ? PingFailures.HostUnreachable
            : what.StartsWith("Network Unreachable") ? PingFailures.NetUnreachable
            : what.StartsWith("Port Unreachable") ? PingFailures.PortUnreachable
            : what.StartsWith("Time Exceeded") ? PingFailures.TtlExpired
            : what.Contains("Prohibited", StringComparison.OrdinalIgnoreCase) || what.Contains("Filter", StringComparison.OrdinalIgnoreCase) ? PingFailures.AdminProhibited
            : what.Contains("Fragmentation", StringComparison.OrdinalIgnoreCase) || what.Contains("Too Big", StringComparison.OrdinalIgnoreCase) ? PingFailures.TooBig
            : null;
        if (code is null) return false;
        line = new(FpingLineKind.Failure, host, Code: code, From: sender.ToString());
        return true;
    }

    private static bool Word(ReadOnlySpan<char> text, out FpingLine line)
    {
        line = default;
        var blank = text.IndexOf(' ');
        if (blank < 1) return false;
        var rest = text[blank..].Trim();
        if (text[blank - 1] == ':' && rest is "Name or service not known" or "Temporary failure in name resolution" or "No address associated with hostname")
        {
            if (HostOf(text[..(blank - 1)]) is { } unknown) line = new(FpingLineKind.Unresolved, unknown);
        }
        else if (HostOf(text[..blank]) is { } host)
        {
            if (rest is "address not found") line = new(FpingLineKind.Unresolved, host);
            else if (rest is "is unreachable") line = new(FpingLineKind.Unreachable, host);
            else if (rest is "is alive") line = new(FpingLineKind.Alive, host);
            else if (rest.StartsWith("is alive (") && rest.EndsWith(" ms)") && Number(rest[10..^4]) is { } ms) line = new(FpingLineKind.Alive, host, ms);
        }

        return line.Kind != FpingLineKind.None;
    }

    private static string? HostOf(ReadOnlySpan<char> text)
    {
        text = text.TrimEnd();
        return text.Length is 0 or > 253 || text.ContainsAny(NoName) || !char.IsLetterOrDigit(text[0]) && text[0] is not (':' or '_' or '*') ? null : text.ToString();
    }

    private static ReadOnlySpan<char> Upto(ReadOnlySpan<char> text, ReadOnlySpan<char> end) => text.IndexOf(end) is >= 0 and var at ? text[..at] : text;

    private static int? Whole(ReadOnlySpan<char> text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static double? Number(ReadOnlySpan<char> text) =>
        double.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
}
