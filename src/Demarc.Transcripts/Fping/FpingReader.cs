using System.Buffers;
using System.Globalization;
using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Pinging;

namespace Demarc.Transcripts.Fping;

/// <summary>
/// fping: many targets at once, their lines mixed. One run of ping for every target and every line of counts; a target
/// without counts (cut off, or the default mode) has what its own lines say.
/// </summary>
public sealed class FpingReader : ITranscriptReader
{
    private const int MostRows = 5000;
    private const int MostTargets = 500;

    private static readonly SearchValues<char> Clock = SearchValues.Create("0123456789:");

    public string Tool => "fping";

    public ReaderCard Card { get; } = new([Kinds.Ping], new("4 and 5: `-c`, `-C`, `-e`, `-Q`, default", "4 与 5：`-c`、`-C`、`-e`、`-Q`、默认"), "", ReaderProof.Recorded);

    public IReadOnlyList<string> Anchors { get; } = ["xmt/rcv/%", "% loss)", " for ICMP Echo sent to ", " is alive", " is unreachable", " : "];

    public bool Opens(ReadOnlySpan<char> line) => FpingLine.TryParse(line, out _);

    public TranscriptBlock? Read(BlockContext context)
    {
        var typed = Typed(context.Command);
        var rows = new List<(int At, FpingLine Line)>();
        var limit = Math.Min(context.Limit, context.First + MostRows);
        for (var (i, blank) = (context.First, 0); i < limit; i++)
        {
            if (FpingLine.TryParse(context.Text.Span(i), out var line) && (typed is not null || line.IsSure || (rows.Count > 0 && line.Kind is FpingLineKind.Times or FpingLineKind.Unresolved)))
            {
                rows.Add((i, line));
                blank = 0;
            }
            else if (rows.Count == 0 || !IsBetween(context.Text.Span(i)) || ++blank > 2) break;
        }

        if (rows.Count == 0) return null;
        var runs = new List<(int First, Ping Ping)>();
        foreach (var target in rows.GroupBy(row => row.Line.Host, StringComparer.Ordinal).Take(MostTargets)) Runs(context, typed, target.Key, [.. target], runs);
        return runs.Count == 0 ? null : new(rows[^1].At, [.. runs.OrderBy(run => run.First).Select(run => run.Ping)]);
    }

    /// <summary>Blank lines and the clock of <c>-Q</c> stand between the lines of one run.</summary>
    private static bool IsBetween(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        return line.IsEmpty || (line is ['[', _, _, ':', _, _, ':', _, _, ']'] && line[1..^1].IndexOfAnyExcept(Clock) < 0);
    }

    private void Runs(BlockContext context, string[]? typed, string host, (int At, FpingLine Line)[] rows, List<(int First, Ping Ping)> runs)
    {
        var tally = Tally(host, typed);
        var first = rows[0].At;
        var refused = 0;
        for (var r = 0; r < rows.Length; r++)
        {
            var (at, line) = rows[r];
            if (tally is null) (tally, first, refused) = (Tally(host, typed), at, 0);
            if (line.Kind == FpingLineKind.Failure) refused++;
            if (line.Kind == FpingLineKind.Timeout && refused > 0) refused--;       // the probe a router refused is reported once more as timed out
            else Count(tally, line);
            if (line.Kind is not (FpingLineKind.Counts or FpingLineKind.Times) && r < rows.Length - 1) continue;
            var ping = line.Kind switch
            {
                FpingLineKind.Counts => tally.Observe(context, first, at, line.Sent, line.Received, tool: Tool),
                FpingLineKind.Times => tally.Observe(context, first, at, line.Times!.Count, line.Times.Count(ms => ms is not null), tool: Tool),
                FpingLineKind.Alive or FpingLineKind.Unreachable or FpingLineKind.Unresolved or FpingLineKind.Failure => tally.Observe(context, first, at, null, tally.Replies, tool: Tool),
                _ => tally.Observe(context, first, at, tally.Replies + tally.Failures, tally.Replies, tool: Tool),
            };
            runs.Add((first, ping));
            tally = null;
        }
    }

    private static void Count(PingTally tally, FpingLine line)
    {
        switch (line.Kind)
        {
            case FpingLineKind.Reply or FpingLineKind.Alive:
                tally.Reply(line.Ms, null);
                break;
            case FpingLineKind.Duplicate:
                tally.Reply(line.Ms, null, duplicate: true);
                break;
            case FpingLineKind.Timeout or FpingLineKind.Unreachable:
                tally.Failure(PingFailures.Timeout, null);
                break;
            case FpingLineKind.Failure:
                tally.Failure(line.Code!, line.From);
                break;
            case FpingLineKind.Unresolved:
                tally.Failure(PingFailures.Unresolved, null);
                break;
            case FpingLineKind.Counts when !tally.HasRows && line is { Received: 1, Ms: { } only }:
                tally.Reply(only, null);
                break;
            case FpingLineKind.Times when !tally.HasRows:
                foreach (var ms in line.Times!)
                {
                    if (ms is { } value) tally.Reply(value, null);
                    else tally.Failure(PingFailures.Timeout, null);
                }

                break;
        }
    }

    private static PingTally Tally(string host, string[]? typed)
    {
        var tally = new PingTally { Target = host, TargetAddress = AddressText.Is(host) ? host : null };
        for (var i = 0; typed is not null && i < typed.Length; i++)
        {
            var size = typed[i].StartsWith("--size=", StringComparison.Ordinal) ? typed[i][7..] : typed[i] is "-b" or "--size" && i + 1 < typed.Length ? typed[i + 1] : null;
            if (int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)) tally.Size = bytes;
            if (typed[i] is "-M" or "--dontfrag") tally.Df = true;
        }

        return tally;
    }

    /// <summary>The words after a typed <c>fping</c>; null when something else was typed, or nothing is known.</summary>
    private static string[]? Typed(string? command)
    {
        const int mostWords = 600;
        if (command is null) return null;
        var words = command.Split(' ', mostWords, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var at = Array.FindIndex(words, word => word is "fping" or "fping6" || word.EndsWith("/fping", StringComparison.Ordinal));
        return at < 0 ? null : words[(at + 1)..];
    }
}
