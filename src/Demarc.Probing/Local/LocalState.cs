using System.Diagnostics;
using System.Globalization;
using System.Net;
using Demarc.Model;

namespace Demarc.Probing.Local;

/// <summary>
/// The testimony of this host itself: its settings, route, device, neighbour, resolvers, proxies and sockets, and how its
/// kernel's counters grew while something was measured. What the system does not tell is left out.
/// </summary>
/// <param name="log">Where the evidence goes.</param>
public sealed class LocalState(ProbeLog log)
{
    private const int MostGroups = 50;

    /// <summary>Settings of Linux that bear on connections; absent ones are passed over.</summary>
    private static readonly string[] Settings =
    [
        "net.ipv4.tcp_timestamps", "net.ipv4.tcp_ecn", "net.ipv4.tcp_tw_reuse", "net.ipv4.tcp_tw_recycle", "net.ipv4.ip_local_port_range",
        "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_syn_retries", "net.ipv4.tcp_fastopen", "net.ipv4.tcp_window_scaling", "net.ipv4.tcp_sack",
        "net.ipv4.tcp_mtu_probing", "net.ipv4.ip_no_pmtu_disc", "net.ipv4.tcp_congestion_control", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_rmem",
        "net.ipv4.tcp_wmem", "net.ipv4.conf.all.rp_filter", "net.ipv6.conf.all.disable_ipv6", "net.netfilter.nf_conntrack_count", "net.netfilter.nf_conntrack_max",
    ];

    /// <summary>How things stand now, seen from the way to a target.</summary>
    public IReadOnlyList<Observation> Describe(IPAddress target, int? port)
    {
        List<Observation> found = [.. Route(target), .. Resolvers(), .. Proxies(), .. SettingsNow()];
        found.AddRange(SocketsNow(target, port));
        return found;
    }

    /// <summary>How counters and devices changed between two moments.</summary>
    public IReadOnlyList<Observation> Growth(LocalSnapshot before, LocalSnapshot after) => Growth(before.Counters, after.Counters, before.Devices, after.Devices, Stopwatch.GetElapsedTime(before.At, after.At));

    internal IReadOnlyList<Observation> Growth(
        IReadOnlyDictionary<string, long> before, IReadOnlyDictionary<string, long> after,
        IReadOnlyList<DeviceCounts> devicesBefore, IReadOnlyList<DeviceCounts> devicesAfter, TimeSpan window)
    {
        var seconds = Math.Round(window.TotalSeconds, 3);
        List<(string Name, long Value, long Delta)> grown = [];
        foreach (var name in TellingCounters.Names)
        {
            if (!before.TryGetValue(name, out var was) || !after.TryGetValue(name, out var now) || now < was) continue;
            if (now > was || TellingCounters.Always.Contains(name)) grown.Add((name, now, now - was));
        }

        List<Observation> found = [];
        if (grown.Count > 0)
        {
            var listed = string.Join(", ", grown.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Name} +{row.Delta}")));
            var evidence = log.Enter(Kinds.Counter, string.Create(CultureInfo.InvariantCulture, $"kernel counters over {seconds} s: {listed}"));
            found.AddRange(grown.Select(row => With(new Counter { Evidence = evidence, Name = row.Name, Value = row.Value, Delta = row.Delta, Window = seconds })));
        }

        foreach (var device in devicesAfter)
        {
            if (devicesBefore.FirstOrDefault(other => other.Name == device.Name) is not { } was) continue;
            var (errors, dropped) = (device.Errors - was.Errors, device.Dropped - was.Dropped);
            if (errors < 0 || dropped < 0 || errors + dropped == 0) continue;
            var evidence = log.Enter(Kinds.Interface, string.Create(CultureInfo.InvariantCulture, $"interface {device.Name} over {seconds} s: errors +{errors}, dropped +{dropped}"));
            found.Add(With(new Interface { Evidence = evidence, Name = device.Name, Errors = errors, Dropped = dropped }));
        }

        return found;
    }

    private IEnumerable<Observation> Route(IPAddress target)
    {
        if (RouteQuery.Ask(target) is not { } route) yield break;
        var device = RouteQuery.AskLink(route.DeviceIndex);
        var text = string.Create(CultureInfo.InvariantCulture,
            $"route to {target}: {(route.Gateway is null ? "on link" : $"via {route.Gateway}")} dev {device?.Name ?? "?"} src {route.Source?.ToString() ?? "?"}{(route.Mtu is { } mtu ? $" mtu {mtu}" : "")}");
        yield return With(new Route
        {
            Evidence = log.Enter(Kinds.Route, text),
            Target = target.ToString(),
            Destination = target.ToString(),
            Gateway = route.Gateway?.ToString(),
            Device = device?.Name,
            Metric = route.Metric,
        });
        if (device is null) yield break;
        yield return Describe(device, route.Source);
        if (Neighbour(route.Gateway ?? target, device.Name) is { } neighbour) yield return neighbour;
    }

