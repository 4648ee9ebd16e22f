using Demarc.Model;
using Demarc.Transcripts.SocketTables;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Netstat;

/// <summary>
/// Socket tables of netstat on Linux, the BSDs, macOS and Windows, with or without header: listening sockets one by one,
/// connections counted.
/// </summary>
public sealed class NetstatSocketsReader : ITranscriptReader
{
    private const int MostRows = 20_000;
    private const int MostListens = 2_000;

    /// <summary>Lines without a row at the head of a block.</summary>
    private const int Headings = 8;

    public string Tool => "netstat";

    public ReaderCard Card { get; } = new([Kinds.Sockets, Kinds.Listen], new("`netstat -an` and its kin: Linux, BSD, macOS, Windows", "`netstat -an` 等：Linux、BSD、macOS、Windows"), "any", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["tcp", "udp", "TCP", "UDP", "Recv-Q"];

    public bool Opens(ReadOnlySpan<char> line) => IsHeader(line) || SocketLine.Parse(line, 0) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        var limit = Math.Min(context.Limit, context.Text.Count);
        var rows = new List<SocketRow>();
        var last = -1;
        for (var i = context.First; i < limit && rows.Count < MostRows; i++)
        {
            if (rows.Count == 0 && i > context.First + Headings) break;
            var line = context.Text.Span(i);
            if (SocketLine.Parse(line, i) is { } row) rows.Add(row);
            else if (IsOwner(line) && rows.Count > 0 && last >= i - 3) Own(rows, line);
            else if (!IsHeader(line) && !IsUnixSocket(line) && !Fields.IsBlank(line) && !IsNote(context, i, limit, rows.Count)) break;
            if (!Fields.IsBlank(line)) last = i;
            else if (i > last + 2) break;
        }

        return rows.Count == 0 ? null : Block(context, rows, last);
    }

    private TranscriptBlock Block(BlockContext context, List<SocketRow> rows, int last)
    {
        var observations = new List<Observation>();
        foreach (var row in rows)
        {
            if (!row.Listens || row.Local.PortText == "*" || observations.Count >= MostListens) continue;
            observations.Add(row.ToListen(context, Tool, row.Six ? "::" : "0.0.0.0"));
        }

        observations.AddRange(SocketCensus.Take(context, Tool, rows, context.First, last));
        return new TranscriptBlock(last, observations);
    }

    private static bool IsHeader(ReadOnlySpan<char> line) =>
        line.Contains("Recv-Q Send-Q", StringComparison.Ordinal) && line.Contains("Proto", StringComparison.Ordinal);

    /// <summary>Sockets of the machine itself follow on Linux; they say nothing about the network.</summary>
    private static bool IsUnixSocket(ReadOnlySpan<char> line) =>
        Fields.First(line) is "unix" || line.Contains("UNIX domain sockets", StringComparison.Ordinal) || line.Contains("Proto RefCnt", StringComparison.Ordinal);

    /// <summary><c>[svchost.exe]</c> under a row of Windows' -b.</summary>
    private static bool IsOwner(ReadOnlySpan<char> line) => line.Trim() is ['[', .., ']'] name && !name.Contains(' ');

    /// <summary>Windows prints the service's name or a localised remark between a row and its owner.</summary>
    private static bool IsNote(BlockContext context, int index, int limit, int rows)
    {
        if (rows == 0 || context.Text.Span(index) is not [' ' or '\t', ..]) return false;
        for (var i = index + 1; i < limit && i <= index + 2; i++)
        {
            var line = context.Text.Span(i);
            if (IsOwner(line) || Fields.First(line) is "TCP" or "UDP") return true;
        }

        return false;
    }

    private static void Own(List<SocketRow> rows, ReadOnlySpan<char> line) =>
        rows[^1] = rows[^1] with { Process = line.Trim()[1..^1].ToString() };
}
