using System.Net;
using Demarc.Probing.Ports.Linux;

namespace Demarc.Probing.Tests.Ports;

/// <summary>Hundreds of probes in flight: each answer reaches the probe it belongs to, and no other.</summary>
public sealed class ManyAtOnceTests(NamespaceChain chain) : IClassFixture<NamespaceChain>
{
    private const int Targets = 200, Ttls = 3;
    private static readonly string[] Networks = ["192.0.2", "198.51.100", "203.0.113"];

    [Theory]
    [InlineData(ProbeProtocol.Udp, false)]
    [InlineData(ProbeProtocol.Icmp, false)]
    [InlineData(ProbeProtocol.Icmp, true)]
    [InlineData(ProbeProtocol.Tcp, true)]
    public void No_answer_is_given_to_another_probe(ProbeProtocol protocol, bool privileged)
    {
        // The answering router's address says which target and TTL it answers for.
        using var network = TunNetwork.Open(chain, packet => [Forging.Error(Router(packet[19], packet[8]), packet, 11, 0)]);
        chain.Command("c", "sysctl -qw net.ipv4.ping_group_range='0 2147483647'");
        var probes = Enumerable.Range(0, Targets * Ttls).Select(i => new Probe
        {
            Id = i + 1,
            Protocol = protocol,
            Target = new([198, 51, 100, (byte)(10 + (i / Ttls))]),
            Port = 33434,
            Ttl = (byte)(1 + (i % Ttls)),
        }).ToArray();
        var replies = chain.In("c", () => Ask(probes, privileged), privileged);
        foreach (var reply in replies)
        {
            reply.Error.ShouldBeNull(reply.ToString());
            var probe = probes[reply.ProbeId - 1];
            reply.From.ShouldBe(Router(probe.Target.GetAddressBytes()[3], probe.Ttl));
            reply.SentAt.ShouldBeLessThanOrEqualTo(reply.ReceivedAt);
        }

        replies.Select(reply => reply.ProbeId).Distinct().Count().ShouldBe(probes.Length);
    }

    /// <summary>As fast as the scan guard's burst allows at once: a device's queue holds 500 packets.</summary>
    private static List<Reply> Ask(Probe[] probes, bool privileged)
    {
        using var port = LinuxPacketPort.Open(privileged);
        List<Reply> replies = [];
        foreach (var burst in probes.Chunk(100))
        {
            foreach (var probe in burst) port.Send(probe);
            port.Receive(replies, TimeSpan.FromMilliseconds(20));
        }

        replies.AddRange(Asking.Gather(port, probes.Length - replies.Count));
        return replies;
    }

    private static IPAddress Router(int target, int ttl) => IPAddress.Parse($"{Networks[ttl % Networks.Length]}.{target}");
}
