using System.Net;
using Demarc.Model;
using Demarc.Probing.Machines;
using Demarc.Probing.Ports;

namespace Demarc.Checking.Measuring;

/// <summary>The way to the resolvers, where none answers: is the resolver silent, or is nothing reached at all?</summary>
public sealed class ResolverPathMeasurement : PacketMeasurement
{
    private const int Most = 2;

    public override string Id => "resolver-path";

    public override Bilingual Doing { get; } = new("path to the resolvers", "到 DNS 服务器的路径");

    public override IReadOnlyList<string> Answers { get; } = [Tests.TraceIcmp, Tests.Ping];

    public override bool Opens(CheckState state) => Ready(state);

    public override bool Ready(CheckState state) => state.Done("dns") && state.Addresses.Count == 0 && Servers(state).Any()
        && state.Of<Model.Dns>().Any(dns => dns.Outcome is "timeout" or "refused");

    protected override IReadOnlyList<IProbeMachine> Machines(CheckState state, PortAbilities abilities)
    {
        var protocol = Plain(abilities);
        return
        [
            .. Servers(state).SelectMany(server => new IProbeMachine[]
            {
                new EchoMachine(new() { Address = server, Protocol = protocol, Port = UdpPort, Count = 5 }),
                new TraceMachine(new() { Address = server, Protocol = protocol, Port = UdpPort, Flow = 1 }),
            }),
        ];
    }

    private static IEnumerable<IPAddress> Servers(CheckState state) =>
        state.Of<NameServer>().Select(server => IPAddress.TryParse(server.Address, out var address) ? address : null).OfType<IPAddress>()
            .Where(address => !IPAddress.IsLoopback(address)).Distinct().Take(Most);
}
