namespace Demarc.Model;

/// <summary>A theory people state, and what it stands for (claims.tsv).</summary>
/// <param name="Id">Published id.</param>
/// <param name="Causes">Causes whose probability together is the claim's.</param>
/// <param name="Sides">Sides whose probability together is the claim's.</param>
/// <param name="Fallacies">Harmless rules the claim amounts to; where one applies the claim is refuted.</param>
public sealed record ClaimDefinition(string Id, IReadOnlyList<string> Causes, IReadOnlyList<Side> Sides, IReadOnlyList<string> Fallacies);

/// <summary>Every claim of claims.tsv. Any cause id may be claimed as well.</summary>
public static class Claims
{
    /// <summary>All claims, in the order of claims.tsv.</summary>
    public static IReadOnlyList<ClaimDefinition> All { get; } =
    [
        new("mtu", ["pmtu-black-hole-near-client", "pmtu-black-hole-near-server", "local-mtu-mismatch"], [], []),
        new("tw-recycle", ["tw-recycle-nat"], [], []),
        new("certificate", ["certificate-expired", "certificate-chain-incomplete", "certificate-wrong-name", "client-trust-or-tls-outdated", "client-clock-wrong", "client-tls-interception"], [], []),
        new("dns", ["resolver-down", "dns-forged", "dns-to-dead-edge", "client-hosts-or-cache-stale", "authoritative-dns-broken", "name-does-not-exist", "split-dns-or-hairpin"], [], []),
        new("firewall", ["egress-policy", "server-port-filtered", "client-firewall", "server-allow-list", "asymmetric-firewall", "client-allow-list-misses-cdn"], [], []),
        new("proxy", ["client-proxy-misconfigured", "proxy-down-or-authentication", "transparent-proxy"], [], []),
        new("wifi", ["wifi-loss"], [], []),
        new("isp", [], [Side.AccessNetwork], []),
        new("network", [], [Side.LocalNetwork, Side.AccessNetwork, Side.Transit, Side.FarNetwork], []),
        new("server", [], [Side.ServerHost, Side.ServerApplication], []),
        new("client", [], [Side.ClientHost, Side.ClientSoftware], []),
        new("path-too-long", [], [], ["reply-ttl-low"]),
        new("hop-down", [], [], ["silent-hop", "hop-loss-not-persisting"]),
        new("ping-clears-it", [], [], ["ping-ok-proves-little"]),
        new("cpu", ["server-overloaded", "accept-queue-full"], [], []),
        new("operating-system", ["client-host-fault"], [Side.ClientHost], []),
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
