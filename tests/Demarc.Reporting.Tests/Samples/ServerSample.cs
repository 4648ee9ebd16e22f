using Demarc.Model;

namespace Demarc.Reporting.Tests;

/// <summary>A server named very likely: a change cured it, the claims about packet size and path length were not borne out.</summary>
internal static class ServerSample
{
    private const string Hash = "0d4f1a5be3f1c2d7a6c01b2f5e8a9d7c3b4e6f708192a3b4c5d6e7f8091a2b3c";

    private static string TraceText => """
        traceroute to service.example.com (198.51.100.80), 30 hops max, 60 byte packets
         1  192.0.2.1  0.412 ms  0.388 ms  0.371 ms
         2  192.0.2.254  1.204 ms  1.190 ms  1.187 ms
         3  * * *
         4  203.0.113.9  8.012 ms  203.0.113.13  8.544 ms  203.0.113.9  8.033 ms
         5  core1.example.net (203.0.113.65)  21.730 ms *  21.702 ms
         6  198.51.100.1  30.118 ms  30.092 ms  30.101 ms
         7  198.51.100.80  30.871 ms  30.640 ms  30.655 ms
        """;

    public static PathTrace Trace => new()
    {
        Id = "o2", Tool = "traceroute", Vantage = "office-pc", Target = "service.example.com", TargetAddress = "198.51.100.80",
        Protocol = "udp", Reached = true, Evidence = Item(1),
        Time = new("2026-11-20 15:58:02 +0800", new(2026, 11, 20, 7, 58, 2, TimeSpan.Zero), ZoneKnowledge.Stated),
        Hops =
        [
            Hop(1, 0, ["192.0.2.1"], 0.412, 0.388, 0.371),
            Hop(2, 0, ["192.0.2.254"], 1.204, 1.19, 1.187),
            Hop(3, 3, []),
            Hop(4, 0, ["203.0.113.9", "203.0.113.13"], 8.012, 8.544, 8.033),
            Hop(5, 1, ["203.0.113.65"], 21.73, null, 21.702) with { Responders = [new("203.0.113.65", "core1.example.net", 64500)] },
            Hop(6, 0, ["198.51.100.1"], 30.118, 30.092, 30.101),
            Hop(7, 0, ["198.51.100.80"], 30.871, 30.64, 30.655),
        ],
    };

