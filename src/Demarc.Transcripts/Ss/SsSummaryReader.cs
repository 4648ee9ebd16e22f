using Demarc.Model;
using Demarc.Transcripts.SocketTables;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Ss;

/// <summary>
/// The summary of <c>ss -s</c>: <c>TCP:   9 (estab 1, closed 1, orphaned 0, synrecv 0, timewait 1/0), ports 0</c>. The closed
/// ones include those in TIME_WAIT and are left out.
/// </summary>
public sealed class SsSummaryReader : ITranscriptReader
{
    public string Tool => "ss";

    public ReaderCard Card { get; } = new([Kinds.Sockets], new("`ss -s`", "`ss -s`"), "", ReaderProof.Recorded);

    public IReadOnlyList<string> Anchors { get; } = ["(estab "];

    public bool Opens(ReadOnlySpan<char> line) => line.TrimStart().StartsWith("TCP:", StringComparison.Ordinal) && Counts(line).Count > 0;

    public TranscriptBlock? Read(BlockContext context)
    {
        var counts = Counts(context.Text.Span(context.First));
        if (counts.Count == 0) return null;
        var limit = Math.Min(context.Limit, context.Text.Count);
        var last = context.First;
        for (var i = context.First + 1; i < limit && i < context.First + 12; i++)
        {
            var line = context.Text.Span(i);
            if (Fields.IsBlank(line)) continue;
            if (Fields.First(line) is not ("Transport" or "*" or "RAW" or "UDP" or "TCP" or "INET" or "FRAG")) break;
            last = i;
        }

        return new TranscriptBlock(last, [SocketCensus.Totals(context, Tool, counts, context.First, context.First)]);
    }

    private static List<SocketCount> Counts(ReadOnlySpan<char> line)
    {
        var counts = new List<SocketCount>();
        var open = line.IndexOf("(estab ");
        var close = line.IndexOf(')');
        if (open < 0 || close < open || line.Length > 200) return counts;
        foreach (var part in line[(open + 1)..close].ToString().Split(','))
        {
            var fields = Fields.Of(part);
            if (fields.Count != 2 || State(fields[0]) is not { } state || Figures.Small(fields[1].Split('/')[0]) is not { } number) continue;
            counts.Add(new SocketCount(null, null, state, number));
        }

        return counts;
    }

    private static string? State(string word) => word switch
    {
        "estab" => "ESTABLISHED",
        "synrecv" => "SYN_RECV",
        "timewait" => "TIME_WAIT",
        _ => null,
    };
}
