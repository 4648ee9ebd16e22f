using System.Globalization;
using System.Text.RegularExpressions;
using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Devices;

/// <summary>
/// Routing tables that begin each row with letters for its origin: Cisco IOS (IPv4, IPv6) and ASA, FortiOS. Every next hop is a
/// route of its own; one directly connected has no gateway. Older tables give the prefix length once for a whole group.
/// </summary>
public sealed partial class CodedRoutesReader : ITranscriptReader
{
    private const int MostRows = 50_000;

    public string Tool => "show-ip-route";

    public ReaderCard Card { get; } = new([Kinds.Route], new("`show ip route`, `show ipv6 route` of Cisco IOS, `show route` of ASA, routing table of FortiOS", "Cisco IOS 的 `show ip route`、`show ipv6 route`，ASA 的 `show route`，FortiOS 的路由表"), "en", ReaderProof.Documentation);

    public IReadOnlyList<string> Anchors { get; } = ["Codes: ", "] via ", " is directly connected, "];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 300 && (line.StartsWith("Codes: C - ") || line.StartsWith("Codes: L - ") || line.StartsWith("Codes: K - ")
        || (char.IsAsciiLetter(line.Length > 0 ? line[0] : ' ') && InTime.Match(Row, line.ToString()) is { } row && row.Groups["via"].Success));

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        var table = new Table();
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (line.Length > 300) return false;
            if (InTime.Match(Group, line) is { } group)
            {
                table.Length = group.Groups["length"].Value;
                return true;
            }

            if (InTime.Match(Row, line) is { } row)
            {
                table.Destination = Destination(row, table.Length);
                table.Metric = Figures.Small(row.Groups["metric"].ValueSpan);
                if (row.Groups["via"].Success || row.Groups["connected"].Success || row.Groups["rest"].Length > 0) Add(row, i);
                return true;
            }

            if (table.Destination is not null && InTime.Match(Next, line) is { } next)
            {
                if (next.Groups["metric"].Success) table.Metric = Figures.Small(next.Groups["metric"].ValueSpan);
                Add(next, i);
                return true;
            }

            return IsLegend(line);
        }, blanks: 2);
        return found.Count == 0 ? null : new(last, found);

        void Add(Match hop, int line)
        {
            var gateway = hop.Groups["via"].Success && AddressText.Is(hop.Groups["via"].ValueSpan) ? hop.Groups["via"].Value : null;
            found.Add(new Route
            {
                Evidence = Rows.Unplaced,
                Destination = table.Destination,
                Gateway = gateway,
                Device = Device(hop, gateway is null),
                Metric = table.Metric,
            }.Placed(context, Tool, line, line));
        }
    }

    /// <summary>With its prefix length: printed, of the mask, or of the group it stands in.</summary>
    private static string Destination(Match row, string? group)
    {
        var text = row.Groups["destination"].Value;
        if (text.Contains('/')) return text;
        if (Figures.PrefixLength(row.Groups["mask"].Value) is { } length) return $"{text}/{length.ToString(CultureInfo.InvariantCulture)}";
        return group is null || !AddressText.IsV4(text) ? text : $"{text}/{group}";
    }

    /// <summary>The first of the words after the gateway that is neither an age nor a bracket.</summary>
    private static string? Device(Match hop, bool alone)
    {
        if (alone && hop.Groups["via"].Success) return hop.Groups["via"].Value;
        foreach (var part in hop.Groups["rest"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (char.IsAsciiLetter(part[0]) && !part.Contains(' ') && part is not ("never" or "receive" or "external" or "internal")) return part;
        }

        return null;
    }

    private static bool IsLegend(string line)
    {
        var text = line.AsSpan().Trim();
        return text.StartsWith("Codes: ") || (line[0] == ' ' && text.Contains(" - ", StringComparison.Ordinal)) || text.StartsWith("Gateway of last resort ") || text.StartsWith("Routing table for VRF") || text.StartsWith("Routing Table: ")
            || text.EndsWith("* - candidate default") || text.StartsWith("+ - replicated route");
    }

    /// <summary>What the rows below share while they are read.</summary>
    private sealed class Table
    {
        public string? Length { get; set; }
        public string? Destination { get; set; }
        public int? Metric { get; set; }
    }

    /// <summary><c>1.0.0.0/32 is subnetted, 1 subnets</c>; one <c>variably subnetted</c> gives no length for its rows.</summary>
    [GeneratedRegex(@"^\s+[0-9.]{7,15}(/(?<length>[0-9]{1,2}) is subnetted|(/[0-9]{1,2})? is variably subnetted), ", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Group { get; }

    /// <summary><c>S*    0.0.0.0/0 [1/0] via 192.0.2.1</c>, <c>C  192.0.2.0 255.255.255.0 is directly connected, outside</c>, and one wrapped behind its destination.</summary>
    [GeneratedRegex(@"^(?<code>[A-Za-z][A-Za-z0-9]{0,2}[*%+>]{0,2}(E1|E2|N1|N2)?( (E1|E2|N1|N2|IA|EX|L1|L2|ia|su))?)\s+(?<destination>[0-9.]{7,15}(/[0-9]{1,2})?|[0-9A-Fa-f:]{2,39}/[0-9]{1,3})( (?<mask>[0-9.]{7,15}))?\s*((\[[0-9]{1,3}/(?<metric>[0-9]{1,10})\])(\s+(tag [0-9]+ )?via (?<via>[^,\s]{1,60})( \([^)]{1,40}\))?(?<rest>(,.{0,120})?)|(?<rest>,.{0,120})?)|(?<connected>is (directly connected|a summary))(?<rest>,.{0,120})?|)\s*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Row { get; }

    /// <summary>Another next hop of the row above.</summary>
    [GeneratedRegex(@"^\s+(\[[0-9]{1,3}/(?<metric>[0-9]{1,10})\]\s+)?(via (?<via>[^,\s]{1,60})|is directly connected)(?<rest>(,.{0,120})?)\s*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Next { get; }
}
