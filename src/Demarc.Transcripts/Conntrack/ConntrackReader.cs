using Demarc.Model;
using Demarc.Transcripts.Commands;
using Demarc.Transcripts.SocketTables;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Conntrack;

/// <summary>
/// Tracked connections: <c>conntrack -L</c> and /proc/net/nf_conntrack (TCP counted by state), <c>-S</c> (counters of all CPUs
/// together), <c>-C</c> and the closing line of <c>-L</c> (how many there are, as the setting nf_conntrack_count).
/// </summary>
public sealed class ConntrackReader : ITranscriptReader
{
    private const int MostRows = 50_000;

    public string Tool => "conntrack";

    public ReaderCard Card { get; } = new([Kinds.Sockets, Kinds.Counter, Kinds.Setting], new("`conntrack -L`, `-S`, `-C`, /proc/net/nf_conntrack", "`conntrack -L`、`-S`、`-C`、/proc/net/nf_conntrack"), "any", ReaderProof.Documentation);

    public IReadOnlyList<string> Anchors { get; } = [" src=", "flow entries have been shown", "insert_failed=", "conntrack -C", "conntrack --count"];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 1000 && (IsTotal(line) is not null || IsCount(line) || Statistics(line.ToString()) is not null || Flow(line.ToString(), 0) is not null);

    public TranscriptBlock? Read(BlockContext context)
    {
        var flows = new List<SocketRow>();
        var sums = new Dictionary<string, long>(StringComparer.Ordinal);
        var found = new List<Observation>();
        var asks = IsCount(context.Text.Span(context.First));
        var others = 0;
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (i == context.First && asks) return true;
            if (asks) return found.Count == 0 && Figures.Count(line.Trim()) is { } count && Count(count, i);
            if (IsTotal(line) is { } total) return Count(total, i);
            if (Flow(line, i) is { } row)
            {
                if (row.Protocol == "tcp") flows.Add(row);
                else others++;
                return true;
            }

            if (Statistics(line) is not { } named) return false;
            foreach (var (name, value) in named) sums[name] = Math.Min(sums.GetValueOrDefault(name) + value, long.MaxValue / 4);
            return true;
        }, blanks: 0);
        found.AddRange(SocketCensus.Take(context, Tool, flows, context.First, Math.Max(last, context.First)));
        foreach (var (name, value) in sums) found.Add(new Counter { Evidence = Rows.Unplaced, Name = "nf_conntrack." + name, Value = value }.Placed(context, Tool, context.First, last));
        return last < 0 || (found.Count == 0 && others == 0) ? null : new(last, found);

        bool Count(long count, int line)
        {
            // What a filter left says nothing of the table.
            var words = TypedCommand.Above(context, Tool);
            if (asks || words is null || words.All(word => word is "-L" or "--dump" or "-C" or "--count" or "conntrack" || !word.StartsWith('-')))
            {
                found.Add(new Setting { Evidence = Rows.Unplaced, Name = "nf_conntrack_count", Value = count.ToString(System.Globalization.CultureInfo.InvariantCulture) }.Placed(context, Tool, line, line));
            }

            return true;
        }
    }

    private static bool IsCount(ReadOnlySpan<char> line) => line.EndsWith("conntrack -C", StringComparison.Ordinal) || line.EndsWith("conntrack --count", StringComparison.Ordinal);

    /// <summary><c>conntrack v1.4.6 (conntrack-tools): 5231 flow entries have been shown.</c></summary>
    private static long? IsTotal(ReadOnlySpan<char> line)
    {
        var end = line.IndexOf(" flow entries have been shown");
        return end > 0 && line.Contains("(conntrack-tools): ", StringComparison.Ordinal) ? Figures.Count(line[(line[..end].LastIndexOf(' ') + 1)..end]) : null;
    }

    /// <summary><c>cpu=0  found=3 invalid=12 insert=0 insert_failed=4 drop=4 …</c></summary>
    private static List<(string Name, long Value)>? Statistics(string line)
    {
        if (!line.TrimStart().StartsWith("cpu=", StringComparison.Ordinal)) return null;
        var named = new List<(string, long)>();
        foreach (var word in Fields.Of(line).Skip(1))
        {
            var parts = word.Split('=');
            if (parts.Length != 2 || Figures.Count(parts[1]) is not { } value) return null;
            named.Add((parts[0], value));
        }

        return named.Exists(each => each.Item1 == "insert_failed") ? named : null;
    }

    /// <summary>One flow: protocol, its number, seconds left, a state for TCP, the packet's addresses as sent and as answered.</summary>
    private static SocketRow? Flow(string line, int index)
    {
        var words = Fields.Of(line);
        if (words.Count > 2 && words[0] is "ipv4" or "ipv6") words.RemoveRange(0, 2);
        if (words.Count < 6 || Figures.Small(words[1]) is null || words.FindIndex(word => word.StartsWith("src=", StringComparison.Ordinal)) is not (>= 2 and <= 4 and var at)) return null;
        if (at + 3 >= words.Count || !words[at + 1].StartsWith("dst=", StringComparison.Ordinal)) return null;
        var ports = words[at + 2].StartsWith("sport=", StringComparison.Ordinal) && words[at + 3].StartsWith("dport=", StringComparison.Ordinal);
        if (!ports) return words[0] is "icmp" or "icmpv6" or "unknown" or "gre" or "igmp" ? Row(null, null) : null;
        var state = words[0] == "tcp" ? SocketState.Parse(words[at - 1]) : null;
        if (words[0] == "tcp" && state is null && words[at - 1] is not ("NONE" or "SYN_SENT2" or "CLOSE")) return null;
        return Row(words[0] is "tcp" or "udp" ? words[0] : null, state ?? (words[0] == "tcp" ? words[at - 1] : null));

        SocketRow? Row(string? protocol, string? state)
        {
            if (!Endpoint.TryParse($"{Host(words[at])}:{(ports ? words[at + 2][6..] : "*")}", out var local) || !Endpoint.TryParse($"{Host(words[at + 1])}:{(ports ? words[at + 3][6..] : "*")}", out var remote)) return null;
            return new SocketRow { Line = index, Protocol = protocol, State = state, Local = local, Remote = remote };
        }

        static string Host(string word) => word.Contains(':') ? $"[{word[4..]}]" : word[4..];
    }
}
