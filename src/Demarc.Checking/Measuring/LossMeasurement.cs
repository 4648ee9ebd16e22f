using System.Net;
using Demarc.Model;
using Demarc.Probing.Machines;
using Demarc.Probing.Ports;

namespace Demarc.Checking.Measuring;

/// <summary>
/// Where echoes to the target get lost: the whole path again, hop by hop and many times over, and as many echoes to the first
/// router itself, which answers those although it may ration its other answers.
/// </summary>
public sealed class LossMeasurement : PacketMeasurement
{
    private const int Echoes = 30;
    private const int Rounds = 25;
    private const int Suspicious = 2;

    public override string Id => "loss";

    public override Bilingual Doing { get; } = new("where packets get lost", "丢包位置");

    public override IReadOnlyList<string> Answers { get; } = [Tests.Ping];

    public override TimeSpan Usually => TimeSpan.FromSeconds(4);

    public override bool Opens(CheckState state) => Ready(state);

    public override bool Ready(CheckState state) => FirstRouter(state) is not null
        && state.Address is { } address
        && state.Of<Ping>().Any(ping => ping.TargetAddress == address.ToString() && ping.Loaded != true && ping.Received > 0 && ping.Sent - ping.Received >= Suspicious);

    protected override IReadOnlyList<IProbeMachine> Machines(CheckState state, PortAbilities abilities) =>
    [
        new EchoMachine(new() { Address = FirstRouter(state)!, Protocol = Plain(abilities), Port = UdpPort, Count = Echoes, Interval = TimeSpan.FromMilliseconds(40) }),
        new TraceMachine(new()
        {
            Address = state.Address!, Name = state.Target.Text, Protocol = Plain(abilities), Port = UdpPort, Flow = 1, MaxTtl = Length(state), Rounds = Rounds, Interval = TimeSpan.FromMilliseconds(100),
        }),
    ];

    /// <summary>Hops to the target as the first trace saw them; one more would only ask the target twice.</summary>
    private static byte Length(CheckState state) => (byte)Math.Clamp(state.Of<PathTrace>().Where(trace => trace is { Reached: true, Hops.Count: > 0 }).Select(trace => trace.Hops![^1].Ttl).DefaultIfEmpty(30).Min(), 1, 30);

    private static IPAddress? FirstRouter(CheckState state) =>
        state.Of<PathTrace>().Select(trace => trace.Hops is [{ Ttl: 1, Address: { } address }, _, ..] ? address : null).OfType<string>()
            .Select(text => IPAddress.TryParse(text, out var address) ? address : null).FirstOrDefault();
}
