using Demarc.Model;
using Demarc.Transcripts.Commands;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Ethtool;

/// <summary>
/// <c>ethtool -S</c>: every counter of the driver as it names it. Where the totals of errors are among them, they are given once more
/// as the interface's, whose name only the command tells.
/// </summary>
public sealed class EthtoolStatisticsReader : ITranscriptReader
{
    private const int MostRows = 3_000;

    public string Tool => "ethtool";

    public ReaderCard Card { get; } = new([Kinds.Counter, Kinds.Interface], new("`ethtool -S`", "`ethtool -S`"), "", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["NIC statistics:"];

    public bool Opens(ReadOnlySpan<char> line) => line.Trim() is "NIC statistics:";

    public TranscriptBlock? Read(BlockContext context)
    {
        var device = TypedCommand.Above(context, Tool)?.LastOrDefault(word => word is not ['-', ..]);
        var found = new List<Observation>();
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (i == context.First) return true;
            var colon = line.LastIndexOf(": ", StringComparison.Ordinal);
            if (line[0] is not (' ' or '\t') || colon < 2 || Figures.Count(line.AsSpan(colon + 2).Trim()) is not { } value) return false;
            found.Add(new Counter { Evidence = Rows.Unplaced, Target = device, Name = line[..colon].Trim(), Value = value }.Placed(context, Tool, i, i));
            return true;
        }, blanks: 0);
        if (found.Count == 0) return null;
        if (Sum("errors") is { } errors)
        {
            found.Insert(0, new Interface { Evidence = Rows.Unplaced, Name = device, Errors = errors, Dropped = Sum("dropped") }.Placed(context, Tool, context.First, last));
        }

        return new(last, found);

        long? Sum(string what)
        {
            var both = found.OfType<Counter>().Where(each => each.Name == "rx_" + what || each.Name == "tx_" + what).Select(each => Math.Min(each.Value ?? 0, long.MaxValue / 4)).ToList();
            return both.Count == 0 ? null : both.Take(2).Sum();
        }
    }
}
