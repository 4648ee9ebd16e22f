namespace Demarc.Model;

/// <summary>Every test of tests.tsv, and three of our own: what is reported, what a change did, and what lies between here and the internet.</summary>
public static class Tests
{
    public const string Ping = "ping";
    public const string PingDf = "ping-df";
    public const string TraceIcmp = "trace-icmp";
    public const string TraceTcp = "trace-tcp";
    public const string TraceMark = "trace-mark";
    public const string Dns = "dns";
    public const string DnsControl = "dns-control";
    public const string Connect = "connect";
    public const string ConnectRepeat = "connect-repeat";
    public const string Tls = "tls";
    public const string Http = "http";
    public const string Download = "download";
    public const string Upload = "upload";
    public const string ControlVantage = "control-vantage";
    public const string PeerHost = "peer-host";
    public const string OtherTargets = "other-targets";
    public const string OtherNetwork = "other-network";
    public const string TimestampsOff = "timestamps-off";
    public const string CleanBoot = "clean-boot";
    public const string NameSwap = "name-swap";
    public const string MssClamp = "mss-clamp";
    public const string MtuChange = "mtu-change";
    public const string ResetTtl = "reset-ttl";
    public const string CaptureClient = "capture-client";
    public const string CaptureServer = "capture-server";
    public const string RetransmitSize = "retransmit-size";
    public const string ZeroWindow = "zero-window";
    public const string ListenOverflow = "listen-overflow";
    public const string PawsCounter = "paws-counter";
    public const string TwRecycleSetting = "tw-recycle-setting";
    public const string ReversePathCounter = "reverse-path-counter";
    public const string NatTable = "nat-table";
    public const string ClientCounters = "client-counters";
    public const string LoadedRtt = "loaded-rtt";
    public const string V4V6 = "v4-v6";
    public const string Clock = "clock";
    public const string IdleGap = "idle-gap";
    public const string DarkAddress = "dark-address";
    public const string Neighbour = "neighbour";
    public const string TimePattern = "time-pattern";
    public const string ServerLocal = "server-local";
    public const string InterfaceErrors = "interface-errors";
    public const string ProxyDirect = "proxy-direct";
    public const string RequiredEndpoints = "required-endpoints";
    public const string AllowListCoverage = "allow-list-coverage";
    public const string FactorSplit = "factor-split";

    /// <summary>What the user reports; stated, never measured.</summary>
    public const string Symptom = "symptom";

    /// <summary>Whether an organisation's own network lies between the affected place and the internet.</summary>
    public const string EgressNetwork = "egress-network";

    /// <summary>What a change made on purpose did to the symptom.</summary>
    public const string Change = "change";

