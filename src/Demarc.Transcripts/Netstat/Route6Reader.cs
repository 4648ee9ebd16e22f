using System.Globalization;
using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Netstat;

/// <summary>The IPv6 routing table of Linux net-tools (<c>route -6</c>, <c>netstat -r6</c>): rows below its header, a next hop of zeros is none.</summary>
public sealed class Route6Reader : ITranscriptReader
{
    private const int MostRows = 4_000;

    public string Tool => "route";

    public ReaderCard Card { get; } = new([Kinds.Route], new("`route -6`, `netstat -r6` of Linux", "Linux 的 `route -6`、`netstat -r6`"), "", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["Next Hop"];

    public bool Opens(ReadOnlySpan<char> line) =>
        line.TrimStart().StartsWith("Destination", StringComparison.Ordinal) && line.Contains("Next Hop", StringComparison.Ordinal) && line.Contains("Met Ref", StringComparison.Ordinal);

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        var limit = Math.Min(context.Limit, context.Text.Count);
        var last = context.First;
        for (var i = context.First + 1; i < limit && found.Count < MostRows && Row(Fields.Of(context.Text.Span(i))) is var (destination, gateway, metric, device); i++)
        {
            last = i;
            found.Add(new Route
            {
                Tool = Tool,
                Vantage = context.Vantage,
                Time = context.Time,
                Evidence = context.Cite(Kinds.Route, Tool, i, i),
                Destination = destination,
                Gateway = gateway,
                // The kernel prints -1 for routes that refuse: they have none.
                Metric = metric < 0 ? null : metric,
                Device = device,
            });
        }

        return found.Count == 0 ? null : new TranscriptBlock(last, found);
    }

    /// <summary>Destination with its length, next hop, flags, metric, two counts, device.</summary>
    private static (string Destination, string? Gateway, int Metric, string Device)? Row(List<string> fields)
    {
        if (fields.Count != 7 || fields[0].LastIndexOf('/') is not (>= 2 and var slash) || Figures.Small(fields[0].AsSpan(slash + 1)) is not <= 128 || fields[2].Any(char.IsAsciiDigit)) return null;
        if (!int.TryParse(fields[3], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var metric) || char.IsAsciiDigit(fields[6][0])) return null;
        return (fields[0], fields[1] is "::" or "[::]" ? null : fields[1], metric, fields[6]);
    }
}