    /// <summary>The device on the way. Its error totals since start-up are in the evidence only: old errors are no sign of a present fault.</summary>
    private Interface Describe(LinkAnswer device, IPAddress? source)
    {
        var counts = HostTexts.Devices(ProcText.Net("dev") ?? "").FirstOrDefault(other => other.Name == device.Name);
        var totals = counts is null ? "" : string.Create(CultureInfo.InvariantCulture, $", errors {counts.Errors} and dropped {counts.Dropped} since it came up");
        var text = string.Create(CultureInfo.InvariantCulture, $"interface {device.Name}: {device.State ?? "state unknown"}, mtu {device.Mtu?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}{totals}");
        return With(new Interface
        {
            Evidence = log.Enter(Kinds.Interface, text),
            Name = device.Name,
            Mtu = device.Mtu,
            State = device.State,
            Addresses = source is null ? null : [source.ToString()],
        });
    }

    private Neighbour? Neighbour(IPAddress address, string device)
    {
        foreach (var row in HostTexts.Neighbours(ProcText.Net("arp") ?? ""))
        {
            if (!row.Address.Equals(address) || row.Device != device) continue;
            var evidence = log.Enter(Kinds.Neighbour, $"neighbour {address} on {device}: {row.Mac ?? "no answer"} ({row.State})");
            return With(new Neighbour { Evidence = evidence, Address = address.ToString(), Mac = row.Mac, State = row.State });
        }

        return null;
    }

    private IEnumerable<Observation> Resolvers()
    {
        var servers = HostTexts.NameServers(ProcText.Read("/etc/resolv.conf") ?? "");
        if (servers.Count == 0) yield break;
        var evidence = log.Enter(Kinds.NameServer, "/etc/resolv.conf: " + string.Join(", ", servers));
        for (var i = 0; i < servers.Count; i++) yield return With(new NameServer { Evidence = evidence, Address = servers[i].ToString(), Order = i + 1 });
    }

    private IEnumerable<Observation> Proxies()
    {
        foreach (var variable in ProxyEnvironment.Variables)
        {
            if (ProxyEnvironment.Read(variable, Environment.GetEnvironmentVariable(variable)) is not { } proxy) continue;
            yield return With(new Proxy { Evidence = log.Enter(Kinds.Proxy, $"{variable}={proxy.Value}"), ProxyKind = proxy.Kind, Url = proxy.Value, Source = "environment" });
        }
    }

    private IEnumerable<Observation> SettingsNow()
    {
        List<(string Name, string Value)> read = [];
        foreach (var name in Settings)
        {
            var path = "/proc/sys/" + name.Replace('.', '/');
            if (ProcText.Read(path) is { } value) read.Add((name, string.Join(' ', ProcText.Words(value.Replace('\n', ' ')))));
        }

        if (read.Count == 0) yield break;
        var evidence = log.Enter(Kinds.Setting, string.Join('\n', read.Select(row => $"{row.Name} = {row.Value}")));
        foreach (var (name, value) in read) yield return With(new Setting { Evidence = evidence, Name = name, Value = value });
    }

    /// <summary>All sockets by state; and those towards the target by state and remote end, where there are any.</summary>
    private IEnumerable<Observation> SocketsNow(IPAddress target, int? port)
    {
        var table = SocketTable.Read();
        var totals = table.Where(socket => socket.State != "LISTEN").GroupBy(socket => socket.State, StringComparer.Ordinal)
            .Select(group => new SocketCount(null, null, group.Key, group.Count()))
            .OrderByDescending(count => count.N).ThenBy(count => count.State, StringComparer.Ordinal).ToArray();
        if (totals.Length > 0) yield return With(new Sockets { Evidence = log.Enter(Kinds.Sockets, "TCP sockets: " + Words(totals)), Counts = totals });
        var towards = table.Where(socket => socket.Remote.Address.Equals(target) && (port is null || socket.Remote.Port == port)).ToArray();
        if (towards.Length == 0) yield break;
        var counts = towards.GroupBy(socket => (socket.State, Remote: socket.Remote.ToString()))
            .Select(group => new SocketCount(null, group.Key.Remote, group.Key.State, group.Count()))
            .OrderByDescending(count => count.N).ThenBy(count => count.Remote, StringComparer.Ordinal).ThenBy(count => count.State, StringComparer.Ordinal).Take(MostGroups).ToArray();
        var ports = towards.Select(socket => socket.Local.Port).Distinct().Count();
        var text = string.Create(CultureInfo.InvariantCulture, $"TCP sockets towards {target}: {Words(counts)}; {ports} local ports in use");
        yield return With(new Sockets { Evidence = log.Enter(Kinds.Sockets, text), Target = target.ToString(), Counts = counts });
    }

    private static string Words(SocketCount[] counts) => string.Join(", ",
        counts.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.N} {count.State}{(count.Remote is null ? "" : " towards " + count.Remote)}")));

    private T With<T>(T observation)
        where T : Observation => observation with { Tool = ProbeLog.Tool, Vantage = log.Vantage, Time = observation.Evidence.Time };
}
