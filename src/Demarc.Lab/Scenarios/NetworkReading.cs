using System.Net;

namespace Demarc.Lab.Scenarios;

/// <summary>Reads <c>network</c>: the plan, a chain in its place, changes to routers and hosts, further hosts.</summary>
internal sealed class NetworkReading(Parameters root, int line)
{
    private const int MostRouters = 60;
    private readonly Parameters? _network = root.Inner("network");

    /// <param name="named">Hosts that boxes, servers, visits and names speak of: those of the plan among them come to exist.</param>
    public NetworkSpec Read(IReadOnlyCollection<string> named)
    {
        _network?.Choice("plan", "office");
        var ipv6 = _network?.Flag("ipv6", false) ?? false;
        var chain = Chain();
        if (chain.Count is 0 or > MostRouters) root.Fault(_network?.Line ?? line, $"a chain has 1 to {MostRouters} routers", $"链路应有 1 到 {MostRouters} 台路由器");
        var hosts = Hosts(chain, named);
        _network?.Done();
        return new(ipv6, chain, hosts);
    }

    private List<RouterSpec> Chain()
    {
        var chain = new List<RouterSpec>();
        if (_network?.List("chain") is { Count: > 0 } written)
        {
            foreach (var entry in written)
            {
                chain.Add(Router(entry, new(entry.Needed("name"), [], null, TimeSpan.FromMilliseconds(1))));
                entry.Done();
            }
        }
        else chain.AddRange(OfficePlan.Chain);

        foreach (var (name, at, value) in _network?.Inner("routers")?.Entries ?? [])
        {
            var i = chain.FindIndex(router => router.Name == name);
            if (i < 0) root.Fault(at, $"there is no router '{name}'", $"没有路由器“{name}”");
            else if (_network!.Inner("routers")!.Inner(name) is { } entry)
            {
                chain[i] = Router(entry, chain[i]);
                entry.Done();
            }
        }

        foreach (var router in chain)
        {
            if (router.Addresses.Count == 0) root.Fault(_network?.LineOf("chain") ?? line, $"router '{router.Name}' has no address", $"路由器“{router.Name}”没有地址");
            if (router.MplsUntil is { } until && chain.TrueForAll(other => other.Name != until)) root.Fault(_network?.LineOf("routers") ?? line, $"there is no router '{until}'", $"没有路由器“{until}”");
        }

        return chain;
    }

    private static RouterSpec Router(Parameters entry, RouterSpec before)
    {
        var addresses = entry.Addresses("addresses");
        if (entry.Address("address") is { } one) addresses = [one];
        var icmp = entry.Inner("icmp");
        var mpls = entry.Inner("mpls");
        var router = before with
        {
            Addresses = addresses.Count > 0 ? addresses : before.Addresses,
            Address6 = entry.Address("address6") ?? before.Address6,
            Delay = entry.Time("delay", before.Delay),
            Silent = entry.Flag("silent", before.Silent),
            IcmpRate = icmp?.EventRate("rate") ?? before.IcmpRate,
            IcmpBurst = icmp?.Whole("burst", before.IcmpBurst, 1, 10_000) ?? before.IcmpBurst,
            IcmpDelay = icmp?.Time("delay", before.IcmpDelay) ?? before.IcmpDelay,
            InitialTtl = entry.Whole("initial-ttl", before.InitialTtl, 1, 255),
            TtlBack = entry.Whole("ttl-back", before.TtlBack, 0, 32),
            MplsLabel = mpls?.Whole("label", 16, 1_048_575) ?? before.MplsLabel,
            MplsUntil = mpls?.Text("until") ?? before.MplsUntil,
            Mtu = entry.Whole("mtu", 68, 65535) ?? before.Mtu,
        };
        icmp?.Done();
        mpls?.Done();
        return router;
    }