    /// <summary>All tests, in the order of tests.tsv.</summary>
    public static IReadOnlyList<TestDefinition> All { get; } =
    [
        new(Ping, ["ok", "loss", "none"], null, 1, "client", "none"),
        new(PingDf, ["ok", "too-big", "silent"], null, 1, "client", "none"),
        new(TraceIcmp, ["reach", "lan", "access", "far", "edge", "loop"], null, 3, "client", "none"),
        new(TraceTcp, ["reach", "lan", "access", "far", "edge", "loop", "early"], null, 3, "client", "none"),
        new(TraceMark, ["none", "admin-prohibited", "host-unreachable", "net-unreachable"], null, 3, "client", "none"),
        new(Dns, ["ok", "nx", "timeout", "wrong", "slow"], null, 1, "client", "none"),
        new(DnsControl, ["match", "differ"], null, 2, "control", "none"),
        new(Connect, ["ok", "refused", "timeout", "unreachable", "slow-1s", "local-error"], "dns", 1, "client", "none"),
        new(ConnectRepeat, ["ok", "all-fail", "by-port", "random", "per-host", "burst"], "dns", 4, "client", "none"),
        new(Tls, ["ok", "expired", "not-yet", "name", "unknown-issuer", "chain", "protocol", "reset", "timeout"], "connect", 1, "client", "none"),
        new(Http, ["ok", "error", "no-response", "reset", "portal", "slow", "blocked"], "tls", 1, "client", "none"),
        new(Download, ["ok", "stall", "slow", "reset"], "http", 2, "client", "none"),
        new(Upload, ["ok", "stall", "slow", "reset"], "http", 2, "client", "none"),
        new(ControlVantage, ["ok", "fail", "mixed"], null, 5, "control", "none"),
        new(PeerHost, ["ok", "fail", "mixed"], null, 8, "same network", "user"),
        new(OtherTargets, ["ok", "fail", "some"], null, 1, "client", "none"),
        new(OtherNetwork, ["ok", "fail", "mixed"], null, 20, "client", "user"),
        new(TimestampsOff, ["no-change", "fixes"], null, 5, "one client", "administrator"),
        new(CleanBoot, ["no-change", "fixes"], null, 60, "client", "user"),
        new(NameSwap, ["no-change", "fixes"], "connect", 3, "client", "none"),
        new(MssClamp, ["no-change", "fixes"], "connect", 4, "client", "administrator"),
        new(MtuChange, ["not-tried", "no-change", "fixes"], null, 10, "server or gateway", "administrator"),
        new(ResetTtl, ["none", "match", "mismatch"], null, 10, "client", "capture"),
        new(CaptureClient, ["normal", "no-wire", "no-reply", "duplicate-reply"], null, 10, "client", "capture"),
        new(CaptureServer, ["normal", "no-arrival", "arrives-no-syn-ack", "syn-ack-lost"], null, 30, "server", "server owner"),
        new(RetransmitSize, ["normal", "full-size-only", "any-size"], null, 10, "either", "capture"),
        new(ZeroWindow, ["none", "by-client", "by-server"], null, 10, "either", "capture"),
        new(ListenOverflow, ["zero", "grow"], null, 15, "server", "server owner"),
        new(PawsCounter, ["zero", "grow"], null, 15, "server", "server owner"),
        new(TwRecycleSetting, ["off", "on"], null, 10, "server", "server owner"),
        new(ReversePathCounter, ["zero", "grow"], null, 15, "server", "server owner"),
        new(NatTable, ["no", "yes"], null, 15, "gateway", "network owner"),
        new(ClientCounters, ["normal", "retransmit-fail", "no-ports"], null, 2, "client", "none"),
        new(LoadedRtt, ["normal", "bloat", "loss"], null, 5, "client", "none"),
        new(V4V6, ["same", "v6-bad"], null, 2, "client", "none"),
        new(Clock, ["ok", "skew"], null, 1, "client", "none"),
        new(IdleGap, ["ok", "reset", "stall"], "connect", 40, "client", "none"),
        new(DarkAddress, ["timeout", "answers"], null, 3, "client", "none"),
        new(Neighbour, ["one", "two", "none"], null, 2, "same network", "none"),
        new(TimePattern, ["constant", "window-60s", "peak", "idle"], null, 2, "any", "none"),
        new(ServerLocal, ["ok", "fail"], null, 15, "server", "server owner"),
        new(InterfaceErrors, ["normal", "errors"], null, 2, "any", "none"),
        new(ProxyDirect, ["same", "direct-ok"], null, 1, "client", "none"),
        new(RequiredEndpoints, ["all", "some", "none"], null, 3, "client", "none"),
        new(AllowListCoverage, ["not-given", "covers", "misses"], null, 2, "desk", "network owner"),
        new(FactorSplit, ["not-tried", "none", "software", "software-pair", "system", "network"], null, 60, "client", "user"),
        new(Symptom, ["none", "unreachable", "intermittent", "slow", "hangs", "refused", "error"], null, 0, "any", "none"),
        new(EgressNetwork, ["plain", "managed"], null, 3, "client", "none"),
        new(Change, ["not-made", "no-effect", "better", "cured", "returned"], null, 0, "any", "none"),
    ];

    private static readonly Dictionary<string, TestDefinition> ById = All.ToDictionary(test => test.Id, StringComparer.Ordinal);

    /// <summary>The test of that id, or null.</summary>
    public static TestDefinition? Find(string id) => ById.GetValueOrDefault(id);

    /// <summary>The test of that id, which the caller knows to exist.</summary>
    public static TestDefinition Get(string id) => ById[id];
}
