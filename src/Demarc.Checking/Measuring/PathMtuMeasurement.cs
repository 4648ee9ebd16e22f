using Demarc.Model;
using Demarc.Probing.Machines;
using Demarc.Probing.Ports;

namespace Demarc.Checking.Measuring;

/// <summary>Packets of several sizes that must not be fragmented: which pass, who says "too big", where the rest vanishes.</summary>
public sealed class PathMtuMeasurement : PacketMeasurement
{
    public override string Id => "ping-df";

    public override Bilingual Doing { get; } = new("path MTU", "路径 MTU");

    public override IReadOnlyList<string> Answers { get; } = [Tests.PingDf];

    public override TimeSpan Usually => TimeSpan.FromSeconds(2);

    public override bool Opens(CheckState state) => Ready(state) && (state.Of<Download>().Any(download => download.Outcome == "stalled") || state.Of<Tls>().Any(tls => tls.Outcome == "timeout"));

    /// <summary>Only a target that answers small echoes tells anything by its silence to large ones.</summary>
    public override bool Ready(CheckState state) => state.Addresses.Count > 0 && state.Of<Ping>().Any(ping => ping.Received > 0);

    protected override IReadOnlyList<IProbeMachine> Machines(CheckState state, PortAbilities abilities) =>
        [new PathMtuMachine(new() { Address = state.Addresses[0], Name = state.Target.Text, Protocol = Plain(abilities), Port = UdpPort })];
}
