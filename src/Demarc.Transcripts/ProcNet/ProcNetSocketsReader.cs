using System.Globalization;
using Demarc.Model;
using Demarc.Transcripts.SocketTables;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.ProcNet;

/// <summary>
/// /proc/net/tcp, udp and their sixes: addresses in hex as a little-endian machine keeps them, states by number. Which of TCP and
/// UDP it is, the width of the row's number and the columns at its end tell: UDP rows have a column of drops.
/// </summary>
public sealed class ProcNetSocketsReader : ITranscriptReader
{
    private const int MostRows = 20_000;
    private static readonly string[] States = ["", "ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT1", "FIN_WAIT2", "TIME_WAIT", "CLOSE", "CLOSE_WAIT", "LAST_ACK", "LISTEN", "CLOSING", "SYN_RECV"];

    public string Tool => "/proc/net";

    public IReadOnlyList<string> Commands { get; } = [];

    public ReaderCard Card { get; } = new([Kinds.Listen, Kinds.Sockets], new("/proc/net/tcp, tcp6, udp, udp6", "/proc/net/tcp、tcp6、udp、udp6"), "any", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["local_address", " 00000000:"];

    public bool Opens(ReadOnlySpan<char> line) => IsHeader(line) || (line.Contains(" 00000000:", StringComparison.Ordinal) && Row(line.ToString(), 0, null) is not null);

    public TranscriptBlock? Read(BlockContext context)
    {
        var rows = new List<SocketRow>();
        string? protocol = null;
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (IsHeader(line))
            {
                protocol = line.Contains("drops", StringComparison.Ordinal) ? "udp" : "tcp";
                return true;
            }

            if (Row(line, i, protocol) is not { } row) return false;
            rows.Add(row);
            return true;
        });
        if (rows.Count == 0) return null;
        var found = new List<Observation>();
        foreach (var row in rows)
        {
            if (row.Listens && row.Local.Port is not null && found.Count < 2_000) found.Add(row.ToListen(context, Tool, row.Local.Address));
        }

        found.AddRange(SocketCensus.Take(context, Tool, rows, context.First, last));
        return new(last, found);
    }

    private static bool IsHeader(ReadOnlySpan<char> line) => line.TrimStart().StartsWith("sl ", StringComparison.Ordinal) && line.Contains("local_address", StringComparison.Ordinal);

    private static SocketRow? Row(string line, int index, string? protocol)
    {
        var words = Fields.Of(line);
        if (words.Count < 10 || words[0] is not [.. var number, ':'] || Figures.Count(number) is null || words[3].Length != 2) return null;
        if (End(words[1]) is not { } local || End(words[2]) is not { } remote) return null;
        if (!int.TryParse(words[3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var state) || state < 1 || state >= States.Length) return null;
        var queues = words[4].Split(':');
        if (queues.Length != 2 || Hex(queues[0]) is not { } sent || Hex(queues[1]) is not { } received) return null;
        // 7 is the only state of a UDP socket without far end, and none a TCP socket shows here.
        var udp = protocol is "udp" || (protocol is null && state == 7);
        return new SocketRow { Line = index, Protocol = udp ? "udp" : "tcp", Six = words[1].Length > 20, State = States[state], RecvQ = received, SendQ = sent, Local = local, Remote = remote, QueueCounts = true };
    }

    private static Endpoint? End(string text)
    {
        var parts = text.Split(':');
        if (parts.Length != 2 || parts[0].Length is not (8 or 32) || parts[1].Length != 4 || Hex(parts[1]) is not { } port) return null;
        if (ProcAddress.LittleEndian(parts[0]) is not { } address) return null;
        return Endpoint.TryParse($"{(address.Contains(':') ? $"[{address}]" : address)}:{port.ToString(CultureInfo.InvariantCulture)}", out var end) ? end : null;
    }

    private static long? Hex(string text) => long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && value >= 0 ? value : null;
}
