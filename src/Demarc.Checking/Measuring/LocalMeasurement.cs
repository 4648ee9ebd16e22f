using Demarc.Model;
using Demarc.Probing.Local;

namespace Demarc.Checking.Measuring;

/// <summary>This host's own state on the way to the target: route, device, neighbour, settings, sockets.</summary>
public sealed class LocalMeasurement : Measurement
{
    public override string Id => "local";

    public override Bilingual Doing { get; } = new("this machine", "本机状态");

    public override IReadOnlyList<string> Answers { get; } = [Tests.InterfaceErrors, Tests.Neighbour];

    public override bool Opens(CheckState state) => Ready(state);

    public override bool Ready(CheckState state) => state.Addresses.Count > 0;

    public override Task<IReadOnlyList<Observation>> RunAsync(CheckState state, CancellationToken cancelled) =>
        Task.FromResult(new LocalState(state.Site.Log).Describe(state.Addresses[0], state.Target.Port));
}

/// <summary>How the kernel's counters grew while connections were tried: its own testimony of what left and what was dropped.</summary>
public sealed class CounterMeasurement : Measurement
{
    public override string Id => "counters";

    public override Bilingual Doing { get; } = new("kernel counters", "内核计数器");

    public override IReadOnlyList<string> Answers { get; } = [Tests.ClientCounters];

    public override bool Opens(CheckState state) => Ready(state) && (!state.Connects || state.Target.Scheme is null || state.Done("visit"));

    public override bool Ready(CheckState state) => state.Done("connect");

    public override Task<IReadOnlyList<Observation>> RunAsync(CheckState state, CancellationToken cancelled) =>
        Task.FromResult(new LocalState(state.Site.Log).Growth(state.Before, LocalSnapshot.Take()));
}
