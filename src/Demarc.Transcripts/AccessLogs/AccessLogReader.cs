using Demarc.Model;

namespace Demarc.Transcripts.AccessLogs;

/// <summary>
/// Access logs of web servers. The first lines are kept whole and after them the failed ones; the rest is counted,
/// since a million alike say no more than that they are there.
/// </summary>
public sealed class AccessLogReader : ITranscriptReader
{
    /// <summary>Lines kept from the beginning of a block, and failed ones (status 400 and above) kept after them.</summary>
    public const int MostKept = 1000;

    private const string ToolName = "access-log";
    private const int LongestRequest = 1000;

    public string Tool => ToolName;

    public ReaderCard Card { get; } = new([Kinds.AccessLog], new("common and combined log format", "common 与 combined 日志格式"), "any", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["] \"", "HTTP/"];

    public bool Opens(ReadOnlySpan<char> line) => LogLine.TryParse(line, out _);

    public TranscriptBlock? Read(BlockContext context)
    {
        var text = context.Text;
        var limit = Math.Min(context.Limit, text.Count);
        var found = new List<Observation>();
        var (last, failed) = (-1, 0);
        var (most, mostFailed) = (Math.Min(MostKept, context.LogLines), Math.Min(MostKept, context.FailedLogLines));
        var (counted, countedFirst, countedLast) = (0, -1, -1);
        for (var i = context.First; i < limit; i++)
        {
            var line = text.Span(i);
            if (!LogLine.TryParse(line, out var log))
            {
                if (IsGap(line)) continue;
                break;
            }

            last = i;
            if (found.Count < most) found.Add(Observe(context, log, i));
            else if (log.Status >= 400 && failed < mostFailed)
            {
                failed++;
                found.Add(Observe(context, log, i));
            }
            else
            {
                counted++;
                if (countedFirst < 0) countedFirst = i;
                countedLast = i;
            }
        }

        if (last < 0) return null;
        if (found.Count == 0) return new(last, found) { Counted = counted };
        return counted == 0 ? new(last, found) : new(last, found, [new(countedFirst, countedLast, new($"{counted} more log lines of the same kind, counted", $"另有 {counted} 行同类日志，只计数"))]);
    }

    private static AccessLog Observe(BlockContext context, LogLine log, int line)
    {
        var time = log.Moment() ?? context.Time;
        return new()
        {
            Tool = ToolName,
            Vantage = context.Vantage,
            Time = time,
            Client = log.Client() is not ([] or "-") and var client ? client.ToString() : null,
            Request = Secrets.MaskAndCut(log.Request.ToString(), LongestRequest),
            Status = log.Status,
            Bytes = log.BytesSent(),
            Ms = log.Ms(),
            Evidence = context.Cite(Kinds.AccessLog, ToolName, line, line, time: time),
        };
    }

    /// <summary>A blank line or an elision between log lines.</summary>
    private static bool IsGap(ReadOnlySpan<char> line) => line.TrimStart() is [] or "..." or "…" or "......";
}
