using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Demarc.Model;

namespace Demarc.Probing.Services;

/// <summary>Which resolvers this host is set to ask, and what its hosts file says of a name.</summary>
public static class Resolvers
{
    private const int Most = 16;
    private const int MostLines = 20_000;
    private const string ResolvConf = "/etc/resolv.conf";
    private const string StubUpstreams = "/run/systemd/resolve/resolv.conf";

    /// <summary>The configured resolvers in order of asking, each as an observation.</summary>
    public static IReadOnlyList<(IPAddress Address, NameServer Observation)> Configured(ProbeLog log)
    {
        var (source, servers) = OperatingSystem.IsLinux() || OperatingSystem.IsMacOS() ? FromFiles() : ("network interfaces", FromInterfaces());
        List<(IPAddress, NameServer)> found = [];
        foreach (var server in servers.Take(Most))
        {
            var evidence = log.Enter(Kinds.NameServer, $"name server {found.Count + 1}: {server}, from {source}");
            found.Add((server, new() { Tool = ProbeLog.Tool, Vantage = log.Vantage, Time = evidence.Time, Evidence = evidence, Address = server.ToString(), Order = found.Count + 1 }));
        }

        return found;
    }

    /// <summary>What the hosts file says of the name; null where it says nothing.</summary>
    public static Setting? HostsFileEntry(string name, ProbeLog log)
    {
        var file = OperatingSystem.IsWindows() ? Path.Combine(Environment.SystemDirectory, "drivers", "etc", "hosts") : "/etc/hosts";
        var addresses = EntriesOf(Lines(file), name);
        if (addresses.Count == 0) return null;
        var value = $"{string.Join(' ', addresses)} {name}";
        var evidence = log.Enter(Kinds.Setting, $"hosts file {file}: {value}");
        return new() { Tool = ProbeLog.Tool, Vantage = log.Vantage, Time = evidence.Time, Evidence = evidence, Name = "hosts-file", Value = value, File = file };
    }

    /// <summary>Addresses a hosts file gives a name.</summary>
    public static IReadOnlyList<string> EntriesOf(IEnumerable<string> lines, string name)
    {
        List<string> found = [];
        foreach (var line in lines)
        {
            var words = line.Split('#')[0].Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 1 && found.Count < Most && IPAddress.TryParse(words[0], out var address) && words.Skip(1).Any(word => word.TrimEnd('.').Equals(name, StringComparison.OrdinalIgnoreCase))) found.Add(address.ToString());
        }

        return found;
    }

    /// <summary>Resolvers a resolv.conf names, in order.</summary>
    public static IReadOnlyList<IPAddress> ServersOf(IEnumerable<string> lines)
    {
        List<IPAddress> found = [];
        foreach (var line in lines)
        {
            var words = line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length >= 2 && words[0] == "nameserver" && IPAddress.TryParse(words[1], out var address) && !found.Contains(address)) found.Add(address);
        }

        return found;
    }

    private static (string Source, IReadOnlyList<IPAddress> Servers) FromFiles()
    {
        var servers = ServersOf(Lines(ResolvConf));

        // A local stub hides which resolvers are asked; its own file names them.
        if (servers.Count > 0 && servers.All(IPAddress.IsLoopback) && ServersOf(Lines(StubUpstreams)) is { Count: > 0 } upstreams) return ($"{ResolvConf} and {StubUpstreams}", [.. servers, .. upstreams.Except(servers)]);
        return (ResolvConf, servers);
    }

    private static List<IPAddress> FromInterfaces()
    {
        List<IPAddress> found = [];
        try
        {
            foreach (var adapter in NetworkInterface.GetAllNetworkInterfaces().Where(a => a.OperationalStatus == OperationalStatus.Up && a.NetworkInterfaceType != NetworkInterfaceType.Loopback))
            {
                foreach (var address in adapter.GetIPProperties().DnsAddresses)
                {
                    // Windows lists fec0:0:0:ffff::1 to ::3 where no IPv6 resolver is set at all.
                    if (!address.IsIPv6SiteLocal && !found.Contains(address)) found.Add(address);
                }
            }
        }
        catch (NetworkInformationException)
        {
        }
        catch (SocketException)
        {
        }
        catch (PlatformNotSupportedException)
        {
        }

        return found;
    }

    private static IEnumerable<string> Lines(string file)
    {
        try
        {
            return [.. File.ReadLines(file).Take(MostLines)];
        }
        catch (IOException)
        {
            return [];
        }
        catch (UnauthorizedAccessException)
        {
            return [];
        }
    }
}
