using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Paths;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.NextTrace;

/// <summary>
/// BestTrace (and scripts around it): traceroute's header, and rows of one probe with AS number and owner behind the time:
/// <c> 5  192.0.2.1  5.04 ms  AS64500  …</c>.
/// </summary>
public sealed class BestTraceReader : ITranscriptReader
{
    private const int MostLines = 300;

    public string Tool => "besttrace";

    public ReaderCard Card { get; } = new([Kinds.PathTrace], new("BestTrace for Linux, one probe a hop", "Linux 版 BestTrace，每跳一个探测"), "any", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = [" hops max, "];

    public bool Opens(ReadOnlySpan<char> line) => line.TrimStart().StartsWith("traceroute to ") && line.IndexOf(Anchors[0]) > 0 && line.TrimEnd().EndsWith(" byte packets");

    public TranscriptBlock? Read(BlockContext context)
    {
        var header = Fields.Of(context.Text.Span(context.First));
        if (header.Count < 4 || !AddressText.Is(header[3].Trim('(', ')', ','))) return null;
        var (target, address) = (header[2], header[3].Trim('(', ')', ','));
        var hops = new List<Hop>();
        var owned = false;
        var last = Rows.Walk(context, MostLines, (line, i) =>
        {
            if (i == context.First) return true;
            var words = Fields.Of(line);
            if (words.Count < 2 || Figures.Small(words[0]) is not { } ttl || ttl is < 1 or > Trace.LastTtl || (hops.Count > 0 && ttl <= hops[^1].Ttl)) return false;
            if (words.Count == 2 && words[1] == "*")
            {
                hops.Add(new() { Ttl = ttl, Sent = 1, Lost = 1, RttMs = [null] });
                return true;
            }

            // One probe and an owner behind it: three times in a row are traceroute's.
            if (words.Count < 5 || !AddressText.Is(words[1]) || Figures.Decimal(words[2]) is not { } ms || words[3] != "ms" || !IsOwner(words)) return false;
            owned = true;
            var asn = words[4].StartsWith("AS", StringComparison.Ordinal) ? Figures.Count(words[4].AsSpan(2)) : null;
            hops.Add(new() { Ttl = ttl, Sent = 1, Lost = 0, RttMs = [ms], Responders = [new(words[1], null, asn)] });
            return true;
        }, blanks: 0);
        if (!owned) return null;
        var reached = Trace.Reached(address, hops);
        var trace = new PathTrace { Evidence = Rows.Unplaced, Target = target, TargetAddress = address, Protocol = Mode(context), Hops = hops, Reached = reached, Truncated = reached != true };
        return new(last, [trace.Placed(context, Tool, context.First, last)]);
    }

    /// <summary>An AS number, or an asterisk in its place and words behind it; asterisks and times are further probes of traceroute.</summary>
    private static bool IsOwner(List<string> words) => words[4] == "*"
        ? words.Count > 5 && words[5] != "*" && Figures.Decimal(words[5]) is null && !AddressText.Is(words[5])
        : words[4].StartsWith("AS", StringComparison.Ordinal) && Figures.Count(words[4].AsSpan(2)) is not null;

    /// <summary>Scripts say above the header by what they trace: <c>(TCP 模式, …)</c>.</summary>
    private static string Mode(BlockContext context)
    {
        for (var i = context.First - 1; i >= Math.Max(0, context.First - 2); i--)
        {
            var line = context.Text.Span(i);
            if (line.Contains("TCP", StringComparison.Ordinal)) return "tcp";
            if (line.Contains("ICMP", StringComparison.Ordinal)) return "icmp";
        }

        return "unknown";
    }
}
