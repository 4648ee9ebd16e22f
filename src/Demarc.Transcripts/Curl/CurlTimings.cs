using System.Globalization;
using Demarc.Model;

namespace Demarc.Transcripts.Curl;

/// <summary>
/// Lines of <c>curl -w</c> as people paste them: <c>time_connect: 0.021</c>, one per line or all on one line, or short
/// keys (<c>dns:0.01 connect:0.02 ttfb:0.3 total:0.4</c>). Values are seconds unless a unit stands after them.
/// </summary>
internal sealed class CurlTimings
{
    private double? _dns;
    private double? _connect;
    private double? _tls;
    private double? _first;
    private double? _total;

    public int First { get; private set; } = -1;

    public int Last { get; private set; } = -1;

    /// <summary>Status printed along; null when none, or 000.</summary>
    public int? Status { get; private set; }

    public bool Any => First >= 0;

    /// <summary>Takes the line when it holds such values; a line of short keys must hold two that belong together.</summary>
    public bool Take(ReadOnlySpan<char> text, int line)
    {
        var (own, loose, status) = (0, 0, (int?)null);
        Span<double?> found = [null, null, null, null, null];
        for (var at = 0; at < text.Length;)
        {
            var mark = text[at..].IndexOfAny(':', '=');
            if (mark < 0) break;
            mark += at;
            var key = KeyBefore(text[..mark]);
            at = mark + 1;
            var phase = Phase(key, out var curls);
            if (phase == Unknown) continue;
            if (!Value(text[at..], out var value, out var unit, out var length)) continue;
            at += length;
            if (phase == StatusPhase)
            {
                status = (int)value;
                continue;
            }

            if (unit == 0 && !curls && !HasPoint(text.Slice(at - length, length))) continue;
            found[phase] ??= value * (unit == 0 ? 1000 : unit);
            if (curls) own++;
            else loose++;
        }

        if (own == 0 && loose < 2) return own + loose == 0 && TakeStatus(status, line);
        (_dns, _connect, _tls, _first, _total) = (_dns ?? found[0], _connect ?? found[1], _tls ?? found[2], _first ?? found[3], _total ?? found[4]);
        if (status is >= 100 and < 600) Status ??= status;
        if (First < 0) First = line;
        Last = line;
        return true;
    }

    /// <summary>The phases in ms. curl prints 0 for a phase that was not reached.</summary>
    public HttpPhases Phases()
    {
        var reached = _first is > 0;
        return new(Round(_dns), _connect is 0 && !reached ? null : Round(_connect), _tls is 0 ? null : Round(_tls), _first is 0 ? null : Round(_first), Round(_total));
    }

    private const int Unknown = -1;
    private const int StatusPhase = 9;

    private bool TakeStatus(int? status, int line)
    {
        if (!Any || status is not (>= 100 and < 600)) return false;
        Status ??= status;
        Last = line;
        return true;
    }

    private static double? Round(double? ms) => ms is { } value ? Math.Round(value, 3) : null;

    private static int Phase(ReadOnlySpan<char> key, out bool curls)
    {
        curls = key.StartsWith("time_", StringComparison.Ordinal);
        if (curls) key = key[5..];
        return key switch
        {
            "namelookup" or "dns" or "lookup" or "DNS" => 0,
            "connect" or "tcp" or "TCP" or "conn" => 1,
            "appconnect" or "tls" or "ssl" or "TLS" or "SSL" => 2,
            "starttransfer" or "ttfb" or "TTFB" or "firstbyte" or "first_byte" => 3,
            "total" or "Total" => 4,
            "http_code" or "response_code" or "code" or "status" => StatusPhase,
            _ => Unknown,
        };
    }

    private static ReadOnlySpan<char> KeyBefore(ReadOnlySpan<char> text)
    {
        text = text.TrimEnd(" \t\"'");
        var from = text.Length;
        while (from > 0 && (char.IsAsciiLetterOrDigit(text[from - 1]) || text[from - 1] == '_')) from--;
        return text[from..];
    }

    /// <summary>A number; unit is the factor to ms, 0 when none stands after it.</summary>
    private static bool Value(ReadOnlySpan<char> text, out double value, out double unit, out int length)
    {
        (value, unit) = (0, 0);
        var at = 0;
        while (at < text.Length && text[at] is ' ' or '\t' or '"' or '\'') at++;
        var from = at;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] is '.' or ',')) at++;
        while (at > from && text[at - 1] is '.' or ',') at--;
        length = at;
        if (at == from || at - from > 15) return false;
        Span<char> digits = stackalloc char[at - from];
        text[from..at].Replace(digits, ',', '.');
        if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)) return false;
        var rest = text[at..].TrimStart(' ');
        if (rest.StartsWith("ms", StringComparison.Ordinal)) unit = 1;
        else if (rest.StartsWith("us", StringComparison.Ordinal) || rest.StartsWith("µs", StringComparison.Ordinal)) unit = 0.001;
        else if (rest is ['s'] or ['s', not (>= 'a' and <= 'z'), ..]) unit = 1000;
        return true;
    }

    private static bool HasPoint(ReadOnlySpan<char> text) => text.TrimEnd(',').IndexOfAny('.', ',') >= 0;
}
