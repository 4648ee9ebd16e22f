using System.Net;
using System.Net.Sockets;
using Demarc.Model;
using Demarc.Probing;
using Demarc.Probing.Machines;
using Demarc.Probing.Ports;

namespace Demarc.Cli.Tracing;

/// <summary>Traces one address over one port, by one protocol after another, and remembers by which it was reached.</summary>
public sealed class TraceSession(IPacketPort port, TraceOptions options, TraceTarget target, IPAddress address, ProbeLog log)
{
    private const int UsualTcpPort = 443;
    private const int UsualUdpPort = 33434;
    private const int LowestSourcePort = 33_000;
    private const int SourcePortSpan = 24_000;

    /// <summary>The scan guard: so many connections to a target and no more.</summary>
    private const int MostConnections = 20;

    /// <summary>With what a trace needs itself, no more than those.</summary>
    private const int FlowsTried = 12;
    private readonly ProbeLoop _loop = new(port, new(PaceLimit.Default));
    private readonly HashSet<string> _arrivesBy = new(StringComparer.Ordinal);
    private readonly Dictionary<ProbeProtocol, TraceMachine> _ended = [];

    public IPAddress Address => address;

    /// <summary>The comparison of flows, where one was made.</summary>
    public FlowFaultMachine? Flows { get; private set; }

    /// <summary>All ways of the path, where they were looked for.</summary>
    public MultipathMachine? Ways { get; private set; }

    /// <summary>The search for the path MTU, where one was made.</summary>
    public PathMtuMachine? Mtu { get; private set; }

    public ProbeLog Log => log;

    /// <summary>Protocols and ports by which the target was reached, as a person says them.</summary>
    public IReadOnlyCollection<string> ArrivesBy => _arrivesBy;

    /// <summary>What this system cannot do, and what would grant it.</summary>
    public IReadOnlyList<Bilingual> Missing => port.Abilities.Missing;

    public bool Can(ProbeProtocol protocol) => port.Abilities.Protocols.Contains(protocol);

    /// <summary>What was asked for; else TCP where the target names a port, else echo where it is allowed, else UDP.</summary>
    public ProbeProtocol Preferred()
    {
        if (options.Protocol is { } asked) return asked;
        if (target.Port is not null || options.Port is not null) return ProbeProtocol.Tcp;
        return Can(ProbeProtocol.Icmp) ? ProbeProtocol.Icmp : Can(ProbeProtocol.Udp) ? ProbeProtocol.Udp : ProbeProtocol.Tcp;
    }

    public TraceMachine Machine(ProbeProtocol protocol, int rounds) => new(new()
    {
        Address = address,
        Name = target.Host,
        Protocol = protocol,
        Port = protocol switch
        {
            ProbeProtocol.Tcp => options.Port ?? target.Port ?? UsualTcpPort,
            ProbeProtocol.Udp => options.Protocol == ProbeProtocol.Udp && options.Port is { } given ? given : UsualUdpPort,
            _ => 0,
        },
        Rounds = rounds,
        Interval = options.Interval,
        PerHop = options.PerHop,
        MaxTtl = options.MaxTtl,
        OneAtATime = protocol == ProbeProtocol.Tcp && !port.Abilities.TcpFlowsAtOnce,
        Size = protocol == ProbeProtocol.Tcp ? 0 : options.Size,
    });

    /// <summary>Runs a trace to its end, or until cancelled; what is known stands in the machine.</summary>
    public void Run(TraceMachine machine, CancellationToken cancelled, Action? each = null)
    {
        _loop.Run([machine], cancelled, each);
        if (!machine.Finished) machine.Stop();
        Remember(machine);
        _ended[machine.Plan.Protocol] = machine;
    }

