using Demarc.Model;
using Demarc.Transcripts.SocketTables;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Lsof;

/// <summary><c>lsof -i</c> with or without header: <c>nginx 7 root 6u IPv4 12345 0t0 TCP *:443 (LISTEN)</c>. A socket several processes hold is several rows.</summary>
public sealed class LsofReader : ITranscriptReader
{
    private const int MostRows = 20_000;
    private const int MostListens = 2_000;

    public string Tool => "lsof";

    public ReaderCard Card { get; } = new([Kinds.Listen, Kinds.Sockets], new("`lsof -i`, with and without its header", "`lsof -i`，有无表头均可"), "any", ReaderProof.Recorded);

    public IReadOnlyList<string> Anchors { get; } = [" IPv4 ", " IPv6 ", "NODE NAME"];

    public bool Opens(ReadOnlySpan<char> line) => IsHeader(line) || Row(line, 0) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        var rows = new List<SocketRow>();
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (Row(line, i) is not { } row) return i == context.First && IsHeader(line);
            rows.Add(row);
            return true;
        }, blanks: 0);
        if (rows.Count == 0) return null;
        var single = rows.DistinctBy(row => (row.Protocol, row.Six, row.Local, row.Remote, row.State)).ToList();
        var found = new List<Observation>();
        foreach (var row in single)
        {
            if (row.Listens && row.Local.PortText != "*" && found.Count < MostListens) found.Add(row.ToListen(context, Tool, row.Six ? "::" : "0.0.0.0"));
        }

        found.AddRange(SocketCensus.Take(context, Tool, single, context.First, last));
        return new(last, found);
    }

    private static bool IsHeader(ReadOnlySpan<char> line) => line.TrimStart().StartsWith("COMMAND", StringComparison.Ordinal) && line.Contains("NODE NAME", StringComparison.Ordinal);

    private static SocketRow? Row(ReadOnlySpan<char> line, int index)
    {
        if (line.Length > 600) return null;
        var words = Fields.Of(line);
        var type = words.FindIndex(word => word is "IPv4" or "IPv6");
        if (type < 4 || Figures.Count(words[1]) is null || words.FindIndex(type, word => word is "TCP" or "UDP") is not (> 0 and var node) || node + 1 >= words.Count || node > type + 3) return null;
        var ends = words[node + 1].Split("->");
        var state = words[^1] is ['(', .. var inside, ')'] ? SocketState.Parse(inside) : null;
        if (!Endpoint.TryParse(ends[0], out var local)) return null;
        var remote = new Endpoint("*", null, "*", false);
        if (ends.Length > 2 || (ends.Length == 2 && !Endpoint.TryParse(ends[1], out remote))) return null;
        var tcp = words[node] == "TCP";
        if (tcp && state is null) return null;
        // A connected UDP socket is no listener.
        return new SocketRow { Line = index, Protocol = tcp ? "tcp" : "udp", Six = words[type] == "IPv6", State = tcp ? state : ends.Length == 2 ? "ESTABLISHED" : null, Local = local, Remote = remote, Process = words[0] };
    }
}
