using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.IpRoute;

/// <summary>
/// <c>ip route</c>, <c>ip -6 route</c>, <c>ip route get</c>: one route per row, one per next hop where there are several.
/// Routes that refuse (<c>unreachable blackhole prohibit throw</c>) keep the word before their destination, as printed.
/// </summary>
public sealed class IpRouteReader : ITranscriptReader
{
    private const int MostRows = 4_000;

    public string Tool => "ip";

    public ReaderCard Card { get; } = new([Kinds.Route], new("`ip route`, `ip -6 route`, `ip route get`", "`ip route`、`ip -6 route`、`ip route get`"), "any", ReaderProof.Recorded);

    public IReadOnlyList<string> Anchors { get; } = [" dev ", "default via ", "unreachable ", "blackhole ", "prohibit ", "default proto ", " proto "];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 600 && Row(line.ToString()) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        Entry? parent = null;
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (Hop(line) is { } hop && parent is not null)
            {
                Add(parent with { Gateway = hop.Gateway, Device = hop.Device }, i);
                return true;
            }

            if (line.Trim() is "cache" || line.TrimStart().StartsWith("cache ", StringComparison.Ordinal)) return parent is not null;
            if (Row(line) is not { } row) return false;
            parent = row;
            if (row is { IsOwn: false } && (row.Gateway ?? row.Device) is not null || row.Refuses) Add(row, i);
            return true;
        });
        return last < 0 ? null : new(last, found);

        void Add(Entry row, int line)
        {
            found.Add(new Route { Evidence = Rows.Unplaced, Destination = row.Destination, Gateway = row.Gateway, Device = row.Device, Metric = row.Metric }.Placed(context, Tool, line, line));
        }
    }

    /// <param name="IsOwn">An address of the machine itself or a broadcast address, from the table local.</param>
    private sealed record Entry(string Destination, string? Gateway, string? Device, int? Metric, bool Refuses, bool IsOwn);

    private static Entry? Row(string line)
    {
        var words = Fields.Of(line);
        if (words.Count < 2) return null;
        var type = words[0] is "unreachable" or "blackhole" or "prohibit" or "throw" or "local" or "broadcast" or "multicast" or "anycast" or "unicast" ? words[0] : null;
        if (type is not null) words.RemoveAt(0);
        if (words.Count == 0 || !IsDestination(words[0])) return null;
        var refuses = type is "unreachable" or "blackhole" or "prohibit" or "throw";
        var gateway = After("via");
        if (gateway is "inet" or "inet6" && words.IndexOf("via") + 2 is var far && far < words.Count) gateway = words[far];
        var device = After("dev");
        // A prefix and "dev" could still stand in a sentence: every word has to be one of the tool's.
        if (gateway is not null && !AddressText.Is(gateway)) return null;
        if (gateway is null && device is null && !refuses && !words.Contains("proto")) return null;
        if (words.Contains("lladdr") || words[^1] is "REACHABLE" or "STALE" or "FAILED" or "DELAY" or "INCOMPLETE" or "PERMANENT" or "PROBE" or "NOARP" or "NONE") return null;
        for (var i = 1; i < words.Count; i++)
        {
            if (IsKey(words[i]) ? ++i == words.Count : !IsFlag(words[i])) return null;
        }

        return new(refuses ? $"{type} {words[0]}" : words[0], gateway, device, Figures.Small(After("metric") ?? ""), refuses, type is "local" or "broadcast" or "multicast" or "anycast");

        string? After(string key) => words.IndexOf(key) is >= 0 and var at && at + 1 < words.Count ? words[at + 1] : null;
    }

    private static (string? Gateway, string? Device)? Hop(string line)
    {
        var words = Fields.Of(line);
        if (words.Count < 3 || words[0] != "nexthop") return null;
        var (via, dev) = (words.IndexOf("via"), words.IndexOf("dev"));
        if (via >= 0 && via + 1 < words.Count && words[via + 1] is "inet" or "inet6") via++;
        return (via < 0 || via + 1 >= words.Count ? null : words[via + 1], dev < 0 || dev + 1 >= words.Count ? null : words[dev + 1]);
    }

    private static bool IsDestination(string word)
    {
        var slash = word.IndexOf('/');
        if (word == "default") return true;
        var address = slash < 0 ? word : word[..slash];
        return (AddressText.Is(address) || (slash > 0 && address.Split('.') is { Length: <= 3 } parts && parts.All(part => Figures.Small(part) is <= 255)))
            && (slash < 0 || Figures.Small(word.AsSpan(slash + 1)) is <= 128);
    }

    private static bool IsKey(string word) => word is "via" or "inet" or "inet6" or "dev" or "proto" or "scope" or "src" or "metric" or "table" or "from" or "to" or "tos" or "dsfield" or "mtu" or "advmss" or "rtt" or "rttvar" or "window"
        or "cwnd" or "initcwnd" or "initrwnd" or "ssthresh" or "realm" or "realms" or "rto_min" or "hoplimit" or "features" or "quickack" or "congctl" or "pref" or "error" or "expires" or "uid" or "mark" or "iif" or "oif" or "nhid" or "weight" or "encap" or "lock" or "reordering" or "fastopen_no_cookie" or "protocol";

    private static bool IsFlag(string word) => word is "onlink" or "linkdown" or "dead" or "pervasive" or "offload" or "trap" or "rt_offload" or "rt_trap" or "cache" or "redirected" or "notify" or "cloned" or "local" or "unreachable" || word.StartsWith('#')
        || Figures.Small(word.TrimEnd('s', 'e', 'c', 'm')) is not null;
}
