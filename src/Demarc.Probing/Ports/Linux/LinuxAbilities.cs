using Demarc.Model;

namespace Demarc.Probing.Ports.Linux;

/// <summary>What a port can do here, what it cannot, and what would grant it.</summary>
internal static class LinuxAbilities
{
    private static readonly Bilingual NoEcho4 = new(
        "no echo (ICMP) probes over IPv4: the system grants this user neither ping sockets nor raw ones; an administrator's sysctl -w net.ipv4.ping_group_range=\"0 2147483647\", or CAP_NET_RAW, would",
        "无法发送 IPv4 回显（ICMP）探测：系统没有允许当前用户使用 ping 套接字或原始套接字；由管理员执行 sysctl -w net.ipv4.ping_group_range=\"0 2147483647\"，或授予 CAP_NET_RAW 即可");

    private static readonly Bilingual NoEcho6 = new(
        "no echo (ICMPv6) probes over IPv6: the system has no IPv6 or grants this user neither ping sockets nor raw ones; an administrator's sysctl -w net.ipv4.ping_group_range=\"0 2147483647\", or CAP_NET_RAW, would",
        "无法发送 IPv6 回显（ICMPv6）探测：系统未启用 IPv6，或没有允许当前用户使用 ping 套接字或原始套接字；由管理员执行 sysctl -w net.ipv4.ping_group_range=\"0 2147483647\"，或授予 CAP_NET_RAW 即可");

    private static readonly Bilingual NoRawTcp = new(
        "TCP probes of one flow go one after another, and a reset tells neither its TTL nor its kernel time; root or CAP_NET_RAW would allow raw sockets",
        "同一流的 TCP 探测只能逐个发出，复位报文也得不到其 TTL 和内核时间；以 root 运行或授予 CAP_NET_RAW 后可使用原始套接字");

    public static PortAbilities Describe(bool echo4, bool echo6, bool rawTcp)
    {
        ProbeProtocol[] protocols = echo4 || echo6 ? [ProbeProtocol.Icmp, ProbeProtocol.Udp, ProbeProtocol.Tcp] : [ProbeProtocol.Udp, ProbeProtocol.Tcp];
        List<Bilingual> missing = [];
        if (!echo4) missing.Add(NoEcho4);
        if (!echo6) missing.Add(NoEcho6);
        if (!rawTcp) missing.Add(NoRawTcp);
        return new(protocols, rawTcp ? "raw" : "error queue", missing) { TcpFlowsAtOnce = rawTcp };
    }
}
