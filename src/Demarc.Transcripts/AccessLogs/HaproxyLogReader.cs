using System.Globalization;
using System.Text.RegularExpressions;
using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.AccessLogs;

/// <summary>
/// HAProxy's HTTP log. Its two letters of termination say who ended a request, and when: <c>sC</c> the server behind did not answer the
/// connect, <c>SC</c> refused it, <c>sH</c> sent no answer in time, <c>SH</c> and <c>SD</c> closed before one was complete. Source: HAProxy manual, 8.5.
/// </summary>
public sealed partial class HaproxyLogReader : ITranscriptReader
{
    private const int LongestRequest = 1000;

    public string Tool => "haproxy";

    public ReaderCard Card { get; } = new([Kinds.AccessLog, Kinds.ErrorText], new("HTTP log of HAProxy", "HAProxy 的 HTTP 日志"), "en", ReaderProof.Documentation);

    public IReadOnlyList<string> Commands { get; } = [];

    public IReadOnlyList<string> Anchors { get; } = ["-- ", " haproxy["];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 4000 && line.EndsWith("\"") && (line.Contains(Anchors[0], StringComparison.Ordinal) || line.Contains(Anchors[1], StringComparison.Ordinal)) && InTime.Match(Line, line.ToString()) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        var (kept, failed, counted) = (0, 0, 0);
        var last = Rows.Walk(context, int.MaxValue / 2, (line, i) =>
        {
            if (InTime.Match(Line, line) is not { } log) return false;
            var time = Time(log.Groups["time"].Value) ?? context.Time;
            var bad = log.Groups["status"].Value[0] is '4' or '5' or '-';
            if (kept++ >= Math.Min(AccessLogReader.MostKept, context.LogLines) && !(bad && failed++ < Math.Min(AccessLogReader.MostKept, context.FailedLogLines)))
            {
                counted++;
                return true;
            }

            found.Add(Entry(log).Placed(context, Tool, i, i, time));
            if (Ended(log) is { } meaning) found.Add(new ErrorText { Evidence = Rows.Unplaced, Product = "HAProxy", Code = log.Groups["ended"].Value, Text = Secrets.MaskAndCut(line.Trim(), LongestRequest), Meaning = meaning }.Placed(context, Tool, i, i, time));
            return true;
        }, blanks: 0);
        return last < 0 ? null : new(last, found) { Counted = counted };
    }

    private static AccessLog Entry(Match log) => new()
    {
        Evidence = Rows.Unplaced,
        Client = log.Groups["client"].Value,
        Request = Secrets.MaskAndCut(log.Groups["request"].Value, LongestRequest),
        Status = Figures.Small(log.Groups["status"].ValueSpan) is { } status and >= 100 ? status : null,
        Bytes = Figures.Count(log.Groups["bytes"].ValueSpan),
        Ms = Figures.Count(log.Groups["total"].ValueSpan.TrimStart('+')),
    };

    private static string? Ended(Match log) => log.Groups["ended"].ValueSpan[..2] switch
    {
        "sC" or "sH" or "sD" => "upstream-timeout",
        "SC" => "upstream-refused",
        "SH" or "SD" => "upstream-closed",
        _ => null,
    };

    /// <summary><c>06/Feb/2026:12:14:14.655</c>, in a zone the line does not name.</summary>
    private static Moment? Time(string text) =>
        DateTime.TryParseExact(text, "dd/MMM/yyyy:HH:mm:ss.fff", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? new(text, null, ZoneKnowledge.Unknown) : null;

    [GeneratedRegex("""(^|: )\[?(?<client>[0-9A-Fa-f.:]{2,45}?)\]?:[0-9]{1,5} \[(?<time>[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}:[0-9:.]{12})\] \S{1,80} \S{1,80}/\S{1,80} -?[0-9]+/-?[0-9]+/-?[0-9]+/-?[0-9]+/(?<total>\+?[0-9]+) (?<status>[0-9]{3}|-1) (?<bytes>\+?[0-9]+) \S{1,200} \S{1,200} (?<ended>[A-Za-z-]{4}) [0-9+]+/[0-9+]+/[0-9+]+/[0-9+]+/\+?[0-9]+ [0-9]+/[0-9]+ (\{[^}]{0,1000}\} ){0,2}"(?<request>[^"]{0,2000})"$""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Line { get; }
}
