using Demarc.Model;

namespace Demarc.Reporting.Tests;

/// <summary>An undetermined verdict with a sure mechanism and a segment, a healthy one, and one full of hostile text.</summary>
internal static class OtherSamples
{
    private const string Hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    public const string Script = "<script>alert('x')</script>";
    public const string Escape = "\u001b[31mred\u001b[0m \u202egnp.exe";

    private static Evidence TraceEvidence => new()
    {
        Id = "e1", Source = "tracert.txt", Lines = [4, 30], Sha256 = Hash, Kind = Kinds.PathTrace, Tool = "tracert",
        Text = "  1    <1 ms    <1 ms    <1 ms  192.0.2.1\n  2     4 ms     3 ms     4 ms  100.64.0.1\n  3    12 ms    11 ms    12 ms  203.0.113.201\n  4     *        *        *     Request timed out.",
    };

    public static PathTrace Trace => new()
    {
        Id = "o1", Tool = "tracert", TargetAddress = "2001:db8:40:1234:5678:9abc:def0:1", Target = "shop.example.test", Protocol = "icmp", Reached = false, Evidence = TraceEvidence,
        Hops =
        [
            new() { Ttl = 1, Sent = 3, Lost = 0, Responders = [new("2001:db8:1::1")], RttMs = [0.5, 0.5, 0.5] },
            new() { Ttl = 2, Sent = 3, Lost = 0, Responders = [new("2001:db8:2:aaaa:bbbb:cccc:dddd:eeee", "a-very-long-router-name.pop7.region.access.example.net", 64496)], RttMs = [4, 3, 4], Mpls = ["L=24001 E=0 S=1 T=1"] },
            new() { Ttl = 3, Sent = 3, Lost = 1, Responders = [new("2001:db8:3::201")], RttMs = [12, null, 12], Codes = ["!N"] },
            .. Enumerable.Range(4, 27).Select(ttl => new Hop { Ttl = ttl, Sent = 3, Lost = 3, RttMs = [null, null, null] }),
        ],
    };

    public static VerdictDocument Undetermined => new()
    {
        GeneratedAt = new(2026, 3, 2, 3, 4, 5, TimeSpan.Zero),
        Version = "0.1.0",
        Subject = new("shop.example.test:443", "unreachable", [], null, null),
        Verdict = new()
        {
            Side = Side.Undetermined,
            Mechanism = new("path-cut", 0.91),
            Confidence = 0.46,
            Standing = "possible",
            Location = new(3, null, "2001:db8:3::201", null, "Example Transit"),
            Summary = new("Nothing beyond hop 3 answers. Whether the transit network or the far network drops the packets cannot be told from one place.", "第 3 跳之后无任何应答。仅凭一处观测，无法区分是中间网络还是对端网络丢弃。"),
            Tell = null,
            WouldChange = new("A TCP trace that reaches the target would move the fault to the service.", "若 TCP 追踪能到达目标，则问题在服务一侧。"),
        },
        Sides =
        [
            new(Side.FarNetwork, 0.46, 0.31, 0.15), new(Side.Transit, 0.33, 0.33, 0), new(Side.Policy, 0.09, 0.02, 0.07),
            new(Side.Undetermined, 0.06, 0.06, 0), new(Side.ServerHost, 0.05, 0.05, 0), new(Side.AccessNetwork, 0.01, 0.01, 0),
            new(Side.ClientHost, 0, 0, 0), new(Side.ClientSoftware, 0, 0, 0), new(Side.LocalNetwork, 0, 0, 0), new(Side.ServerApplication, 0, 0, 0), new(Side.Healthy, 0, 0, 0),
        ],
        Hypotheses =
        [
            new()
            {
                Cause = "route-black-hole", With = "egress-policy", Side = Side.FarNetwork, Probability = 0.3,
                For = [new("trace-icmp", "far", 1.1, ["e1"], false), new("symptom", "unreachable", 0.4, ["e2"], true)],
                Against = [new("ping", "none", -0.6, ["e2"], true)],
                Unexplained = [new("connect", "timeout", -0.3, ["e2"], false)],
            },
        ],
        Harmless = [],
        Claims = [new("isp", "第三方", "undecided", ["e2"], "other-network", "Whether it is the provider cannot be said yet: one place only was measured.", "运营商网络问题尚不能判断：目前只有一处观测。")],
        Proposed = [],
        NextTests =
        [
            new("trace-tcp", 0.61, 3, "client", "demarc trace shop.example.test --tcp 443 --report", "none", "Trace with TCP to the service's own port; firewalls often let that through.", "用 TCP 追踪服务本身的端口，防火墙通常放行。"),
            new("other-network", 0.44, 20, "client", null, "user", "Try once over a phone's network.", "用手机热点再试一次。"),
        ],
        Evidence = [TraceEvidence, new() { Id = "e2", Source = "邮件.eml", Lines = [7, 7], Sha256 = Hash, Kind = Kinds.Report, Text = "客户反映网站一直打不开，ping 也不通。" }],
        Unread = [],
    };

