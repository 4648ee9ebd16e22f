using Demarc.Model;
namespace Demarc.Transcripts.Pinging;

/// <summary>Reads ping of Linux, macOS, BSD, busybox and of Huawei and H3C devices, whole or cut off at either end.</summary>
public sealed class UnixPingReader : ITranscriptReader
{
    public string Tool => "ping";

    public IReadOnlyList<string> Commands { get; } = ["ping", "ping6"];

    public ReaderCard Card { get; } = new([Kinds.Ping], new("iputils, busybox, BSD, macOS, with and without its frame", "iputils、busybox、BSD、macOS，有无首尾均可"), "any", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["PING", "icmp_seq", " seq=", "Sequence=", "ping: ", "ping6: ", "Ping ", "ping statistics", "ping-Statistik", "packets transmitted", " bytes from ", "From "];

    public bool Opens(ReadOnlySpan<char> line) =>
        UnixPingFrame.TryHeader(line, out _)
        || UnixPingRows.TryRow(line, out var row) && (row.Seq is not null || row.From is not null)
        || PingUnresolved.TryUnix(line, out _, out _)
        || UnixPingFrame.IsSummaryHeader(line)
        || line.Contains("packets transmitted", StringComparison.Ordinal) && LineShape.Unmarked(line) is [>= '0' and <= '9', ..] && UnixPingFrame.TryCounts(line, out _);

    public TranscriptBlock? Read(BlockContext context)
    {
        var opening = context.Text.Span(context.First);
        if (context.First > 0 && UnixPingFrame.IsHping(context.Text.Span(context.First - 1))) return null;
        if (PingUnresolved.TryUnix(opening, out var code, out var name)) return PingUnresolved.Read(context, name, code);
        var run = UnixPingRun.Read(context.Text, context.First, context.Limit);
        if (run is null || IsLoneTimeout(run, opening)) return null;
        PingCommand.Complete(run.Tally, context.Command, windows: false);
        if (run.Tally.Target is null && SummaryTarget(opening) is { } target) run.Tally.Target = target;
        var ping = run.Tally.Observe(context, context.First, run.Last, run.Sent, run.Received, run.Duplicates);
        return new(run.Last, [ping], [.. run.Unknown.Select(at => new UnreadLines(at, at, PingUnresolved.NotARow))]);
    }

    /// <summary>A single timeout row is too little to be a run: it says no target and no number.</summary>
    private static bool IsLoneTimeout(UnixPingRun run, ReadOnlySpan<char> opening) =>
        !UnixPingFrame.TryHeader(opening, out _) && run.Tally.Replies == 0 && run.Tally.Answered == 0 && run.Sent is null or <= 1;

    /// <summary>Where only the statistics are left, their heading names the target.</summary>
    private static string? SummaryTarget(ReadOnlySpan<char> line)
    {
        if (!UnixPingFrame.IsSummaryHeader(line)) return null;
        var word = line.Trim().Trim("- ");
        var end = word.IndexOf(' ');
        return end > 0 && word[..end] is var first && first.IndexOfAny('.', ':') > 0 ? first.ToString() : null;
    }
}
