using System.Text.RegularExpressions;
using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Devices;

/// <summary>
/// Junos <c>show route</c>: <c>0.0.0.0/0  *[Static/5] 3w2d 10:11:12, metric 10</c> and a line for each next hop. Only the active route
/// (<c>*</c>) and the next hops in use (<c>&gt;</c>) are taken.
/// </summary>
public sealed partial class JunosRoutesReader : ITranscriptReader
{
    private const int MostRows = 50_000;

    public string Tool => "show-route";

    public ReaderCard Card { get; } = new([Kinds.Route], new("`show route` of Junos", "Junos 的 `show route`"), "en", ReaderProof.Documentation);

    public IReadOnlyList<string> Anchors { get; } = [" destinations, ", "*[Static/", "*[Direct/", "*[Local/", "*[OSPF/", "*[BGP/", "*[IS-IS/", "*[Access-internal/", "*[Aggregate/"];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 300 && (IsTable(line) || (HasAnchor(line) && InTime.Match(Prefix, line.ToString()) is { } prefix && prefix.Groups["destination"].Success));

    private bool HasAnchor(ReadOnlySpan<char> line)
    {
        foreach (var anchor in Anchors)
        {
            if (line.Contains(anchor, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        string? destination = null;
        var active = false;
        int? metric = null;
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (line.Length > 400) return false;
            if (IsTable(line) || line.StartsWith("+ = Active Route", StringComparison.Ordinal) || line.StartsWith("Restart Complete", StringComparison.Ordinal)) return true;
            if (InTime.Match(Prefix, line) is { } prefix)
            {
                if (prefix.Groups["destination"].Success) destination = prefix.Groups["destination"].Value;
                active = prefix.Groups["active"].Value is "*";
                metric = Figures.Small(prefix.Groups["metric"].ValueSpan);
                return destination is not null;
            }

            if (destination is null) return false;
            if (InTime.Match(Hop, line) is { } hop)
            {
                if (active && hop.Groups["used"].Success) Add(hop, i);
                return true;
            }

            var text = line.AsSpan().Trim();
            return text.StartsWith("AS path:") || text.StartsWith("Local via ") || text is "Discard" or "Reject" or "Receive" or "MultiRecv" || text.StartsWith("to table ");
        });
        return found.Count == 0 ? null : new(last, found);

        void Add(Match hop, int line) => found.Add(new Route
        {
            Evidence = Rows.Unplaced,
            Destination = destination,
            Gateway = hop.Groups["gateway"].Success ? hop.Groups["gateway"].Value : null,
            Device = hop.Groups["device"].Value,
            Metric = metric,
        }.Placed(context, Tool, line, line));
    }

    /// <summary><c>inet.0: 24 destinations, 24 routes (24 active, 0 holddown, 0 hidden)</c></summary>
    private static bool IsTable(ReadOnlySpan<char> line) => line.Contains(" destinations, ", StringComparison.Ordinal) && line.Contains(" holddown, ", StringComparison.Ordinal) && line.Contains(" active, ", StringComparison.Ordinal);

    [GeneratedRegex(@"^((?<destination>[0-9A-Fa-f.:]{2,39}/[0-9]{1,3})\s*|\s+)(?<active>[*+ -]?)\[[A-Za-z0-9-]{2,20}/[0-9]{1,10}\](.{0,80}, metric (?<metric>[0-9]{1,10}))?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Prefix { get; }

    [GeneratedRegex(@"^\s+(?<used>> ?)?(to (?<gateway>[0-9A-Fa-f.:]{2,39}) )?via (?<device>[A-Za-z0-9./:-]{1,40})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Hop { get; }
}
