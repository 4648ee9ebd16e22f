using System.Globalization;
using Demarc.Model;

namespace Demarc.Transcripts.Tcpdump;

/// <summary>
/// The packet list tcpdump prints, one line per packet (and <c>-v</c>'s two): one observation for each TCP connection in
/// it. Other protocols are reported as not read; ICMP errors that quote a connection are noted at it.
/// </summary>
public sealed class TcpdumpReader : ITranscriptReader
{
    private const string ToolName = "tcpdump";
    private const int MostFlows = 1000;
    private const int MostBlank = 6;
    private const int MostUnread = 200;

    private static readonly Bilingual NotTcp = new("packets that are not TCP are not read from text yet", "文本抓包中非 TCP 的报文暂不解读");
    private static readonly Bilingual TooMany = new($"more than {MostFlows} connections in one packet list", $"一段抓包文本中的连接超过 {MostFlows} 个");

    public string Tool => ToolName;

    public ReaderCard Card { get; } = new([Kinds.TcpConnection], new("TCP packets: `-n`, `-v`, `-e`, every mode of `-t`", "TCP 报文：`-n`、`-v`、`-e`、各种 `-t`"), "", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = [": Flags [", ": tcp "];

    public bool Opens(ReadOnlySpan<char> line) => PacketLine.TryParse(line, out _);

    public TranscriptBlock? Read(BlockContext context)
    {
        var text = context.Text;
        var list = new PacketList();
        var unread = new List<UnreadLines>();
        var (last, blanks, limit) = (-1, 0, Math.Min(context.Limit, text.Count));
        ReadOnlySpan<char> pending = context.First > 0 && IsHeaderRow(text.Span(context.First - 1)) ? text.Span(context.First - 1) : default;
        var wrapped = false;
        for (var i = context.First; i < limit; i++)
        {
            var line = text.Span(i);
            if (PacketLine.TryParse(line, out var packet))
            {
                if (!list.Add(packet, packet.Front.TrimStart().Length > 0 ? packet.Front : pending, i)) Note(unread, i, TooMany);
                pending = default;
                wrapped = line.IndexOf(", length ") < 0 && line.IndexOf(": tcp ") < 0;
                (last, blanks) = (i, 0);
                continue;
            }

            var trimmed = line.TrimStart();
            if (trimmed.Length == 0)
            {
                if (++blanks > MostBlank) break;
            }
            else if (Footer(trimmed, out var dropped))
            {
                last = i;
                list.Dropped = dropped ?? list.Dropped;
            }
            else if (IsHeaderRow(line))
            {
                pending = line;
            }
            else if (IsOtherPacket(trimmed))
            {
                if (list.Error(trimmed)) last = i;
                else Note(unread, i, NotTcp);
                (last, blanks) = (i, 0);
            }
            else if (trimmed.StartsWith("^C", StringComparison.Ordinal) || IsHexDump(trimmed)) last = i;
            else if (wrapped && trimmed.Length < 80 && !trimmed.StartsWith("```", StringComparison.Ordinal))
            {
                (wrapped, last) = (false, i);
            }
            else break;
        }

        return last < 0 || list.Count == 0 ? null : new(last, list.Observe(context, ToolName), unread);
    }

    /// <summary>First line of a <c>-v</c> record: time and IP header, the packet on the next.</summary>
    private static bool IsHeaderRow(ReadOnlySpan<char> line) =>
        (line.IndexOf(" IP (tos ") >= 0 || line.IndexOf(" IP6 (") >= 0 || line.StartsWith("IP (tos ", StringComparison.Ordinal)) && line.IndexOf("proto TCP") >= 0;

    private static bool IsOtherPacket(ReadOnlySpan<char> line) =>
        line.IndexOf(" > ") > 0 && line.IndexOf(": ") > 0 && (line.StartsWith("IP", StringComparison.Ordinal) || line.IndexOf(" IP ") > 0 || line.IndexOf(" IP6 ") > 0 || line.IndexOf("ethertype IP") > 0);

    private static bool IsHexDump(ReadOnlySpan<char> line) => line.StartsWith("0x", StringComparison.Ordinal) && line.IndexOf(':') is 6;

    /// <summary><c>3 packets dropped by kernel</c> and its kin.</summary>
    private static bool Footer(ReadOnlySpan<char> line, out long? dropped)
    {
        dropped = null;
        if (line.StartsWith("^C", StringComparison.Ordinal)) line = line[2..].TrimStart();
        var end = line.IndexOfAnyExceptInRange('0', '9');
        if (end <= 0 || !(line[end..].StartsWith(" packets ", StringComparison.Ordinal) || line[end..].StartsWith(" packet ", StringComparison.Ordinal))) return false;
        var words = line[end..];
        if (words.IndexOf("dropped by kernel") >= 0 && long.TryParse(line[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var count)) dropped = count;
        return words.IndexOf("captured") >= 0 || words.IndexOf("received by filter") >= 0 || words.IndexOf("dropped by") >= 0;
    }

    private static void Note(List<UnreadLines> unread, int line, Bilingual reason)
    {
        if (unread.Count > 0 && unread[^1] is { } before && before.Last == line - 1 && before.Reason == reason) unread[^1] = before with { Last = line };
        else if (unread.Count < MostUnread) unread.Add(new(line, line, reason));
    }

    /// <summary>The connections of a block by their ends.</summary>
    private sealed class PacketList
    {
        private readonly Dictionary<string, (Flow Flow, bool FromOne)> _byEnds = new(StringComparer.Ordinal);
        private readonly List<Flow> _flows = [];
        private readonly PacketClock _clock = new();
        private int _rows;

        public long? Dropped { get; set; }

        public int Count => _flows.Count;

        public bool Add(in PacketLine packet, ReadOnlySpan<char> front, int line)
        {
            var row = _clock.Add(front, out var moment);
            _rows = row + 1;
            var key = string.Concat(packet.Source, ">", packet.Destination);
            if (!_byEnds.TryGetValue(key, out var known) || known.Flow.IsReuse(packet, known.FromOne))
            {
                if (_flows.Count >= MostFlows) return false;
                var (source, destination) = (Endpoint.Parse(packet.Source), Endpoint.Parse(packet.Destination));
                known = known.Flow is null && Masked(source, destination) is { } masked ? (masked, masked.One.SameAs(source)) : (New(source, destination, line, moment), true);
                _byEnds[key] = known;
                _byEnds[string.Concat(packet.Destination, ">", packet.Source)] = (known.Flow, !known.FromOne);
            }

            known.Flow.Add(packet, known.FromOne, line, row);
            return true;
        }

        /// <summary>An ICMP error naming both hosts of a connection: <c>X &gt; A: ICMP B unreachable - need to frag (mtu 1460)</c>.</summary>
        public bool Error(ReadOnlySpan<char> line)
        {
            var finding = line.IndexOf("need to frag") > 0 ? "need-to-frag" : line.IndexOf("admin prohibited") > 0 ? "admin-prohibited" : null;
            var icmp = line.IndexOf(": ICMP ");
            if (finding is null && icmp > 0 && line.IndexOf(" unreachable") > icmp)
                finding = line[(icmp + 7)..].StartsWith("host ", StringComparison.Ordinal) ? "host-unreachable" : line[(icmp + 7)..].StartsWith("net ", StringComparison.Ordinal) ? "net-unreachable" : null;
            var arrow = line.IndexOf(" > ");
            if (finding is null || arrow < 0 || icmp <= arrow) return false;
            var to = line[(arrow + 3)..icmp].ToString();
            var rest = line[(icmp + 7)..];
            if (rest.StartsWith("host ", StringComparison.Ordinal)) rest = rest[5..];
            else if (rest.StartsWith("net ", StringComparison.Ordinal)) rest = rest[4..];
            var space = rest.IndexOf(' ');
            if (space <= 0) return false;
            var about = rest[..space].ToString();
            var any = false;
            foreach (var flow in _flows)
            {
                if (!((flow.One.Host == to && flow.Two.Host == about) || (flow.One.Host == about && flow.Two.Host == to))) continue;
                flow.Errors.Add(finding);
                any = true;
            }

            return any;
        }

        public IReadOnlyList<Observation> Observe(BlockContext context, string tool)
        {
            Endpoint[] servers = [.. _flows.Select(f => f.KnownServer).OfType<Endpoint>().Distinct()];
            return [.. _flows.Select(f => f.Observe(context, _clock, _rows, servers, Dropped, tool))];
        }

        private Flow New(Endpoint source, Endpoint destination, int line, Moment? moment)
        {
            var flow = new Flow(source, destination, line) { Time = moment };
            _flows.Add(flow);
            return flow;
        }

        /// <summary>Addresses replaced by hand differ from line to line; then the pair of ports must do.</summary>
        private Flow? Masked(Endpoint source, Endpoint destination)
        {
            if (!source.Masked && !destination.Masked) return null;
            return _flows.Find(f => (f.One.SameAs(source) && f.Two.SameAs(destination)) || (f.One.SameAs(destination) && f.Two.SameAs(source)));
        }
    }
}
