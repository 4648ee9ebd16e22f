using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>What claims are called, and why the fallacies among them prove nothing.</summary>
public static class ClaimTexts
{
    private static readonly Dictionary<string, Bilingual> Names = new(StringComparer.Ordinal)
    {
        ["mtu"] = new("The MTU theory", "MTU 问题"),
        ["tw-recycle"] = new("The tcp_tw_recycle theory", "tcp_tw_recycle 设置"),
        ["certificate"] = new("The certificate theory", "证书问题"),
        ["dns"] = new("The DNS theory", "DNS 问题"),
        ["firewall"] = new("The firewall theory", "防火墙拦截"),
        ["proxy"] = new("The proxy theory", "代理问题"),
        ["wifi"] = new("The Wi-Fi theory", "无线网络问题"),
        ["isp"] = new("The access network theory", "接入网络（运营商）问题"),
        ["network"] = new("The network theory", "网络问题"),
        ["server"] = new("The server theory", "服务器问题"),
        ["client"] = new("The client theory", "客户端问题"),
        ["path-too-long"] = new("The path is too long", "路径过长"),
        ["hop-down"] = new("A hop is down", "中间某一跳故障"),
        ["ping-clears-it"] = new("Ping works, so it is fine", "ping 通即正常"),
        ["cpu"] = new("The CPU load theory", "CPU 负载过高"),
        ["operating-system"] = new("The operating system theory", "操作系统问题"),
    };

    private static readonly Dictionary<string, Bilingual> Fallacies = new(StringComparer.Ordinal)
    {
        ["path-too-long"] = new("a reply TTL only says how many hops the reply travelled; no number of hops under 64 keeps a connection from working.", "应答 TTL 只说明应答走了多少跳；64 跳以内不影响连接。"),
        ["hop-down"] = new("a router that answers no probe, or answers only some, still forwards traffic; only loss that continues to the last hop counts.", "不应答或只应答部分探测的路由器照样转发流量；只有一直持续到最后一跳的丢失才算数。"),
        ["ping-clears-it"] = new("a ping reply proves IP reachability only; TCP connections can still fail.", "ping 有应答只证明 IP 可达，TCP 连接仍可能失败。"),
    };

    /// <summary>The claim's name; a cause's id stands for itself.</summary>
    public static Bilingual Name(string id) => Names.TryGetValue(id, out var name) ? name : new(id, id);

    /// <summary>Why a fallacy proves nothing, where no line of the case shows it.</summary>
    public static Bilingual WhyFallacy(string id) => Fallacies.TryGetValue(id, out var why) ? why : new("it proves nothing by itself.", "单凭这一点不能说明问题。");
}
