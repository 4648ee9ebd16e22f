using System.Diagnostics;
using System.Text;
using Demarc.Lab.Scenarios;

namespace Demarc.Lab.Linux;

/// <summary>The namespaces of one run: made together, removed together, whatever happened in between.</summary>
internal sealed class Namespaces : IDisposable
{
    /// <summary>Name of the interface every host has.</summary>
    public const string Device = "eth0";
    private const string LabEnd = "lab";
    private readonly RunName _run;
    private readonly List<string> _made = [];
    private readonly string? _lab;

    /// <param name="ethernet">Whether some host needs a veth pair.</param>
    public Namespaces(RunName run, IReadOnlyList<HostSpec> hosts, bool ethernet)
    {
        _run = run;
        foreach (var host in hosts) _made.Add(run.Namespace(host.Name));
        if (ethernet)
        {
            _lab = run.Namespace("_lab");
            _made.Add(_lab);
        }

        try
        {
            Shell.Run("ip", ["-batch", "-"], string.Concat(_made.Select(name => $"netns add {name}\n")));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Removes what killed runs left behind.</summary>
    public static void RemoveAbandoned()
    {
        foreach (var name in RunName.Abandoned()) Remove(name);
        foreach (var folder in RunName.AbandonedFolders())
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // Another user's, or another run is just removing it.
            }
        }
    }

    public string PathOf(HostSpec host) => RunName.PathOf(_run.Namespace(host.Name));

    /// <summary>Makes the interface of a host, without addresses yet.</summary>
    public LabPort Connect(HostSpec host, int number, bool ethernet, IReadOnlyList<UInt128> own, bool doubled)
    {
        if (!ethernet) return TunPort.Open(PathOf(host), Device);
        var end = $"{LabEnd}{number}";
        var name = _run.Namespace(host.Name);
        Shell.Run("ip", ["-n", _lab!, "-batch", "-"], $"link add {end} type veth peer name {Device} netns {name}\nlink set {end} addrgenmode none mtu {host.Mtu} up\n");
        Interfaces.SwitchOffloadsOff(RunName.PathOf(_lab!), end);
        Interfaces.SwitchOffloadsOff(PathOf(host), Device);
        return EthernetPort.Open(RunName.PathOf(_lab!), end, Interfaces.HardwareAddress(PathOf(host), Device), own, doubled);
    }

    /// <summary>Gives a host its addresses and routes, then whatever the scenario sets on it.</summary>
    public void Configure(HostSpec host, NetworkSpec network)
    {
        var router = host.Via.Count > 0 ? host.Via[0] : network.Chain.First(each => each.Name == host.At);
        var lines = new StringBuilder($"link set lo up\nlink set {Device} addrgenmode none mtu {host.Mtu} up\naddr add {host.Address}/24 dev {Device}\n");
        foreach (var alias in host.Aliases) lines.Append($"addr add {alias}/{(alias.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128)} dev {Device}\n");
        lines.Append($"route add default via {router.Addresses[0]} dev {Device} onlink\n");
        if (network.Ipv6 && host.Address6 is { } six)
        {
            lines.Append($"addr add {six}/64 dev {Device} nodad\n");
            if (router.Address6 is { } gateway) lines.Append($"route add default via {gateway} dev {Device} onlink\n");
        }

        foreach (var route in host.Routes ?? []) lines.Append($"route add {route}\n");
        Shell.Run("ip", ["-n", _run.Namespace(host.Name), "-batch", "-"], lines.ToString());
        var script = new StringBuilder("set -e\n");
        foreach (var (key, value) in host.Sysctl ?? []) script.Append($"printf '%s' '{value}' > /proc/sys/{key.Replace('.', '/')}\n");
        foreach (var command in host.Commands ?? []) script.Append(command).Append('\n');
        if (script.Length > 8) Shell.Run("nsenter", ["--net=" + PathOf(host), "sh"], script.ToString());
    }

    public void Dispose()
    {
        foreach (var name in _made) Remove(name);
        _made.Clear();
    }

    /// <summary>Ends what still runs in a namespace and removes it.</summary>
    private static void Remove(string name)
    {
        if (!File.Exists(RunName.PathOf(name))) return;
        foreach (var id in RunName.ProcessesIn(name))
        {
            try
            {
                using var process = Process.GetProcessById(id);
                if (id != Environment.ProcessId) process.Kill();
            }
            catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                // It has ended by itself.
            }
        }

        Shell.Try("ip", ["netns", "del", name]);
    }
}