    private List<HostSpec> Hosts(List<RouterSpec> chain, IReadOnlyCollection<string> named)
    {
        var written = _network?.Inner("hosts");
        var hosts = new List<HostSpec>();
        for (var i = 0; i < OfficePlan.Hosts.Count; i++)
        {
            var host = OfficePlan.Hosts[i];
            if (i < OfficePlan.Always || named.Contains(host.Name) || written?.Has(host.Name) == true) hosts.Add(Placed(host, chain));
        }

        foreach (var (name, at, _) in written?.Entries ?? [])
        {
            if (written!.Inner(name) is not { } entry) continue;
            var i = hosts.FindIndex(host => host.Name == name);
            if (i < 0 && !IsName(name)) root.Fault(at, $"'{name}' cannot be a host's name: small letters, digits and hyphens, at most 12", $"“{name}”不能作为主机名：应为小写字母、数字与连字符，最多 12 个");
            var address = entry.Address("address");
            if (i < 0 && address is null) root.Fault(at, $"host '{name}' needs an address", $"主机“{name}”缺少 address");
            var before = i >= 0 ? hosts[i] : new(name, address ?? IPAddress.None, null, [], chain.Count > 0 ? chain[^1].Name : "", Beyond: true, Vantage: false, TimeSpan.FromMicroseconds(200), []);
            var host = Host(entry, before with { Address = address ?? before.Address });
            if (chain.TrueForAll(router => router.Name != host.At)) root.Fault(at, $"there is no router '{host.At}'", $"没有路由器“{host.At}”");
            if (i >= 0) hosts[i] = host;
            else hosts.Add(host);
            entry.Done();
        }

        return hosts;
    }

    /// <summary>In a chain of its own a host of the plan hangs at the router of the same name, else at an end.</summary>
    private static HostSpec Placed(HostSpec host, List<RouterSpec> chain)
    {
        if (chain.Count == 0 || chain.Exists(router => router.Name == host.At)) return host;
        return host with { At = host.Beyond ? chain[^1].Name : host.Name.StartsWith("client", StringComparison.Ordinal) ? chain[0].Name : chain[Math.Max(0, chain.Count - 2)].Name };
    }

    private static HostSpec Host(Parameters entry, HostSpec before)
    {
        var via = new List<RouterSpec>();
        foreach (var each in entry.List("via"))
        {
            via.Add(Router(each, new(each.Needed("name"), [], null, TimeSpan.FromMilliseconds(1))));
            if (via[^1].Addresses.Count == 0) each.Fault(each.Line, "address is missing", "缺少 address");
            each.Done();
        }

        var role = entry.Has("role") ? entry.Choice("role", "service", "vantage") == "vantage" : before.Vantage;
        var beyond = entry.Text("beyond");
        return before with
        {
            Address6 = entry.Address("address6") ?? before.Address6,
            Aliases = entry.Has("aliases") ? entry.Addresses("aliases") : before.Aliases,
            At = beyond ?? entry.Text("at", before.At),
            Beyond = beyond is not null || (before.Beyond && !entry.Has("at")),
            Vantage = role,
            Delay = entry.Time("delay", before.Delay),
            Via = via.Count > 0 ? via : before.Via,
            Mtu = entry.Whole("mtu", before.Mtu, 576, 9000),
            Ethernet = entry.Choice("link", "tun", "ethernet") == "ethernet",
            Sysctl = entry.Pairs("sysctl"),
            Routes = entry.Texts("routes"),
            Commands = entry.Texts("commands"),
            Background = entry.Texts("background"),
            Environment = entry.Pairs("environment"),
            Wrap = entry.Texts("wrap"),
            Resolvers = entry.Has("resolvers") ? entry.Texts("resolvers") : null,
            ResolverOptions = entry.Texts("resolv-options"),
            HostsFile = entry.Pairs("hosts-file"),
        };
    }

    private static bool IsName(string name) => name.Length is > 0 and <= 12 && char.IsAsciiLetterLower(name[0]) && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
}
