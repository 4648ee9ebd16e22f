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

    public override TimeSpan Usually => TimeSpan.FromSeconds(2);

    /// <summary>Beside a connection that hangs: from another port it may pass.</summary>
    public override bool Opens(CheckState state) => Ready(state) && (state.Done("connect") ? state.Connects : state.Hangs);

    /// <summary>What is refused at once is refused every time; a service that works is asked again after its visit.</summary>
    public override bool Ready(CheckState state) => state.Address is not null && (!state.Connects || state.Target.Scheme is null || state.Done("visit"))
        && !(state.Done("connect") && !state.Connects && state.Of<Connect>().All(connect => connect.Outcome is "refused" or "unreachable" or "local-error"));

    protected override IReadOnlyList<IProbeMachine> Machines(CheckState state, PortAbilities abilities) =>
        [new ConnectMachine(ConnectPlan.Twice(state.Address!, state.Target.Port, Environment.ProcessId, name: state.Target.Text))];
}