    public static VerdictDocument Healthy => new()
    {
        Version = "0.1.0",
        Subject = new("https://www.example.com/", null, ["home"], null, null),
        Verdict = new()
        {
            Side = Side.Healthy, Confidence = 0.9991, Standing = "very-likely",
            Summary = new("The connection was made in 21 ms and the page was delivered whole.", "连接用时 21 ms，页面完整返回。"),
        },
        Sides = [new(Side.Healthy, 0.9991, 0.9991, 0), .. Sides.All.Where(side => side != Side.Healthy).Select(side => new SideShare(side, 0.00009, 0.00009, 0))],
        Hypotheses = [],
        Harmless = [new("icmp-filtered-at-target", ["e1"], "Ping gets no reply while TCP works: the server does not answer ping.", "ping 不通而 TCP 正常：服务器只是不应答 ping。")],
        Claims = [], Proposed = [], NextTests = [],
        Evidence = [new() { Id = "e1", Source = "-", Lines = [2, 2], Sha256 = Hash, Vantage = "home", Kind = Kinds.Ping, Tool = "ping", Text = "3 packets transmitted, 0 received, 100% packet loss, time 2041ms" }],
        Unread = [],
    };

    public static VerdictDocument Hostile => new()
    {
        Version = Script,
        Subject = new($"https://{Script}/", Script, [Script, Escape], null, null),
        Verdict = new()
        {
            Side = Side.Policy, Cause = Script, Mechanism = new(Script, 0.9), Confidence = 1, Standing = Script,
            Location = new(1, 2, Script, Escape, Script),
            Summary = new(Script + "\n# heading\n- item", Escape + "[link](javascript:alert(1)) `code` ![x](http://example.test/x.png)"),
            Tell = new(Script, Escape, Script), WouldChange = new(Script, Script),
        },
        Sides = [new(Side.Policy, double.NaN, 2, -1)],
        Hypotheses = [new() { Cause = Script, With = Script, Side = Side.Policy, Probability = 1, For = [new(Script, Escape, double.PositiveInfinity, ["\"><img src=x>", "e1"], true)], Against = [new("a", "b", double.NaN, [], false)], Unexplained = [] }],
        Harmless = [new(Script, ["e404"], Script, Escape)],
        Claims = [new(Script, Script, Script, ["e1"], Script, Script, Script)],
        Proposed = [new(new Claim { ClaimId = Script, By = Script, Evidence = HostileEvidence }, ["e1"], Script, Script)],
        NextTests = [new(Script, 0, 0, Script, "echo `id` ``` " + Script + "\nrm x", Script, Script, Script)],
        Evidence = [HostileEvidence],
        Unread = [new(Script, [], Script, Script)],
    };

    public static PathTrace HostileTrace => new()
    {
        Target = Script, TargetAddress = Script, Vantage = Script, Tool = Script, Evidence = HostileEvidence,
        Hops = [new() { Ttl = 1, Responders = [new(Script, Script), new(null, null)], RttMs = [double.NaN, double.PositiveInfinity], Codes = [Script], LossPercent = double.NaN }, new() { Ttl = 1 }],
    };

    private static Evidence HostileEvidence => new()
    {
        Id = "e1", Source = Script + "\n", Lines = [5, 7], Sha256 = Script, Vantage = Script, Kind = Script, Tool = Script, Time = new(Script, null, ZoneKnowledge.Doubtful),
        Text = $"{Script}\n```\n</pre></body> {Escape}\n\u0000\u0007", Also = [new(Script, null)], Frames = [1, 2],
    };
}
