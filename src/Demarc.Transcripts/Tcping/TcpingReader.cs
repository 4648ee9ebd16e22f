using System.Text.Json;
using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Tcping;

/// <summary>
/// The programs called tcping: rows of tries, one observation for each port tried in a row. Their statistics repeat the rows and are
/// passed over. One of them writes JSON lines.
/// </summary>
public sealed class TcpingReader : ITranscriptReader
{
    private const int MostRows = 20_000;
    private const string JsonProbe = "\"type\":\"probe\"";

    public string Tool => "tcping";

    public ReaderCard Card { get; } = new([Kinds.Connect], new("tcping.exe, tcping in Go, and its JSON lines", "tcping.exe、Go 版 tcping 及其 JSON 行"), "en", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["/tcp - ", " TCP_conn=", "Ping tcp://", JsonProbe];

    public bool Opens(ReadOnlySpan<char> line) => Row(line) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        var tally = new ConnectTally();
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (tally.Port is not null && IsStatistic(line)) return true;
            if (Row(line) is not { } row || (tally.Port is not null && (row.Port != tally.Port || row.Target != tally.Target))) return false;
            (tally.Target, tally.Port) = (row.Target, row.Port);
            tally.Address ??= row.Address;
            tally.Add(row.Result, row.Ms);
            return true;
        });
        return tally.Port is null ? null : new(last, [tally.Connect().Placed(context, Tool, context.First, last)]);
    }

    /// <summary>What stands below the rows and repeats them.</summary>
    private static bool IsStatistic(string line)
    {
        var text = line.TrimStart();
        return text.Length < 200 && (text.StartsWith("{\"type\":\"statistics\"", StringComparison.Ordinal) || text.StartsWith("Ping statistics ", StringComparison.Ordinal) || text.StartsWith("Was unable to connect", StringComparison.Ordinal)
            || text.StartsWith("Approximate trip times", StringComparison.Ordinal) || text.StartsWith("Minimum = ", StringComparison.Ordinal) || text.Contains(" probes sent", StringComparison.Ordinal) || text.Contains(" successful, ", StringComparison.Ordinal));
    }

    private static TcpingRow? Row(ReadOnlySpan<char> line) => line.TrimStart() is ['{', ..] ? Json(line) : TcpingRow.Parse(line);

    private static TcpingRow? Json(ReadOnlySpan<char> line)
    {
        if (line.Length > 1000 || line.IndexOf(JsonProbe) < 0) return null;
        try
        {
            using var document = JsonDocument.Parse(line.Trim().ToString(), new() { MaxDepth = 4 });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Text("hostname") is not { } host || !root.TryGetProperty("port", out var given) || !given.TryGetInt32(out var port) || port is < 1 or > 65535) return null;
            var ok = root.TryGetProperty("success", out var success) && success.ValueKind == JsonValueKind.True;
            double? ms = root.TryGetProperty("rtt", out var rtt) && rtt.ValueKind == JsonValueKind.Number ? rtt.GetDouble() : null;
            return new(host, Text("address"), port, ok ? TryResult.Answered : TryResult.Unknown, ms);

            string? Text(string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
