using Demarc.Model;
using Demarc.Transcripts.SocketTables;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Netstat;

/// <summary>
/// Socket states counted by a pipe before they were pasted: <c>  1724 SYN_RECV</c> (uniq -c) or <c>TIME_WAIT 814</c> (awk).
/// One such line alone is read only when the command above it was netstat or ss.
/// </summary>
public sealed class NetstatStateCountsReader : ITranscriptReader
{
    public string Tool => "netstat";

    public ReaderCard Card { get; } = new([Kinds.Sockets], new("counts of states, as `netstat -ant | awk … | sort | uniq -c` prints them", "按状态计数（`netstat -ant | awk … | sort | uniq -c` 的输出）"), "", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["_WAIT", "-WAIT", "ESTAB", "SYN_", "SYN-", "LAST", "LISTEN", "CLOS"];

    public bool Opens(ReadOnlySpan<char> line) => Parse(line) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        var limit = Math.Min(context.Limit, context.Text.Count);
        var counts = new List<SocketCount>();
        var last = context.First;
        for (var i = context.First; i < limit && counts.Count < 32; i++)
        {
            if (Parse(context.Text.Span(i)) is not { } count) break;
            counts.Add(count);
            last = i;
        }

        var ss = Mentions(context.Command, "ss");
        if (counts.Count == 0 || (counts.Count == 1 && !ss && !Mentions(context.Command, "netstat"))) return null;
        return new TranscriptBlock(last, [SocketCensus.Totals(context, ss ? "ss" : Tool, counts, context.First, last)]);
    }

    private static SocketCount? Parse(ReadOnlySpan<char> line)
    {
        if (line.Length > 60 || line.ContainsAnyInRange('\u0080', '\uffff') || !line.ContainsAny(Marks)) return null;
        var fields = Fields.Of(line);
        if (fields.Count != 2) return null;
        var state = SocketState.Parse(fields[0]) ?? SocketState.Parse(fields[1]);
        var number = Figures.Small(fields[0]) ?? Figures.Small(fields[1]);
        return state is null || number is null ? null : new SocketCount(null, null, state, number.Value);
    }

    /// <summary>Something of every state as Unix spells them; Windows' own words are not counted by such pipes.</summary>
    private static readonly System.Buffers.SearchValues<string> Marks =
        System.Buffers.SearchValues.Create(["_WAIT", "-WAIT", "ESTAB", "SYN_", "SYN-", "LAST", "LISTEN", "CLOS"], StringComparison.Ordinal);

    private static bool Mentions(string? command, string tool) =>
        command is not null && Fields.Of(command).Any(word => word == tool || word.EndsWith("/" + tool, StringComparison.Ordinal));
}
