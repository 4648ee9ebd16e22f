using System.Globalization;
using Demarc.Model;
using Demarc.Probing;
using Demarc.Probing.Ports;

namespace Demarc.Checking.Measuring;

/// <summary>From how far away a refusal comes, by the TTL of the reset: a filter on the way answers from nearer than the target does.</summary>
public sealed class RefusalMeasurement : Measurement
{
    public override string Id => "refusal";

    public override Bilingual Doing { get; } = new("who refuses the connection", "连接由谁拒绝");

    public override IReadOnlyList<string> Answers { get; } = [Tests.ResetTtl];

    public override bool Opens(CheckState state) => Ready(state);

    public override bool Ready(CheckState state) => OperatingSystem.IsLinux() && state.Address is not null && state.Of<Connect>().Any(connect => connect is { Outcome: "refused", ViaProxy: null });

    public override async Task<IReadOnlyList<Observation>> RunAsync(CheckState state, CancellationToken cancelled)
    {
        var (address, port, log) = (state.Address!, state.Target.Port, state.Site.Log);
        var began = log.Now();
        var found = await Task.Run(() => ReplyTtlSearch.Find(address, port, cancelled), CancellationToken.None).ConfigureAwait(false);
        if (found is not { Kind: ReplyKind.Reset } reset) return [];
        var text = string.Create(CultureInfo.InvariantCulture, $"connect tcp {new System.Net.IPEndPoint(address, port)}\nrefused by a reset that arrives with TTL {reset.Ttl}, found by dropping lower ones (nine connections)");
        return
        [
            new Connect
            {
                Tool = ProbeLog.Tool, Vantage = log.Vantage, Target = state.Target.Text, TargetAddress = address.ToString(), Port = port, Time = began, Outcome = "refused", ReplyTtl = reset.Ttl,
                Evidence = log.Enter(Kinds.Connect, text, began),
            },
        ];
    }
}
