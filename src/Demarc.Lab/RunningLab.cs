using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using Demarc.Lab.Boxes;
using Demarc.Lab.Engine;
using Demarc.Lab.Linux;
using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;
using Demarc.Lab.Servers;
using Demarc.Lab.Services;

namespace Demarc.Lab;

/// <summary>How hosts are joined to the lab.</summary>
public enum LabLink
{
    /// <summary>TUN where it is open, else a veth pair.</summary>
    Any,
    Tun,
    Ethernet,
}

/// <summary>
/// A scenario that stands: namespaces, interfaces, the relay between them, servers and background traffic. Disposing takes
/// all of it down, and a run that was killed is taken down by the next.
/// </summary>
public sealed class RunningLab : IDisposable
{
    private static int s_number;
    private readonly List<IDisposable> _parts = [];
    private readonly Dictionary<string, HostFiles> _files = new(StringComparer.Ordinal);
    private readonly List<Process> _background = [];
    private readonly TestPki _pki;
    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly string _folder;
    private readonly RunName _run = RunName.Own with { Number = Interlocked.Increment(ref s_number) };
    private Relay? _relay;
    private int _disposed;

    private RunningLab(Scenario scenario)
    {
        Scenario = scenario;
        _folder = _run.Folder("files");
        _pki = Keep(new TestPki(TimeProvider.System));
    }

    public Scenario Scenario { get; }

    /// <summary>How late packets left so far.</summary>
    public Lateness Lateness => _relay!.Lateness;

    /// <summary>How hosts were joined.</summary>
    public LabLink Link { get; private set; }

    /// <summary>Sets a scenario up.</summary>
    /// <param name="seed">Decides every chance in the network.</param>
    /// <exception cref="LabUnavailableException">This machine cannot.</exception>
    public static RunningLab Start(Scenario scenario, ulong seed = 1, LabLink link = LabLink.Any)
    {
        if (LabAbilities.Missing(scenario) is { } missing) throw missing;
        Namespaces.RemoveAbandoned();
        var lab = new RunningLab(scenario);
        try
        {
            lab.Build(seed, link);
            return lab;
        }
        catch
        {
            lab.Dispose();
            throw;
        }
    }

    /// <summary>The network namespace of a host.</summary>
    public string NamespacePath(string host) => RunName.PathOf(_run.Namespace(host));

    /// <summary>The roots a host trusts, as a PEM file; its programs find it by the usual variables as well.</summary>
    public string TrustFile(string host) => _files[host].TrustFile;

    /// <summary>What starts a program in a host, with its names and environment.</summary>
    public ProcessStartInfo Command(string host, IReadOnlyList<string> words, bool unprivileged = false) => _files[host].Command(words, unprivileged);

    /// <summary>Throws what ended the relay, where something did: a defect of the lab.</summary>
    public void ThrowIfBroken()
    {
        if (_relay?.Fault is { } fault) throw new InvalidOperationException("the lab's relay ended: " + fault.Message, fault);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1) return;
        AppDomain.CurrentDomain.ProcessExit -= AtExit;
        foreach (var signal in _signals) signal.Dispose();
        foreach (var process in _background)
        {
            try
            {
                process.Kill(entireProcessTree: true);
            }
            catch (Exception fault) when (fault is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                // It has ended.
            }

            process.Dispose();
        }

        for (var i = _parts.Count - 1; i >= 0; i--) _parts[i].Dispose();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private void Build(ulong seed, LabLink link)
    {
        AppDomain.CurrentDomain.ProcessExit += AtExit;
        // The runtime no longer ends a process in order on these; after the handler it ends as it would have.
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGHUP]) _signals.Add(PosixSignalRegistration.Create(signal, _ => Dispose()));
        var warmUp = new Thread(() => WarmUp.Run(Scenario, seed)) { IsBackground = true };
        warmUp.Start();
        var hosts = Scenario.Network.Hosts;
        Link = link == LabLink.Any ? TunPort.IsOpen() ? LabLink.Tun : LabLink.Ethernet : link;
        var ethernet = hosts.Select(host => host.Ethernet || Link == LabLink.Ethernet).ToArray();
        var namespaces = Keep(new Namespaces(_run, hosts, ethernet.Contains(true)));
        var ports = hosts.Select((host, i) => Keep(namespaces.Connect(host, i, ethernet[i], OwnAddresses(host), Scenario.Boxes.Any(box => box.At == host.Name && box.Kind == "duplicate-address")))).ToArray();
        warmUp.Join();
        _relay = Keep(new Relay(new VirtualNetwork(Scenario, seed), ports));
        _relay.Start();
        foreach (var host in hosts)
        {
            namespaces.Configure(host, Scenario.Network);
            _files[host.Name] = new(Scenario, host, Path.Combine(_folder, host.Name), namespaces.PathOf(host), Roots(host));
        }

        foreach (var server in Scenario.Servers) Serve(server);
        foreach (var host in hosts)
        {
            foreach (var command in host.Background ?? []) StartBackground(host, command);
        }

        foreach (var visit in Scenario.Visits)
        {
            var to = Scenario.Network.Host(visit.Host)?.Address ?? IPAddress.Parse(visit.Host);
            Keep(new Visitor(visit, to, NamespacePath(visit.From)));
        }

        using var quiet = new ManualResetEventSlim();
        quiet.Wait(Scenario.Settle);
    }

    private void Serve(ServerSpec server)
    {
        if (ServiceKinds.Make(server) is not { } service) throw new LabUnavailableException(new($"there is no server of kind '{server.Kind}'", $"没有“{server.Kind}”类型的服务"), forbidden: false);
        Keep(service);
        var folder = Path.Combine(_folder, $"server-{_parts.Count}");
        Directory.CreateDirectory(folder);
        service.Start(new(Scenario, Scenario.Network.Host(server.On)!, Scenario.Names, _pki, folder, NamespacePath(server.On), words => Command(server.On, words)));
    }

    private void StartBackground(HostSpec host, string command)
    {
        var start = Command(host.Name, ["sh", "-c", command]);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        var process = Shell.Start(start);
        _background.Add(process);
        process.StandardInput.Close();
        // Read and forgotten, so that it never waits for a reader.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The control vantage has an up-to-date store; everybody else lacks the newer root.</summary>
    private string Roots(HostSpec host) => host.Name == "control" ? _pki.RootPem + "\n" + _pki.NewerRootPem : _pki.RootPem;

    private static UInt128[] OwnAddresses(HostSpec host)
    {
        var own = host.Aliases.Prepend(host.Address).Select(Addresses.Number).ToList();
        if (host.Address6 is { } six) own.Add(Addresses.Number(six));
        return [.. own];
    }

    private T Keep<T>(T part)
        where T : IDisposable
    {
        _parts.Add(part);
        return part;
    }

    private void AtExit(object? sender, EventArgs exit) => Dispose();
}
