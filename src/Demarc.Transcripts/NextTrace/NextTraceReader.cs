using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Paths;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.NextTrace;

/// <summary>
/// NextTrace: a header that ends in its mode, then per hop a row of address, AS number and owner, and below it the times
/// (<c>1.90 ms / 1.94 ms / *</c>). Rows without a TTL add an address to the hop above.
/// </summary>
public sealed class NextTraceReader : ITranscriptReader
{
    private const int MostLines = 2_000;

    public string Tool => "nexttrace";

    public ReaderCard Card { get; } = new([Kinds.PathTrace], new("NextTrace 1.x, with its table of owners", "NextTrace 1.x，含归属信息"), "any", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = [" hops max, "];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 300 && line.IndexOf(Anchors[0]) > 0 && Header(line.ToString()) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        if (Header(context.Text[context.First]) is not var (target, address, protocol)) return null;
        var hops = new List<Hop>();
        var last = Rows.Walk(context, MostLines, (line, i) =>
        {
            if (i == context.First) return true;
            if (Times(line) is { } times && hops.Count > 0)
            {
                hops[^1] = hops[^1] with { RttMs = [.. hops[^1].RttMs ?? [], .. times] };
                return true;
            }

            var words = Fields.Of(line);
            if (Trace.TryTtl(line, out var ttl, out _) && Figures.Small(words[0]) == ttl && (hops.Count == 0 || ttl > hops[^1].Ttl) && words.Count > 1 && (words[1] == "*" || AddressText.Is(words[1])))
            {
                hops.Add(new() { Ttl = ttl, Responders = words[1] == "*" ? [] : [Responder(words, 1)] });
                return true;
            }

            if (hops.Count == 0 || !char.IsWhiteSpace(line[0]) || !AddressText.Is(words[0])) return hops.Count > 0 && words[0].StartsWith("[MPLS:", StringComparison.Ordinal);
            hops[^1] = hops[^1] with { Responders = [.. hops[^1].Responders, Responder(words, 0)] };
            return true;
        });
        if (hops.Count == 0) return null;
        Hop[] all = [.. hops.Select(hop => hop.RttMs is { } rtt ? hop with { Sent = rtt.Count, Lost = rtt.Count(ms => ms is null) } : hop)];
        var trace = new PathTrace { Evidence = Rows.Unplaced, Target = target, TargetAddress = address, Protocol = protocol, Hops = all, Reached = Trace.Reached(address, all), Truncated = Trace.Reached(address, all) != true };
        return new(last, [trace.Placed(context, Tool, context.First, last)]);
    }

    /// <summary><c>traceroute to ADDRESS (NAME), 30 hops max, 52 bytes payload, ICMP mode</c>, newer <c>OWN -> ADDRESS (NAME), …</c>.</summary>
    private static (string Target, string? Address, string Protocol)? Header(string line)
    {
        line = line.Trim();
        var protocol = line.EndsWith(", ICMP mode", StringComparison.Ordinal) ? "icmp" : line.EndsWith(", TCP mode", StringComparison.Ordinal) ? "tcp" : line.EndsWith(", UDP mode", StringComparison.Ordinal) ? "udp" : null;
        if (protocol is null) return null;
        var from = line.StartsWith("traceroute to ", StringComparison.Ordinal) ? 14 : line.IndexOf(" -> ", StringComparison.Ordinal) is > 0 and var arrow ? arrow + 4 : -1;
        var comma = line.IndexOf(',', StringComparison.Ordinal);
        if (from < 0 || comma < from) return null;
        var words = Fields.Of(line.AsSpan(from, comma - from));
        if (words.Count is 0 or > 3) return null;
        var address = AddressText.Is(words[0]) ? words[0] : null;
        return (words.Count > 1 ? words[1].Trim('(', ')') : words[0], address, protocol);
    }

    private static Responder Responder(List<string> words, int at) =>
        new(words[at], null, at + 1 < words.Count && words[at + 1].StartsWith("AS", StringComparison.Ordinal) && Figures.Count(words[at + 1].AsSpan(2)) is { } asn ? asn : null);

    /// <summary>Times between slashes; one that is cut off inside its unit still counts.</summary>
    private static List<double?>? Times(string line)
    {
        if (line.Length > 200 || !char.IsWhiteSpace(line[0])) return null;
        var times = new List<double?>();
        foreach (var part in line.Split('/'))
        {
            var words = Fields.Of(part);
            if (words is ["*"]) times.Add(null);
            else if (words.Count is 1 or 2 && char.IsAsciiDigit(words[0][0]) && Figures.Decimal(words[0]) is { } ms && (words.Count == 1 || words[1] is "ms" or "m")) times.Add(ms);
            else return null;
        }

        return times.Count > 0 && line.Contains('m', StringComparison.Ordinal) | line.Contains('*', StringComparison.Ordinal) ? times : null;
    }
}
