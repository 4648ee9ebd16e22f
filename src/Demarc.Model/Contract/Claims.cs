namespace Demarc.Model;

/// <summary>A theory people state, and what it stands for (claims.tsv).</summary>
/// <param name="Id">Published id.</param>
/// <param name="Name">What it is called inside a sentence: a thing that may be at fault, or the fallacy as it is said.</param>
/// <param name="Causes">Causes whose probability together is the claim's.</param>
/// <param name="Sides">Sides whose probability together is the claim's.</param>
/// <param name="Fallacies">Harmless rules the claim amounts to; where one applies the claim is refuted.</param>
public sealed record ClaimDefinition(string Id, Bilingual Name, IReadOnlyList<string> Causes, IReadOnlyList<Side> Sides, IReadOnlyList<string> Fallacies);

/// <summary>Every claim of claims.tsv. Any cause id may be claimed as well.</summary>
public static class Claims
{
    /// <summary>All claims, in the order of claims.tsv.</summary>
    public static IReadOnlyList<ClaimDefinition> All { get; } =
    [
        new("mtu", new("packet size (MTU)", "报文大小（MTU）问题"), ["pmtu-black-hole-near-client", "pmtu-black-hole-near-server", "local-mtu-mismatch"], [], []),
        new("tw-recycle", new("tcp_tw_recycle on the server", "服务器开启 tcp_tw_recycle"), ["tw-recycle-nat"], [], []),
        new("certificate", new("the certificate", "证书问题"), ["certificate-expired", "certificate-chain-incomplete", "certificate-wrong-name", "client-trust-or-tls-outdated", "client-clock-wrong", "client-tls-interception"], [], []),
        new("dns", new("name resolution (DNS)", "域名解析（DNS）问题"), ["resolver-down", "dns-forged", "dns-to-dead-edge", "client-hosts-or-cache-stale", "authoritative-dns-broken", "name-does-not-exist", "split-dns-or-hairpin"], [], []),
        new("firewall", new("a firewall or allow-list", "防火墙或名单限制"), ["egress-policy", "server-port-filtered", "client-firewall", "server-allow-list", "asymmetric-firewall", "client-allow-list-misses-cdn"], [], []),
        new("proxy", new("a proxy", "代理问题"), ["client-proxy-misconfigured", "proxy-down-or-authentication", "transparent-proxy"], [], []),
        new("wifi", new("the wireless network", "无线网络问题"), ["wifi-loss"], [], []),
        new("isp", new("the internet provider's network", "运营商网络问题"), [], [Side.AccessNetwork], []),
        new("network", new("the network", "网络问题"), [], [Side.LocalNetwork, Side.AccessNetwork, Side.Transit, Side.FarNetwork], []),
        new("server", new("the server", "服务器问题"), [], [Side.ServerHost, Side.ServerApplication], []),
        new("client", new("the client", "客户端问题"), [], [Side.ClientHost, Side.ClientSoftware], []),
        new("path-too-long", new("the path has too many hops", "路径跳数过多"), [], [], ["reply-ttl-low"]),
        new("hop-down", new("a hop on the path is down", "途中某跳不通"), [], [], ["silent-hop", "hop-loss-not-persisting"]),
        new("ping-clears-it", new("ping works, so the network is fine", "ping 通即网络正常"), [], [], ["ping-ok-proves-little"]),
        new("cpu", new("the server is overloaded", "服务器负载过高"), ["server-overloaded", "accept-queue-full"], [], []),
        new("operating-system", new("the operating system", "操作系统问题"), ["client-host-fault"], [Side.ClientHost], []),
    ];

    /// <summary>The claim of that id, or null.</summary>
    public static ClaimDefinition? Find(string id)
    {
        foreach (var claim in All)
        {
            if (claim.Id == id) return claim;
        }

        return null;
    }
}