    public static VerdictDocument Document => new()
    {
        GeneratedAt = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero),
        Version = "0.1.0",
        Subject = new("https://service.example.com/", "intermittent", ["office-pc", "home"],
            new(2026, 11, 18, 0, 30, 0, TimeSpan.Zero), new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero)),
        Verdict = new()
        {
            Side = Side.ServerHost,
            Cause = "tw-recycle-nat",
            Mechanism = new("syn-ignored", 0.98),
            Confidence = 0.962,
            Standing = "very-likely",
            Summary = new(
                "Connection requests from several machines behind one address reach the server, which silently drops some of them; after tcp_tw_recycle was switched off all of them were answered.",
                "同一出口地址后的多台机器发出的建连请求到达了服务器，其中一部分被服务器静默丢弃；关闭 tcp_tw_recycle 后全部得到应答。"),
            Tell = new("server administrators",
                "Could you please keep net.ipv4.tcp_tw_recycle at 0 and write it into the sysctl files, so that a restart does not bring it back?",
                "烦请将 net.ipv4.tcp_tw_recycle 保持为 0，并写入 sysctl 配置文件，以免重启后恢复原值。"),
            WouldChange = new("Connections that fail again while the setting is 0.", "该项为 0 时仍有连接失败。"),
        },
        Sides =
        [
            new(Side.ServerHost, 0.962, 0.84, 0.122), new(Side.LocalNetwork, 0.018, 0.012, 0.006), new(Side.Policy, 0.007, 0.006, 0.001),
            new(Side.Undetermined, 0.005, 0.005, 0), new(Side.AccessNetwork, 0.003, 0.003, 0), new(Side.ServerApplication, 0.002, 0.002, 0),
            new(Side.FarNetwork, 0.001, 0.001, 0), new(Side.Transit, 0.001, 0.001, 0), new(Side.ClientHost, 0.001, 0.001, 0),
            new(Side.ClientSoftware, 0, 0, 0), new(Side.Healthy, 0, 0, 0),
        ],
        Hypotheses =
        [
            new()
            {
                Cause = "tw-recycle-nat", Side = Side.ServerHost, Probability = 0.941,
                For =
                [
                    new("connect-repeat", "per-host", 1.62, ["e2"], false), new("change", "cured", 3.41, ["e6"], false),
                    new("tw-recycle-setting", "on", 2.2, ["e4"], false), new("control-vantage", "ok", 0.71, ["e3"], true),
                    new("symptom", "intermittent", 0.2, ["e3", "e5", "e6"], true),
                ],
                Against = [new("ping", "ok", -0.05, ["e2"], false)],
                Unexplained = [],
            },
            new() { Cause = "accept-queue-full", Side = Side.ServerHost, Probability = 0.021, For = [], Against = [], Unexplained = [new("control-vantage", "ok", -0.9, ["e3"], true)] },
            new() { Cause = "nat-table-full", Side = Side.LocalNetwork, Probability = 0.016, For = [], Against = [], Unexplained = [] },
            new() { Cause = "server-allow-list", Side = Side.Policy, Probability = 0.006, For = [], Against = [], Unexplained = [] },
        ],
        Harmless =
        [
            new("silent-hop", ["e1"], "Hop 3 never answers, and the hops behind it do: that router keeps quiet, it loses nothing.", "第 3 跳不应答，而其后各跳正常：该路由器只是不回应，并未丢包。"),
            new("several-responders", ["e1"], "Two addresses answer at hop 4: load is shared between two links.", "第 4 跳有两个地址应答：两条链路分担流量。"),
        ],
        Claims =
        [
            new("mtu", "network team", "refuted", ["e5"], null,
                "The MTU was a fair suspicion and has been tried: lowered from 9001 to 1365, nothing changed.", "MTU 的怀疑合理，也已验证：由 9001 降到 1365 后没有变化。"),
            new("tw-recycle", "server team", "supported", ["e6"], null,
                "tcp_tw_recycle was on, and switching it off cured the symptom.", "tcp_tw_recycle 确曾开启，关闭后恢复正常。"),
            new("wifi", null, "undecided", [], "other-network", "Nothing measured speaks for or against the wireless network yet.", "目前没有测量结果支持或否定无线网络问题。"),
        ],
        Proposed =
        [
            new(new Report { Works = "always", Vantage = "home", By = "frontend team", Evidence = Item(3) }, ["e3"], "works-here-not-there", null),
            new(new Report { Works = "never", Vantage = "office-pc", By = "frontend team", Evidence = Item(3) }, ["e3"], "works-here-not-there", "e6"),
        ],
        NextTests =
        [
            new("timestamps-off", 0.08, 5, "one client", "sysctl -w net.ipv4.tcp_timestamps=0", "administrator",
                "Only if a doubt remains: turn timestamps off on one affected client, connect twenty times, and turn them on again.",
                "仅在仍有疑问时进行：在一台受影响的客户端关闭时间戳，连接 20 次后恢复。"),
            new("capture-server", 0.02, 30, "server", "tcpdump -ni any 'tcp port 443 and host 192.0.2.10'", "server owner",
                "Look for requests that arrive and get no answer.", "观察是否有到达而未应答的请求。"),
        ],
        Evidence = [.. Enumerable.Range(1, 6).Select(Item)],
        Unread = [new("case.eml", [90, 99], "A table of a tool not known here.", "此处为未能识别的工具输出表格。")],
    };

    private static Evidence Item(int number) => number switch
    {
        1 => new() { Id = "e1", Source = "bundle.zip!office/trace.txt", Lines = [1, 8], Sha256 = Hash, Vantage = "office-pc", Kind = Kinds.PathTrace, Tool = "traceroute", Text = TraceText, Also = [new("case.eml", [301, 308])], Time = Trace0 },
        2 => new() { Id = "e2", Source = "bundle.zip!office/connect.txt", Lines = [31, 45], Sha256 = Hash, Vantage = "office-pc", Kind = Kinds.Connect, Tool = "curl", Time = null, Text = "pc-01  000 0.000\npc-02  200 0.061\npc-03  000 0.000\npc-04  200 0.064" },
        3 => new() { Id = "e3", Source = "case.eml", Lines = [12, 14], Sha256 = Hash, Vantage = null, Kind = Kinds.Report, Tool = null, Time = new("Wed 18 Nov, 08:30", null, ZoneKnowledge.Unknown), Text = "From home the page always opens.\nIn the office about three of twenty tries succeed,\nand it is always the same machines that fail." },
        4 => new() { Id = "e4", Source = "server.txt", Lines = [3, 3], Sha256 = Hash, Vantage = "server", Kind = Kinds.Setting, Tool = "sysctl", Text = "net.ipv4.tcp_tw_recycle = 1" },
        5 => new() { Id = "e5", Source = "case.eml", Lines = [88, 89], Sha256 = Hash, Vantage = "server", Kind = Kinds.Change, Text = "eth0 MTU 9001 -> 1365, tested again at noon:\nstill the same, no difference." },
        _ => new() { Id = "e6", Source = "case.eml", Lines = [140, 141], Sha256 = Hash, Vantage = "server", Kind = Kinds.Change, Time = new("2026-11-20T16:00+08:00", new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero), ZoneKnowledge.Stated), Text = "We set net.ipv4.tcp_tw_recycle = 0.\nSince then every machine connects." },
    };

    private static Moment Trace0 => new("2026-11-20 15:58:02 +0800", new(2026, 11, 20, 7, 58, 2, TimeSpan.Zero), ZoneKnowledge.Stated);

    private static Hop Hop(int ttl, int lost, string[] addresses, params double?[] rtt) =>
        new() { Ttl = ttl, Sent = 3, Lost = lost, Responders = [.. addresses.Select(address => new Responder(address))], RttMs = rtt.Length == 0 ? [null, null, null] : rtt };
}
