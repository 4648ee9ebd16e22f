using Demarc.Model;
using Demarc.Probing;
using Demarc.Probing.Machines;
using Demarc.Probing.Ports;

namespace Demarc.Checking.Measuring;

/// <summary>A trace with SYNs to the service's own port: where its packets stop, who refuses them, or who answers too early.</summary>
public sealed class ServiceTraceMeasurement : PacketMeasurement
{
    public override string Id => "trace-tcp";

    public override Bilingual Doing { get; } = new("path of the service's port", "服务端口的路径");

    public override IReadOnlyList<string> Answers { get; } = [Tests.TraceTcp, Tests.TraceMark, Tests.ResetTtl];

    public override bool Opens(CheckState state) => Ready(state) && state.Hangs;

    public override bool Ready(CheckState state) => state.Addresses.Count > 0;

    protected override IReadOnlyList<IProbeMachine> Machines(CheckState state, PortAbilities abilities) =>
        [new TraceMachine(new() { Address = state.Address!, Name = state.Target.Text, Protocol = ProbeProtocol.Tcp, Port = state.Target.Port })];
}
