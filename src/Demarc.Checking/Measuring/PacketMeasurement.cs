using Demarc.Model;
using Demarc.Probing;
using Demarc.Probing.Machines;
using Demarc.Probing.Ports;

namespace Demarc.Checking.Measuring;

/// <summary>Something measured with single packets: machines run on a packet port of their own thread, within the scan guard's pace.</summary>
public abstract class PacketMeasurement : Measurement
{
    /// <summary>The first of the ports traceroute uses, where nobody listens.</summary>
    internal const int UdpPort = 33434;

    public sealed override Task<IReadOnlyList<Observation>> RunAsync(CheckState state, CancellationToken cancelled)
    {
        using var port = PacketPorts.Open();
        var machines = Machines(state, port.Abilities);
        new ProbeLoop(port, new(PaceLimit.Default)).Run(machines, cancelled);
        return Task.FromResult<IReadOnlyList<Observation>>([.. machines.SelectMany(machine => Observe(machine, state))]);
    }

    /// <summary>What to run side by side.</summary>
    protected abstract IReadOnlyList<IProbeMachine> Machines(CheckState state, PortAbilities abilities);

    /// <summary>What a machine found.</summary>
    private static IEnumerable<Observation> Observe(IProbeMachine machine, CheckState state) => machine switch
    {
        EchoMachine echo => [echo.Observe(state.Site.Log)],
        TraceMachine trace => TraceObservation.Of(trace, state.Site.Log),
        ConnectMachine connect => connect.Observe(state.Site.Log),
        PathMtuMachine mtu => PathMtuObservation.Of(mtu, state.Site.Log),
        _ => [],
    };

    /// <summary>Echo where it may be used, else datagrams to a port nobody listens on.</summary>
    internal static ProbeProtocol Plain(PortAbilities abilities) =>
        abilities.Protocols.Contains(ProbeProtocol.Icmp) ? ProbeProtocol.Icmp : ProbeProtocol.Udp;
}
