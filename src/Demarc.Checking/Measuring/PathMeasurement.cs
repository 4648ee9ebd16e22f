using Demarc.Model;
using Demarc.Probing;
using Demarc.Probing.Machines;
using Demarc.Probing.Ports;

namespace Demarc.Checking.Measuring;

/// <summary>The path to the target: echoes for loss and delay, and a trace of its hops, side by side.</summary>
public sealed class PathMeasurement : PacketMeasurement
{
    private const int Echoes = 30;

    public override string Id => "path";

    public override Bilingual Doing { get; } = new("path", "路径");

    public override IReadOnlyList<string> Answers { get; } = [Tests.TraceIcmp, Tests.Ping, Tests.TraceMark, Tests.EgressNetwork];

    public override bool Opens(CheckState state) => Ready(state);

    public override bool Ready(CheckState state) => state.Addresses.Count > 0;

    protected override IReadOnlyList<IProbeMachine> Machines(CheckState state, PortAbilities abilities)
    {
        var protocol = Plain(abilities);
        var address = state.Addresses[0];
        return
        [
            new EchoMachine(new() { Address = address, Name = state.Target.Text, Protocol = protocol, Port = UdpPort, Count = Echoes, Interval = TimeSpan.FromMilliseconds(40) }),
            new TraceMachine(new() { Address = address, Name = state.Target.Text, Protocol = protocol, Port = UdpPort, Flow = 1 }),
        ];
    }
}
