using System.Text.RegularExpressions;
using Demarc.Model;
using Demarc.Transcripts.SocketTables;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Devices;

/// <summary>
/// TCP sessions a firewall or router holds, counted: Junos <c>show security flow session</c>, FortiOS <c>diagnose sys session list</c>,
/// Huawei <c>display firewall session table</c>, Cisco <c>show ip nat translations</c>. Only FortiOS tells the state of each.
/// </summary>
public sealed partial class SessionTableReader : ITranscriptReader
{
    private const int MostRows = 100_000;

    public string Tool => "session-table";

    public ReaderCard Card { get; } = new(
        [Kinds.Sockets],
        new("session tables of Junos, FortiOS and Huawei firewalls; `show ip nat translations` of Cisco IOS", "Junos、FortiOS、华为防火墙的会话表；Cisco IOS 的 `show ip nat translations`"),
        "en", ReaderProof.Documentation);

    public IReadOnlyList<string> Anchors { get; } = ["Session ID: ", "session info: proto=", "VPN:", "Inside global"];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 400 && (line.StartsWith("Session ID: ") || line.StartsWith("session info: proto=") || Heading(line) || InTime.Match(Huawei, line.ToString()) is not null);

    public TranscriptBlock? Read(BlockContext context)
    {
        var rows = new List<SocketRow>();
        string? state = null;
        var waiting = false;
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (line.Length > 500) return false;
            if (line.StartsWith("Session ID: ", StringComparison.Ordinal))
            {
                waiting = true;
                return true;
            }

            if (InTime.Match(Fortinet, line) is { } info)
            {
                state = info.Groups["proto"].Value == "6" ? State(info.Groups["state"].Value) : null;
                waiting = info.Groups["proto"].Value == "6";
                return true;
            }

            if (InTime.Match(FortinetOrigin, line) is { } origin)
            {
                if (waiting) Add(origin, i, state);
                waiting = false;
                return true;
            }

            if (InTime.Match(Junos, line) is { } session)
            {
                // The reverse direction of the same session carries the same ports the other way round.
                if (waiting && session.Groups["protocol"].Value == "tcp") Add(session, i, null);
                waiting = false;
                return true;
            }

            if ((InTime.Match(Huawei, line) ?? InTime.Match(Cisco, line)) is { } row)
            {
                if (row.Groups["protocol"].Value == "tcp" && row.Groups["remote"].Success) Add(row, i, null);
                return true;
            }

            return i == context.First || Between(line);
        }, blanks: 2);
        var found = SocketCensus.Take(context, Tool, rows, context.First, Math.Max(last, context.First)).ToList();
        return found.Count == 0 ? null : new(last, found);

        void Add(Match match, int line, string? told)
        {
            if (!Endpoint.TryParse(match.Groups["local"].Value.Replace('/', ':'), out var local) || !Endpoint.TryParse(match.Groups["remote"].Value.Replace('/', ':'), out var remote)) return;
            rows.Add(new SocketRow { Line = line, Protocol = "tcp", State = told, Local = local, Remote = remote });
        }
    }

    private static bool Heading(ReadOnlySpan<char> line) => line.StartsWith("Pro Inside global") || line.StartsWith("Pro  Inside global");

    /// <summary>FortiOS writes the client's and the server's state as two digits; the second is of the TCP connection to the server.</summary>
    private static string? State(string digits) => digits.Length == 2 ? digits[1] switch
    {
        '1' => "ESTABLISHED",
        '2' => "SYN_SENT",
        '3' => "SYN_RECV",
        '5' => "TIME_WAIT",
        '6' => "CLOSE",
        '7' => "CLOSE_WAIT",
        '8' => "LAST_ACK",
        _ => null,
    } : null;

    private static bool Between(string line)
    {
        var text = line.AsSpan().Trim();
        return Heading(line) || text.StartsWith("Total ") || text.StartsWith("Current Total") || text.StartsWith("Flow Sessions") || text.StartsWith("total session") || text.StartsWith("--- ")
            || (text.Length < 300 && (text.StartsWith("hook=") || text.StartsWith("origin-shaper=") || text.StartsWith("reply-shaper=") || text.StartsWith("per_ip_shaper=") || text.StartsWith("state=") || text.StartsWith("statistic(") || text.StartsWith("orgin->sink:")
                || text.StartsWith("pos/(") || text.StartsWith("misc=") || text.StartsWith("serial=") || text.StartsWith("npu") || text.StartsWith("ha_id=") || text.StartsWith("class_id=") || text.StartsWith("src_mac=") || text.StartsWith("vlan_cos=") || text.StartsWith("user=") || text.StartsWith("rpdb_") || text.StartsWith("dd_type=") || text.StartsWith("no_ofld_reason") || text.StartsWith("ofld_fail_reason") || text.StartsWith("offload=") || text.StartsWith("tx speed") || text.StartsWith("vwl")
                || text.StartsWith("Zone:") || text.StartsWith("Interface:") || text.StartsWith("<--") || text.StartsWith("PolicyName:") || text.StartsWith("tcp VPN") || text.StartsWith("Output-interface") || text.StartsWith("TTL:")));
    }

    /// <summary><c>  In: 192.0.2.2/57345 --&gt; 198.51.100.1/443;tcp, If: ge-0/0/1.0, Pkts: 5, Bytes: 1200</c></summary>
    [GeneratedRegex(@"^\s+(In|Out): (?<local>[0-9A-Fa-f.:]{2,39}/[0-9]{1,5}) --> (?<remote>[0-9A-Fa-f.:]{2,39}/[0-9]{1,5});(?<protocol>[a-z0-9]{1,10}),", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Junos { get; }

    [GeneratedRegex(@"^session info: proto=(?<proto>[0-9]{1,3}) proto_state=(?<state>[0-9]{2})\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Fortinet { get; }

    /// <summary><c>hook=post dir=org act=snat 192.0.2.2:57345-&gt;198.51.100.1:443(203.0.113.5:57345)</c></summary>
    [GeneratedRegex(@"^hook=[a-z]{2,10} dir=org act=[a-z]{2,10} (?<local>[0-9.]{7,15}:[0-9]{1,5})->(?<remote>[0-9.]{7,15}:[0-9]{1,5})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex FortinetOrigin { get; }

    /// <summary><c>tcp VPN:public --&gt; public 192.0.2.2:2855[203.0.113.5:2048]--&gt;198.51.100.1:443</c>, with or without translation.</summary>
    [GeneratedRegex(@"^\s*(?<protocol>[a-z]{2,12})\s+VPN: ?\S{1,40} ?--> ?\S{1,40}\s+(ID: \S+)?((?<local>[0-9.]{7,15}:[0-9]{1,5})(\[[0-9.:]{3,24}\])? ?-->? ?(?<remote>[0-9.]{7,15}:[0-9]{1,5}))?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Huawei { get; }

    /// <summary><c>tcp 198.51.100.5:1024  192.0.2.2:1024  203.0.113.4:443  203.0.113.4:443</c>; a static entry has no outside.</summary>
    [GeneratedRegex(@"^(?<protocol>tcp|udp|icmp|gre|---) +([0-9.]{7,15}(:[0-9]{1,5})?) +(?<local>[0-9.]{7,15}(:[0-9]{1,5})?) +((?<remote>[0-9.]{7,15}:[0-9]{1,5})|---|[0-9.]{7,15}) +(---|[0-9.]{7,15}(:[0-9]{1,5})?)\s*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Cisco { get; }
}
