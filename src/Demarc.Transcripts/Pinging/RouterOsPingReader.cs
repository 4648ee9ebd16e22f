using Demarc.Model;
using System.Globalization;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Pinging;

/// <summary>Reads ping of MikroTik RouterOS: a table with one row for each probe and a line <c>sent= received= packet-loss=</c>.</summary>
public sealed class RouterOsPingReader : ITranscriptReader
{
    private const int MostRows = 100_000;

    public string Tool => "ping";

    public ReaderCard Card { get; } = new([Kinds.Ping], new("MikroTik RouterOS", "MikroTik RouterOS"), "", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["SEQ HOST"];

    public bool Opens(ReadOnlySpan<char> line) => line.TrimStart().StartsWith("SEQ HOST") && line.Contains("TTL", StringComparison.Ordinal);

    public TranscriptBlock? Read(BlockContext context)
    {
        var tally = new PingTally();
        int? sent = null, received = null;
        var (last, rows) = (context.First, 0);
        for (var i = context.First + 1; i < Math.Min(context.Limit, context.First + MostRows); i++)
        {
            var line = context.Text.Span(i).Trim();
            if (line.IsEmpty || Opens(line)) continue;
            if (line.StartsWith("sent="))
            {
                (sent, received, last) = (Value(line, "sent="), Value(line, "received="), i);
                continue;
            }

            if (!Row(line, tally)) break;
            rows++;
            last = i;
        }

        if (rows == 0) return null;
        return new(last, [tally.Observe(context, context.First, last, sent ?? rows, received ?? tally.Replies)]);
    }

    private static bool Row(ReadOnlySpan<char> line, PingTally tally)
    {
        Span<Range> cells = stackalloc Range[8];
        var count = line.SplitAny(cells, " \t", StringSplitOptions.RemoveEmptyEntries);
        if (count < 3 || !int.TryParse(line[cells[0]], NumberStyles.None, CultureInfo.InvariantCulture, out _) || !AddressText.Is(line[cells[1]])) return false;
        var host = line[cells[1]].ToString();
        if (count >= 5 && Milliseconds(line[cells[4]]) is { } ms && int.TryParse(line[cells[3]], NumberStyles.None, CultureInfo.InvariantCulture, out var ttl))
        {
            if (int.TryParse(line[cells[2]], NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 28) tally.Size ??= size - 28;
            if (count == 5)
            {
                tally.TargetAddress ??= host;
                tally.Reply(ms, ttl is > 0 and <= 255 ? ttl : null);
                return true;
            }
        }

        if (line.EndsWith("timeout"))
        {
            tally.TargetAddress ??= host;
            tally.Failure(PingFailures.Timeout, null);
        }
        else if (line.EndsWith("net unreachable")) tally.Failure(PingFailures.NetUnreachable, host);
        else if (line.EndsWith("unreachable")) tally.Failure(PingFailures.HostUnreachable, host);
        else if (line.EndsWith("TTL exceeded")) tally.Failure(PingFailures.TtlExpired, host);
        else if (line.EndsWith("fragmentation needed and DF set") || line.EndsWith("packet too large and cannot be fragmented")) tally.Failure(PingFailures.TooBig, null);
        else return false;
        return true;
    }

    /// <summary><c>4ms</c>, <c>12ms345us</c>, <c>1s2ms</c>.</summary>
    private static double? Milliseconds(ReadOnlySpan<char> text)
    {
        double total = 0;
        while (!text.IsEmpty)
        {
            if (!Figures.TryLeading(text, out var value, out var length) || length == 0) return null;
            text = text[length..];
            var (unit, factor) = text.StartsWith("ms") ? (2, 1.0) : text.StartsWith("us") ? (2, 0.001) : text is ['s', ..] ? (1, 1000.0) : (0, 0);
            if (unit == 0) return null;
            total += value * factor;
            text = text[unit..];
        }

        return total;
    }

    private static int? Value(ReadOnlySpan<char> line, string name)
    {
        var at = line.IndexOf(name);
        return at >= 0 && Figures.TryLeading(line[(at + name.Length)..], out var value, out var length) && length > 0 ? value : null;
    }
}
