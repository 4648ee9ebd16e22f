using Demarc.Model;
using Demarc.Probing.Machines;
using Demarc.Probing.Ports;

namespace Demarc.Checking.Measuring;

/// <summary>Twenty connections, ten source ports twice each: does it always work, and if not, in what pattern does it fail?</summary>
public sealed class RepeatMeasurement : PacketMeasurement
{
    public override string Id => "connect-repeat";

    public override Bilingual Doing { get; } = new("repeated connections", "重复建立连接");

    public override IReadOnlyList<string> Answers { get; } = [Tests.ConnectRepeat];

    public override bool Alone => true;

    public override TimeSpan Usually => TimeSpan.FromSeconds(2);

    /// <summary>A service that works once is asked again; where nothing connects it must be worth its time first.</summary>
    public override bool Opens(CheckState state) => Ready(state) && state.Connects && (state.Target.Scheme is null || state.Done("visit"));

    public override bool Ready(CheckState state) => state.Done("connect") && state.Address is not null;

    protected override IReadOnlyList<IProbeMachine> Machines(CheckState state, PortAbilities abilities) =>
        [new ConnectMachine(ConnectPlan.Twice(state.Address!, state.Target.Port, Environment.ProcessId, name: state.Target.Text))];
}
