using System.Net;
using Demarc.Model;
using Demarc.Probing.Machines;
using Demarc.Probing.Ports;

namespace Demarc.Checking.Measuring;

/// <summary>Where echoes to the target get lost: the same number to the first router that answered, to tell the room from the way.</summary>
public sealed class GatewayMeasurement : PacketMeasurement
{
    private const int Echoes = 30;
    private const int Suspicious = 2;

    public override string Id => "gateway";

    public override Bilingual Doing { get; } = new("the first router", "第一跳路由器");

    public override IReadOnlyList<string> Answers { get; } = [Tests.Ping];

    public override bool Opens(CheckState state) => Ready(state);

    public override bool Ready(CheckState state) => FirstRouter(state) is not null
        && state.Address is { } address
        && state.Of<Ping>().Any(ping => ping.TargetAddress == address.ToString() && ping.Loaded != true && ping.Received > 0 && ping.Sent - ping.Received >= Suspicious);

    protected override IReadOnlyList<IProbeMachine> Machines(CheckState state, PortAbilities abilities) =>
    [
        new EchoMachine(new() { Address = FirstRouter(state)!, Protocol = Plain(abilities), Port = UdpPort, Count = Echoes, Interval = TimeSpan.FromMilliseconds(40) }),
        new EchoMachine(new() { Address = state.Address!, Name = state.Target.Text, Protocol = Plain(abilities), Port = UdpPort, Count = Echoes, Interval = TimeSpan.FromMilliseconds(40) }),
    ];

    private static IPAddress? FirstRouter(CheckState state) =>
        state.Of<PathTrace>().Select(trace => trace.Hops is [{ Ttl: 1, Address: { } address }, _, ..] ? address : null).OfType<string>()
            .Select(text => IPAddress.TryParse(text, out var address) ? address : null).FirstOrDefault();
}
