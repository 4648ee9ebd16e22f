using Demarc.Model;

namespace Demarc.Transcripts.Statements;

/// <summary>A reading rule: its published id and what it reads.</summary>
public sealed record StatementRule(string Id, Bilingual Reads);

/// <summary>Every rule by which facts are proposed from prose. An id once published is never renamed.</summary>
public static class StatementRules
{
    public static StatementRule CannotUse { get; } = new("cannot-use", new("somebody cannot open, reach or load something", "有人说打不开、连不上或无法获取"));
    public static StatementRule WorksFromHere { get; } = new("works-from-here", new("something works from a named place or for a named target", "从某处或对某目标访问正常"));
    public static StatementRule WorksSometimes { get; } = new("works-sometimes", new("it works at times and fails at times", "时好时坏、时断时续"));
    public static StatementRule NotNormalHere { get; } = new("not-normal-here", new("a named place sees it misbehave", "在某处访问不正常"));
    public static StatementRule HangsOrSlow { get; } = new("hangs-or-slow", new("it hangs, stalls or is slow", "卡顿、卡住或缓慢"));
    public static StatementRule PartialLoad { get; } = new("partial-load", new("some of the parts load and some fail", "部分资源加载成功、部分失败"));
    public static StatementRule IntermittentLoss { get; } = new("intermittent-loss", new("packets are lost at times and not at others", "有时丢包、有时不丢包"));
    public static StatementRule CannotPing { get; } = new("cannot-ping", new("ping gets no answer; says little of the service", "无法 ping 通；不等于服务不可用"));
    public static StatementRule PingIsFine { get; } = new("ping-is-fine", new("ping is answered, but something else is wrong; says nothing of the service", "ping 正常但另有问题；不说明服务可用"));
    public static StatementRule EndpointsDiffer { get; } = new("endpoints-differ", new("some machines stop at one step and others at another", "一部分停在某一步，另一部分停在另一步"));
    public static StatementRule AllowListByAddress { get; } = new("allow-list-by-address", new("a firewall or allow-list permits by address", "防火墙或白名单按地址放行"));
    public static StatementRule QuotedTtl { get; } = new("quoted-ttl", new("the TTL of a reply, quoted in prose", "正文中引用的应答 TTL 值"));
    public static StatementRule CdnAddressesChange { get; } = new("cdn-addresses-change", new("the name has no fixed addresses", "该域名没有固定 IP 地址"));
    public static StatementRule ScopeOnlySystem { get; } = new("scope-only-system", new("only one kind of system is said to be affected", "只有某种系统受影响"));
    public static StatementRule ScopeContradicted { get; } = new("scope-contradicted", new("a later statement finds it on other systems too, or not always on the first", "后来的陈述：其他系统也出现，或原系统有时也成功"));
    public static StatementRule Changed { get; } = new("changed", new("something was altered; the effect where told", "做了某项变更；若有说明则含效果"));
    public static StatementRule ChangedFromTo { get; } = new("changed-from-to", new("a value was altered, each value a change of its own", "数值从甲调整为乙，每个值一项变更"));
    public static StatementRule Renamed { get; } = new("renamed", new("a host got another name; both are the same service", "域名变更；两个名字是同一服务"));
    public static StatementRule Suspected { get; } = new("suspected", new("somebody holds or suspects a cause", "有人认为或怀疑某原因"));
    public static StatementRule CausedBy { get; } = new("caused-by", new("a cause is stated", "陈述由某原因导致"));
    public static StatementRule RuledOut { get; } = new("ruled-out", new("a cause is ruled out", "排除某原因"));
    public static StatementRule PathTooLong { get; } = new("path-too-long", new("too many hops are blamed", "归咎于跳数或寻址过多"));
    public static StatementRule HopBlamed { get; } = new("hop-blamed", new("a hop that does not answer or loses probes is blamed", "归咎于无响应或丢包的某一跳"));
    public static StatementRule PingClearsIt { get; } = new("ping-clears-it", new("ping is fine, so the network is said to be", "ping 正常便认为网络没问题"));
    public static StatementRule CleanInstall { get; } = new("clean-install", new("with only the program installed the symptom was or was not seen", "只安装该软件时是否复现"));
    public static StatementRule FullInstall { get; } = new("full-install", new("with all other software installed the symptom was or was not seen", "安装全部其他软件时是否复现"));
    public static StatementRule SignedIn { get; } = new("signed-in", new("after signing in to or out of a program the symptom was or was not seen", "登录或退出某软件后是否复现"));
    public static StatementRule DocumentOpen { get; } = new("document-open", new("with a document open or closed the symptom was or was not seen", "打开或关闭文档时是否复现"));
    public static StatementRule PeakHours { get; } = new("peak-hours", new("it is worse at certain hours, or never at others", "某些时段更明显，或某些时段从不出现"));
    public static StatementRule OtherTargetsFine { get; } = new("other-targets-fine", new("other sites or services are fine from there", "从那里访问其他网站或服务正常"));
    public static StatementRule FamilySplit { get; } = new("family-split", new("IPv4 works and IPv6 does not", "IPv4 正常而 IPv6 不正常"));
    public static StatementRule LargeOnly { get; } = new("large-only", new("small transfers get through and large ones stop", "小的能传、大的传到一半停住"));
    public static StatementRule OtherNetworkCures { get; } = new("other-network-cures", new("over another line or a VPN it works", "换线路或经 VPN 后正常"));
    public static StatementRule FactorCompared { get; } = new("factor-compared", new("with one browser or with the VPN off it works, with the other it does not", "换浏览器或关闭 VPN 前后的对比"));

    public static StatementRule TrialTable { get; } = new("trial-table", new("a table compares environments and tells in which the symptom came", "表格对比了各种环境以及是否出现现象"));

    /// <summary>All rules.</summary>
    public static IReadOnlyList<StatementRule> All { get; } =
    [
        CannotUse, WorksFromHere, WorksSometimes, NotNormalHere, HangsOrSlow, PartialLoad, IntermittentLoss, CannotPing, PingIsFine, EndpointsDiffer, AllowListByAddress, QuotedTtl, CdnAddressesChange,
        ScopeOnlySystem, ScopeContradicted, Changed, ChangedFromTo, Renamed, Suspected, CausedBy, RuledOut, PathTooLong, HopBlamed, PingClearsIt,
        CleanInstall, FullInstall, SignedIn, DocumentOpen, PeakHours, OtherTargetsFine, FamilySplit, LargeOnly, OtherNetworkCures, FactorCompared, TrialTable,
    ];
}
