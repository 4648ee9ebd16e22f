using Demarc.Model;
using Demarc.Transcripts.SocketTables;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Ss;

/// <summary>
/// Socket lists of ss with or without header: listening sockets with the connections waiting and the queue's limit,
/// connections counted. What <c>-i</c> prints under a row is a connection of its own; other details are passed over.
/// </summary>
public sealed class SsReader : ITranscriptReader
{
    private const int MostRows = 20_000;
    private const int MostListens = 2_000;
    private const int MostDetails = 500;

    public string Tool => "ss";

    public ReaderCard Card { get; } = new([Kinds.Sockets, Kinds.Listen, Kinds.TcpConnection], new("`ss` with and without its header, with `-i`", "`ss`，有无表头均可，含 `-i`"), "", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["ESTAB", "LISTEN", "UNCONN", "-WAIT", "LAST-ACK", "SYN-", "CLOSING", "Local Address:Port"];

    public bool Opens(ReadOnlySpan<char> line) => IsHeader(line) || SsRow.Parse(line, 0, false, null) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        var limit = Math.Min(context.Limit, context.Text.Count);
        var headed = IsHeader(context.Text.Span(context.First));
        var stateless = headed && !context.Text.Span(context.First).Contains("State", StringComparison.Ordinal);
        var fallback = Protocol(context.Command);
        var rows = new List<SocketRow>();
        var details = new List<(SocketRow Row, int Line)>();
        var last = context.First;
        for (var i = headed ? context.First + 1 : context.First; i < limit && rows.Count < MostRows; i++)
        {
            var line = context.Text.Span(i);
            if (SsRow.Parse(line, i, stateless, fallback) is { } row)
            {
                rows.Add(row);
                // -O prints everything on one line.
                if (line.Contains(" rto:", StringComparison.Ordinal)) details.Add((row, i));
            }
            else if (Fields.IsBlank(line) && i == last + 1) continue;
            else if (!(headed && SsRow.IsNetid(Fields.First(line))) && !(rows.Count > 0 && IsDetail(line))) break;
            else if (rows.Count > 0 && line.Contains("rto:", StringComparison.Ordinal)) details.Add((rows[^1], i));
            last = i;
        }

        return rows.Count == 0 ? null : Block(context, rows, details, stateless ? StateOf(context.Command) : null, last);
    }

    private TranscriptBlock Block(BlockContext context, List<SocketRow> rows, List<(SocketRow Row, int Line)> details, string? state, int last)
    {
        var served = SocketCensus.ServedPorts(rows);
        if (state is not null) rows = [.. rows.Select(row => row with { State = state })];
        var observations = new List<Observation>();
        // ss before iproute2 4.17 wrote * for 0.0.0.0 and ::: for [::]; since then * is a socket of both families.
        var bothFamilies = rows.Any(row => row.Local.Address is "0.0.0.0" or "::") && !rows.Any(row => context.Text.Span(row.Line).Contains(" :::", StringComparison.Ordinal));
        foreach (var row in rows)
        {
            if (!row.Listens || row.Local.PortText == "*" || observations.Count >= MostListens) continue;
            observations.Add(row.ToListen(context, Tool, bothFamilies ? "::" : "0.0.0.0"));
        }

        observations.AddRange(SocketCensus.Take(context, Tool, rows, context.First, last));
        foreach (var (row, line) in details.Take(MostDetails))
        {
            if (SsDetails.Observe(context, Tool, state is null ? row : row with { State = state }, served, context.Text.Span(line), line) is { } connection) observations.Add(connection);
        }

        return observations.Count == 0 ? new TranscriptBlock(last, []) : new TranscriptBlock(last, observations);
    }

    private static bool IsHeader(ReadOnlySpan<char> line) =>
        line.Contains("Local Address:Port", StringComparison.Ordinal) && line.Contains("Recv-Q", StringComparison.Ordinal);

    /// <summary>What -i, -m, -o and -e print on indented lines of their own.</summary>
    private static bool IsDetail(ReadOnlySpan<char> line) =>
        line is [' ' or '\t', ..] && (line.Contains("rto:", StringComparison.Ordinal) || line.Contains("skmem:", StringComparison.Ordinal)
            || line.Contains("cwnd:", StringComparison.Ordinal) || line.Contains("timer:(", StringComparison.Ordinal));

    private static string? Protocol(string? command)
    {
        var options = Options(command);
        var (tcp, udp) = (options.Contains('t'), options.Contains('u'));
        return tcp == udp ? null : tcp ? "tcp" : "udp";
    }

    private static string Options(string? command) =>
        command is null ? "" : string.Concat(Fields.Of(command).Where(word => word is ['-', not '-', ..]));

    /// <summary>The state asked for with <c>ss state close-wait</c>.</summary>
    private static string? StateOf(string? command)
    {
        if (command is null) return null;
        var words = Fields.Of(command);
        var at = words.IndexOf("state");
        if (at < 0 || at + 1 == words.Count) return null;
        return words[at + 1] == "established" ? "ESTABLISHED" : SocketState.Parse(words[at + 1].ToUpperInvariant());
    }
}
