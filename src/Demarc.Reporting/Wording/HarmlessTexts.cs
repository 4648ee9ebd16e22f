using Demarc.Model;

namespace Demarc.Reporting.Wording;

/// <summary>Short names of the harmless rules; the sentence that explains one comes with the finding.</summary>
internal static class HarmlessTexts
{
    private static readonly Dictionary<string, Bilingual> Names = new(StringComparer.Ordinal)
    {
        [HarmlessRules.SilentHop] = new("a silent hop while later hops answer", "中间某跳不应答而后续跳正常"),
        [HarmlessRules.HopLossNotPersisting] = new("loss at a hop that later hops do not show", "单跳丢包未延续到后续跳"),
        [HarmlessRules.IcmpFilteredAtTarget] = new("no ping reply while TCP works", "ping 不通而 TCP 正常"),
        [HarmlessRules.IcmpBlockedMidway] = new("a router that drops its own ICMP", "路由器不发 ICMP"),
        [HarmlessRules.ReplyTtlLow] = new("a low TTL in the reply", "应答 TTL 偏低"),
        [HarmlessRules.SeveralResponders] = new("several addresses at one hop", "同一跳有多个应答地址"),
        [HarmlessRules.PrivateAddressMidway] = new("a private address on the path", "途中出现私有地址"),
        [HarmlessRules.SegmentLargerThanMtu] = new("captured segments larger than the MTU", "抓包中报文段大于 MTU"),
        [HarmlessRules.MplsPlateau] = new("equal delays along an MPLS path", "MPLS 路径各跳时延相近"),
        [HarmlessRules.TimeWaitMany] = new("many TIME-WAIT sockets", "TIME-WAIT 连接较多"),
        [HarmlessRules.PingOkProvesLittle] = new("a ping that works, which does not clear TCP", "ping 通，但不能说明 TCP 正常"),
        [HarmlessRules.PortReuseInTimeWait] = new("a port reused within TIME-WAIT", "TIME-WAIT 期间端口复用"),
        [HarmlessRules.ResetAfterClose] = new("a reset after the connection had closed", "连接关闭后的 RST"),
        [HarmlessRules.PingInterrupted] = new("the last probe of a ping stopped by hand", "手动停止 ping 时的最后一包"),
        [HarmlessRules.RouterIgnoresPing] = new("routers that do not answer ping", "路由器不应答 ping"),
        [HarmlessRules.CaptureDroppedPackets] = new("packets the capturing machine dropped", "抓包机自身丢弃的报文"),
        [HarmlessRules.CaptureDuplicate] = new("packets captured twice", "重复抓到的报文"),
        [HarmlessRules.RuleShadowed] = new("a firewall rule that never acts", "不会生效的防火墙规则"),
        [HarmlessRules.FooterSaysComplete] = new("“Trace complete” printed in any case", "“跟踪完成”不代表到达目标"),
        [HarmlessRules.TcpModeRetransmitRtt] = new("1, 3 and 7 s in a TCP trace", "TCP 追踪中的 1、3、7 秒"),
        [HarmlessRules.TcpOnlyFinalLoss] = new("loss of TCP probes at the destination only", "仅目标处 TCP 探测丢失"),
        [HarmlessRules.PlaceNameInPtr] = new("a place name in a router's name", "路由器域名中的地名"),
    };

    /// <summary>The short name; the id where there is none.</summary>
    public static string Of(string rule, Language language) => Names.TryGetValue(rule, out var name) ? name.In(language) : rule;

    /// <summary>Every name.</summary>
    public static IEnumerable<(string Name, Bilingual Text)> All() => Names.Select(row => (row.Key, row.Value));
}
