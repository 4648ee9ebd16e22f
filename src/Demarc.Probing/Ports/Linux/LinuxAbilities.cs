using Demarc.Model;

namespace Demarc.Probing.Ports.Linux;

/// <summary>What a port can do here, what it cannot, and what would grant it.</summary>
internal static class LinuxAbilities
{
    private static readonly Bilingual NoEcho4 = new(
        "no echo (ICMP) probes over IPv4: the system grants this user neither ping sockets nor raw ones; 'sysctl net.ipv4.ping_group_range=\"0 2147483647\"' by an administrator, or CAP_NET_RAW, would",
        "无法发送 IPv4 回显（ICMP）探测：系统没有允许当前用户使用 ping 套接字或原始套接字；由管理员执行 sysctl net.ipv4.ping_group_range=\"0 2147483647\"，或授予 CAP_NET_RAW 即可");

    private static readonly Bilingual NoEcho6 = new(
        "no echo (ICMPv6) probes over IPv6: the system grants this user neither ping sockets nor raw ones, or has no IPv6; 'sysctl net.ipv4.ping_group_range=\"0 2147483647\"' by an administrator, or CAP_NET_RAW, would",
        "无法发送 IPv6 回显（ICMPv6）探测：系统没有允许当前用户使用 ping 套接字或原始套接字，或未启用 IPv6；由管理员执行 sysctl net.ipv4.ping_group_range=\"0 2147483647\"，或授予 CAP_NET_RAW 即可");

    public static PortAbilities Describe(bool echo4, bool echo6, bool raw)
    {
        List<ProbeProtocol> protocols = [ProbeProtocol.Udp, ProbeProtocol.Tcp];
        if (echo4 || echo6) protocols.Insert(0, ProbeProtocol.Icmp);
        List<Bilingual> missing = [];
        if (!echo4) missing.Add(NoEcho4);
        if (!echo6) missing.Add(NoEcho6);
        return new(protocols, "error queue", missing);
    }
}
