using System.Net;

namespace Demarc.Lab.Scenarios;

/// <summary>A chain of routers and the hosts that hang at it.</summary>
public sealed record NetworkSpec(bool Ipv6, IReadOnlyList<RouterSpec> Chain, IReadOnlyList<HostSpec> Hosts)
{
    public HostSpec? Host(string name) => Hosts.FirstOrDefault(host => host.Name == name);

    /// <summary>Every router, those on the hosts' own ways included.</summary>
    public IEnumerable<RouterSpec> Routers => Chain.Concat(Hosts.SelectMany(host => host.Via));
}

/// <summary>A virtual router.</summary>
/// <param name="Addresses">Its IPv4 address, or one for each parallel member.</param>
/// <param name="Delay">One-way delay of the link before it.</param>
/// <param name="IcmpRate">Errors a second it sends at most; null for no limit.</param>
/// <param name="TtlBack">By how much it lowers the TTL of packets to the client.</param>
public sealed record RouterSpec(
    string Name,
    IReadOnlyList<IPAddress> Addresses,
    IPAddress? Address6,
    TimeSpan Delay,
    bool Silent = false,
    double? IcmpRate = null,
    int IcmpBurst = 6,
    TimeSpan IcmpDelay = default,
    int InitialTtl = 255,
    int TtlBack = 1,
    int? MplsLabel = null,
    string? MplsUntil = null,
    int? Mtu = null);

/// <summary>A machine with a namespace of its own.</summary>
/// <param name="At">The router it hangs at.</param>
/// <param name="Beyond">It hangs behind that router's boxes.</param>
/// <param name="Vantage">Packets away from it go to the server.</param>
public sealed record HostSpec(
    string Name,
    IPAddress Address,
    IPAddress? Address6,
    IReadOnlyList<IPAddress> Aliases,
    string At,
    bool Beyond,
    bool Vantage,
    TimeSpan Delay,
    IReadOnlyList<RouterSpec> Via,
    int Mtu = 1500,
    bool Ethernet = false,
    IReadOnlyList<KeyValuePair<string, string>>? Sysctl = null,
    IReadOnlyList<string>? Routes = null,
    IReadOnlyList<string>? Commands = null,
    IReadOnlyList<string>? Background = null,
    IReadOnlyList<KeyValuePair<string, string>>? Environment = null,
    IReadOnlyList<string>? Wrap = null,
    IReadOnlyList<string>? Resolvers = null,
    IReadOnlyList<string>? ResolverOptions = null,
    IReadOnlyList<KeyValuePair<string, string>>? HostsFile = null);
