using System.Net;
using Demarc.Lab.Scenarios;

namespace Demarc.Lab.Servers;

/// <summary>What a server of a scenario needs of the lab it stands in.</summary>
/// <param name="Place">The namespace of its host.</param>
/// <param name="Names">Names of the scenario, for servers of names.</param>
/// <param name="Ipv6">Whether its host has an IPv6 address as well.</param>
public sealed record ServerSite(IPlace Place, TestPki Pki, TimeProvider Clock, IReadOnlyList<NameSpec> Names, bool Ipv6);

/// <summary>
/// The kinds of servers a scenario may name (docs/formats/lab-scenario.md), each with how it is read and started. Reading
/// says what is wrong with the keys; starting may throw <see cref="ServerProgramException"/> or a socket's error.
/// </summary>
public static class ServerKinds
{
    private static readonly Dictionary<string, Func<Parameters, Func<ServerSite, IDisposable>>> Known = new(StringComparer.Ordinal)
    {
        ["web"] = Web,
        ["nginx"] = Nginx,
        ["dns"] = Dns,
        ["full-queue"] = Queue,
        ["syn-flood"] = Flood,
    };

    public static IReadOnlyCollection<string> All => Known.Keys;

    /// <summary>How to start a server; null for a kind that is not among <see cref="All"/>.</summary>
    public static Func<ServerSite, IDisposable>? Read(ServerSpec spec)
    {
        if (!Known.TryGetValue(spec.Kind, out var read)) return null;
        var settings = spec.Settings.Again();
        settings.Text("kind");
        settings.Text("on");
        var start = read(settings);
        settings.Done();
        return start;
    }

    private static Func<ServerSite, IDisposable> Web(Parameters settings)
    {
        var plan = WebPlanReading.Read(settings);
        return site => WebServer.Start(plan with { Address = Anywhere(plan.Address, site) }, site.Pki, site.Place, site.Clock);
    }

    private static Func<ServerSite, IDisposable> Nginx(Parameters settings)
    {
        var plan = WebPlanReading.ReadListener(settings) with { Manner = new() { Leaf = WebPlanReading.Word<LeafFault>(settings, "leaf") } };
        var upstreams = new List<IPEndPoint>();
        foreach (var text in settings.Texts("upstreams"))
        {
            if (IPEndPoint.TryParse(text, out var upstream) && upstream.Port > 0) upstreams.Add(upstream);
            else settings.Fault(settings.LineOf("upstreams"), $"'{text}' is no address and port", $"“{text}”不是地址加端口");
        }

        var manner = new NginxManner([.. settings.Prefixes("denied").Select(prefix => prefix.ToString())], upstreams)
        {
            BodyBytes = (int)Math.Min(settings.Size("body") ?? 12_000, WebPlanReading.LargestBody),
            BodyLimit = (int)Math.Min(settings.Size("body-limit") ?? 0, WebPlanReading.LargestBody),
            PerSecond = settings.EventRate("requests") ?? 0,
            Hsts = settings.Flag("hsts", otherwise: false),
            RedirectToTls = settings.Flag("redirect-to-tls", otherwise: false),
            Protocols = string.Join(' ', settings.Texts("protocols")),
        };

        // Its configuration names one address; with the whole host it listens on every IPv4 one.
        return site => NginxServer.Start(plan.Address.Equals(IPAddress.IPv6Any) ? plan with { Address = IPAddress.Any } : plan, manner, site.Pki, site.Place, site.Clock);
    }

    private static Func<ServerSite, IDisposable> Dns(Parameters settings)
    {
        var plan = NamePlanReading(settings) with { Manner = WebPlanReading.Word<NameManner>(settings, "manner"), Delay = settings.Time("delay", TimeSpan.Zero) };
        if (settings.Choice("program", "own", DnsmasqServer.Program) == "own")
            return site => NameServer.Start(plan with { Address = Anywhere(plan.Address, site), Records = Records(plan, site) }, site.Place, site.Clock);
        return site => DnsmasqServer.Start(plan with { Address = plan.Address.Equals(IPAddress.IPv6Any) ? IPAddress.Any : plan.Address, Records = Records(plan, site) }, site.Place, site.Clock);
    }

    private static Func<ServerSite, IDisposable> Queue(Parameters settings)
    {
        var port = settings.Whole("port", 80, 1, 65535);
        var backlog = settings.Whole("backlog", 1, 0, 1000);
        return site => FullQueue.Start(new(IPAddress.Any, port), backlog, site.Place);
    }

    private static Func<ServerSite, IDisposable> Flood(Parameters settings)
    {
        var port = settings.Whole("port", 80, 1, 65535);
        var rate = settings.EventRate("rate") ?? 50;
        if (settings.Address("address") is not { } target)
        {
            settings.Fault(settings.Line, "a flood names the address of its host", "syn-flood 应给出本机的 address");
            target = IPAddress.Loopback;
        }

        return site => SynFlood.Start(new(target, port), rate, site.Place, site.Clock);
    }

    private static NamePlan NamePlanReading(Parameters settings)
    {
        var records = new Dictionary<string, IReadOnlyList<IPAddress>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, line, value) in settings.Inner("answers")?.Entries ?? [])
        {
            var addresses = new List<IPAddress>();
            foreach (var text in (value.Text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (IPAddress.TryParse(text, out var address)) addresses.Add(address);
                else settings.Fault(line, $"'{text}' is no address", $"“{text}”不是地址");
            }

            records[name] = addresses;
        }

        return new()
        {
            Address = settings.Address("address") ?? IPAddress.IPv6Any,
            Port = settings.Whole("port", 53, 1, 65535),
            Records = records,
            Ttl = settings.Whole("ttl", 300, 0, 86_400),
            Rotates = settings.Flag("rotates", otherwise: false),
        };
    }

    /// <summary>The scenario's names, except where the server has answers of its own. A name with an empty answer is not known.</summary>
    private static Dictionary<string, IReadOnlyList<IPAddress>> Records(NamePlan plan, ServerSite site)
    {
        var records = site.Names.ToDictionary(name => name.Name, name => name.Addresses, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, addresses) in plan.Records)
        {
            if (addresses.Count > 0) records[name] = addresses;
            else records.Remove(name);
        }

        return records;
    }

    /// <summary>Every address of the host: of both families where it has both.</summary>
    private static IPAddress Anywhere(IPAddress address, ServerSite site) => address.Equals(IPAddress.IPv6Any) && !site.Ipv6 ? IPAddress.Any : address;
}
