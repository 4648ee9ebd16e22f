using System.Text.RegularExpressions;
using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Devices;

/// <summary>Cisco NX-OS <c>show ip route</c>: a prefix with the number of its next hops, and one line for each, the best marked.</summary>
public sealed partial class NexusRoutesReader : ITranscriptReader
{
    private const int MostRows = 50_000;

    public string Tool => "show-ip-route";

    public ReaderCard Card { get; } = new([Kinds.Route], new("`show ip route` of Cisco NX-OS", "Cisco NX-OS 的 `show ip route`"), "en", ReaderProof.Documentation);

    public IReadOnlyList<string> Anchors { get; } = ["ubest/mbest: "];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 200 && InTime.Match(Prefix, line.ToString()) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        string? destination = null;
        var attached = false;
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (line.Length > 300) return false;
            if (InTime.Match(Prefix, line) is { } prefix)
            {
                (destination, attached) = (prefix.Groups["destination"].Value, line.Contains(", attached", StringComparison.Ordinal));
                return true;
            }

            if (destination is null || InTime.Match(Hop, line) is not { } hop) return false;
            if (hop.Groups["best"].Success)
            {
                found.Add(new Route
                {
                    Evidence = Rows.Unplaced,
                    Destination = destination,
                    Gateway = attached || hop.Groups["out"].Success ? null : hop.Groups["via"].Value,
                    Device = hop.Groups["out"].Success ? hop.Groups["out"].Value : hop.Groups["device"].Success ? hop.Groups["device"].Value : null,
                    Metric = Figures.Small(hop.Groups["metric"].ValueSpan),
                }.Placed(context, Tool, i, i));
            }

            return true;
        });
        return found.Count == 0 ? null : new(last, found);
    }

    [GeneratedRegex(@"^(?<destination>[0-9A-Fa-f.:]{2,39}/[0-9]{1,3}), ubest/mbest: [0-9]+/[0-9]+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Prefix { get; }

    /// <summary><c>*via 192.0.2.1%management, Eth1/1, [110/3], 5d18h, ospf-10, intra</c></summary>
    [GeneratedRegex(@"^\s+(?<best>\*)?\*?via ((?<via>[0-9A-Fa-f.:]{2,39})(%[^,]{1,60})?|(?<out>[A-Z][A-Za-z]{1,20}[0-9/.]{1,20})), ((?<device>[A-Za-z][^,]{0,60}), )?\[[0-9]{1,3}/(?<metric>[0-9]{1,10})\]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Hop { get; }
}
