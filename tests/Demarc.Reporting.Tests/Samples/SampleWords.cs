using Demarc.Model;

namespace Demarc.Reporting.Tests;

/// <summary>The few words of a catalogue the samples need.</summary>
internal static class SampleWords
{
    private static readonly Dictionary<string, Bilingual> Causes = new(StringComparer.Ordinal)
    {
        ["tw-recycle-nat"] = new("tcp_tw_recycle drops clients behind one NAT", "tcp_tw_recycle 丢弃同一 NAT 后的客户端"),
        ["accept-queue-full"] = new("The accept queue is full", "接受队列已满"),
        ["nat-table-full"] = new("The NAT table is full", "NAT 表已满"),
        ["server-allow-list"] = new("The address is not on the server's allow-list", "地址不在服务器访问名单内"),
        ["route-black-hole"] = new("A router discards the packets", "路由黑洞"),
        ["egress-policy"] = new("The office's own filter stops the port", "办公网络出口策略拦截"),
    };

    private static readonly Dictionary<string, Bilingual> Tests = new(StringComparer.Ordinal)
    {
        ["connect"] = new("connect", "建立连接"),
        ["ping"] = new("ping to the target", "ping 目标"),
        ["timestamps-off"] = new("TCP timestamps off on one client", "在一台客户端关闭 TCP 时间戳"),
        ["tw-recycle-setting"] = new("the server's tcp_tw_recycle setting", "服务器的 tcp_tw_recycle 设置"),
        ["trace-tcp"] = new("TCP path trace", "TCP 路径追踪"),
        ["other-network"] = new("another network", "换一个网络"),
        ["capture-server"] = new("a capture on the server", "服务器端抓包"),
    };

    private static readonly Dictionary<string, Bilingual> Outcomes = new(StringComparer.Ordinal)
    {
        ["change=cured"] = new("the change cured it", "变更后恢复正常"),
        ["connect-repeat=per-host"] = new("some machines never get a connection while their neighbours do", "部分机器始终连不上，而相邻机器正常"),
        ["tw-recycle-setting=on"] = new("tcp_tw_recycle is on", "tcp_tw_recycle 已开启"),
        ["control-vantage=ok"] = new("it works from another place", "从另一地点访问正常"),
        ["ping=ok"] = new("ping is answered", "ping 有应答"),
        ["ping=none"] = new("ping is not answered", "ping 无应答"),
        ["symptom=intermittent"] = new("it works at times", "时好时坏"),
        ["symptom=unreachable"] = new("it never works", "始终无法访问"),
        ["server-local=ok"] = new("it works on the server itself", "在服务器本机访问正常"),
        ["connect=timeout"] = new("the connection request stays unanswered", "建连请求没有应答"),
        ["trace-icmp=far"] = new("the path trace ends in the far network", "路径追踪终止于对端网络"),
        ["trace-tcp=far"] = new("the TCP trace ends in the far network", "TCP 路径追踪终止于对端网络"),
        ["connect=ok"] = new("the connection is made", "连接建立正常"),
        ["http=ok"] = new("the page is delivered", "页面返回正常"),
    };

    public static Vocabulary Vocabulary { get; } = new()
    {
        Cause = id => Causes.GetValueOrDefault(id),
        Test = id => Tests.GetValueOrDefault(id),
        Outcome = (test, outcome) => Outcomes.GetValueOrDefault($"{test}={outcome}"),
    };
}