    /// <summary>
    /// Which flows to the traced port fail: one flow proves neither that the service works nor that it is filtered, where one
    /// of several ways is broken.
    /// </summary>
    public void TryFlows(TraceMachine trace, CancellationToken cancelled)
    {
        var first = LowestSourcePort + Random.Shared.Next(SourcePortSpan);
        Flows = new(trace.Plan with { SourcePort = first, OneAtATime = false }, FlowsTried);
        _loop.Run([Flows], cancelled);
        if (!Flows.Finished) Flows = null;
    }

    /// <summary>
    /// Looks for every way of the path, with the probes of the trace; where nobody asked for echoes, with datagrams in their
    /// place, since balancers take all echoes for one flow.
    /// </summary>
    public void FindWays(TraceMachine trace, CancellationToken cancelled)
    {
        var unasked = options.Protocol is null && trace.Plan.Protocol == ProbeProtocol.Icmp && Can(ProbeProtocol.Udp);
        var plan = unasked ? trace.Plan with { Protocol = ProbeProtocol.Udp, Port = UsualUdpPort } : trace.Plan;
        var machine = new MultipathMachine(plan, plan.Protocol == ProbeProtocol.Tcp ? MostConnections - (Flows?.Outcomes.Count ?? 1) : MultipathMachine.MostFlows);
        _loop.Run([machine], cancelled);
        if (machine.Finished) Ways = machine;
    }

    /// <summary>Looks for the largest packet that passes: by echo where it is allowed, since answers to datagrams are rationed.</summary>
    public void FindMtu(CancellationToken cancelled)
    {
        var udp = options.Protocol == ProbeProtocol.Udp || !Can(ProbeProtocol.Icmp);
        var machine = new PathMtuMachine(new() { Address = address, Name = target.Host, Protocol = udp ? ProbeProtocol.Udp : ProbeProtocol.Icmp, Port = UsualUdpPort });
        _loop.Run([machine], cancelled);
        if (machine.Finished) Mtu = machine;
    }

    /// <summary>What the latest trace of each protocol shows, that of the given one last.</summary>
    public IReadOnlyList<Observation> Observe(TraceMachine latest, Func<IPAddress, string?> name)
    {
        var all = new List<Observation>();
        foreach (var trace in _ended.Values.Where(t => t != latest && t is { LocalError: null, Found: true }).OrderBy(t => t.Plan.Protocol).Append(latest))
        {
            all.AddRange(TraceObservation.Of(trace, log, name));
            if (TraceObservation.Connection(trace, log) is { } connection) all.Add(connection);
        }

        if (Flows is { } flows) all.AddRange(flows.Observe(log));
        if (Ways is { } ways && MultipathObservation.Of(ways, log) is { } graph) all.Add(graph);
        if (Mtu is { } mtu) all.AddRange(PathMtuObservation.Of(mtu, log));
        return all;
    }

    /// <summary>Notes that the target answered, as soon as it did.</summary>
    public void Remember(TraceMachine machine)
    {
        if (machine.Statistics.Current.Arrival is not null) _arrivesBy.Add(PathReading.Probes(TraceObservation.Live(machine, log)));
    }

    /// <summary>The system forbids these probes, though it may allow others.</summary>
    public static bool Forbidden(TraceMachine machine) =>
        machine.LocalError is SocketError.AccessDenied or SocketError.ProtocolNotSupported or SocketError.OperationNotSupported;

    /// <summary>That this host could not send at all, as an observation.</summary>
    public Ping Unsent(TraceMachine machine)
    {
        var code = machine.LocalError switch { SocketError.NetworkUnreachable => "net-unreachable", SocketError.HostUnreachable => "host-unreachable", _ => "transmit-failed" };
        var time = log.Now();
        return new()
        {
            Tool = ProbeLog.Tool,
            Vantage = log.Vantage,
            Target = target.Host,
            TargetAddress = address.ToString(),
            Time = time,
            Sent = 1,
            Received = 0,
            Errors = [new(code, null, 1)],
            Evidence = log.Enter(Kinds.Ping, $"send to {address} failed on this host: {machine.LocalError}", time),
        };
    }
}
