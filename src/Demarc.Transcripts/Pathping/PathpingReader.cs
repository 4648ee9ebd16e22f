using System.Text.RegularExpressions;
using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Paths;
using Demarc.Transcripts.Tables;
using Demarc.Transcripts.Tracert;

namespace Demarc.Transcripts.Pathping;

/// <summary>
/// Windows <c>pathping</c> in any language, by its second table: loss from here to each hop. The loss of a node or link alone is what a
/// router itself dropped of echoes to it, and is not taken for loss of the path.
/// </summary>
public sealed partial class PathpingReader : ITranscriptReader
{
    private const int MostRows = 600;
    private const int MostAbove = 80;
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    public string Tool => "pathping";

    public ReaderCard Card { get; } = new([Kinds.PathTrace], new("the table of losses", "丢包统计表"), "any", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["%   |"];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 200 && Link.IsMatch(line);

    public TranscriptBlock? Read(BlockContext context)
    {
        var hops = new List<Hop>();
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (Link.IsMatch(line)) return true;
            if (Row.Match(line) is not { Success: true } row || Figures.Small(row.Groups["ttl"].ValueSpan) is not (>= 1 and <= Trace.LastTtl and var ttl)) return false;
            if (hops.Count > 0 && ttl <= hops[^1].Ttl) return false;
            hops.Add(Observe(ttl, row));
            return true;
        });
        if (hops.Count == 0) return null;
        var header = HeaderAbove(context);
        var reached = Trace.Reached(header?.Address, hops);
        var trace = new PathTrace { Evidence = Rows.Unplaced, Target = header?.Target, TargetAddress = header?.Address, Protocol = "icmp", Hops = hops, Reached = reached, Truncated = reached != true };
        var from = context.First > 0 && Fields.First(context.Text.Span(context.First - 1)) is "0" ? context.First - 1 : context.First;
        return new(last, [trace.Placed(context, Tool, from, last)]);
    }

    private static Hop Observe(int ttl, Match row)
    {
        var place = row.Groups["place"].Value.Trim();
        var open = place.LastIndexOf('[');
        var address = open >= 0 ? place[(open + 1)..].TrimEnd(']') : AddressText.Is(place) ? place : null;
        return new()
        {
            Ttl = ttl,
            Sent = Figures.Small(row.Groups["sent"].ValueSpan),
            Lost = Figures.Small(row.Groups["lost"].ValueSpan),
            LossPercent = Figures.Small(row.Groups["percent"].ValueSpan),
            Rtt = Figures.Decimal(row.Groups["ms"].Value) is { } ms ? new(null, ms, null, null, null) : null,
            Responders = address is null ? [] : [new(address, open > 0 ? place[..open].Trim() : null)],
        };
    }

    private static TracertHeader? HeaderAbove(BlockContext context)
    {
        for (var i = context.First - 1; i >= Math.Max(0, context.First - MostAbove); i--)
        {
            var line = context.Text.Span(i);
            if (TracertWords.IsHeader(line)) return TracertHeader.Parse(line);
        }

        return null;
    }

    [GeneratedRegex(@"^\s{8,60}\d{1,7}/\s{0,6}\d{1,7} =\s{1,3}\d{1,3}%\s{1,4}\|", Options, 100)]
    private static partial Regex Link { get; }

    [GeneratedRegex(@"^\s{0,3}(?<ttl>\d{1,3})\s{1,6}((?<ms>\d{1,6})\s?ms|---|\*)?\s{1,12}(?<lost>\d{1,7})/\s{0,6}(?<sent>\d{1,7}) =\s{1,3}(?<percent>\d{1,3})%\s{1,6}\d{1,7}/\s{0,6}\d{1,7} =\s{1,3}\d{1,3}%\s{1,4}(?<place>\S.{0,255})$", Options, 100)]
    private static partial Regex Row { get; }
}
