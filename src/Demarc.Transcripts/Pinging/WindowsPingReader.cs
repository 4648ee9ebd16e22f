using Demarc.Model;

namespace Demarc.Transcripts.Pinging;

/// <summary>
/// Reads Windows ping in any language, whole or cut off at either end. Its own statistics are believed only where the
/// rows do not say otherwise, as they count "host unreachable" answers as received.
/// </summary>
public sealed class WindowsPingReader : ITranscriptReader
{
    public string Tool => "ping";

    public ReaderCard Card { get; } = new([Kinds.Ping], new("Windows XP to 11, with and without its frame", "Windows XP 至 11，有无首尾均可"), "any", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } =
    [
        "TTL=", "Ping", "ping", "Disparando", "Обмен пакетами", "Badanie",
        "请求超时", "一般故障", "要求等候逾時", "要求がタイムアウト", "요청 시간이 만료", "Request timed out", "Zeitüberschreitung der", "Tiempo de espera agotado",
        "Esgotado o tempo", "Превышен интервал", "Upłynął limit",
        "无法访问目标", "目的地主機", "到達できません", "연결할 수 없습니다", "estination host unreachable", "estination net unreachable", "nicht erreichbar", "Impossible de joindre",
        "inaccesible", "inacessível", "недоступ", "nieosiągaln", "TTL expired", "TTL 传输中过期",
        "时间=", "时间<", "時間=", "時間<", "時間 =", "시간=", "시간<", "time=", "time<", "Zeit=", "Zeit<", "temps=", "temps<", "tiempo=", "tiempo<", "tempo=", "tempo<", "время=", "время<", "czas=", "czas<",
    ];

    public bool Opens(ReadOnlySpan<char> line)
    {
        if (line.Contains("icmp_seq", StringComparison.Ordinal)) return false;
        return WindowsPingRows.TryReply(line, out _)
            || WindowsPingRows.TryHeader(line, named: true, out _, out _, out _)
            || WindowsPingRows.IsSummaryHeader(line, out _)
            || WindowsPingRows.TryFailure(line, out _, out _, out var opens) && opens
            || PingUnresolved.TryWindows(line, out _)
            || OneLinePing.Is(line);
    }

    public TranscriptBlock? Read(BlockContext context)
    {
        var line = context.Text.Span(context.First);
        if (PingUnresolved.TryWindows(line, out var name)) return PingUnresolved.Read(context, name);
        if (OneLinePing.Is(line)) return OneLinePing.Read(context);
        var run = WindowsPingRun.Read(context.Text, context.First, context.Limit);
        if (run is null || IsLoneFailure(run, line)) return null;
        PingCommand.Complete(run.Tally, context.Command, windows: true);
        var ping = run.Tally.Observe(context, run.First, run.Last, run.Sent, run.Received);
        return new(run.Last, [ping], [.. run.Unknown.Select(at => new UnreadLines(at, at, PingUnresolved.NotARow))]);
    }

    /// <summary>One sentence "request timed out" without anything around it may be anybody's remark.</summary>
    private static bool IsLoneFailure(WindowsPingRun run, ReadOnlySpan<char> line) =>
        run.Sent <= 1 && run.Tally.Replies == 0 && run.Tally.Answered == 0 && WindowsPingRows.TryFailure(line, out _, out _, out _);
}
