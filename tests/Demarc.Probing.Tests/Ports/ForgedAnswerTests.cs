using System.Buffers.Binary;
using System.Net;
using Demarc.Probing.Ports.Linux;

namespace Demarc.Probing.Tests.Ports;

/// <summary>Answers with labels, short quotes and lies, from a made-up network.</summary>
public sealed class ForgedAnswerTests(NamespaceChain chain) : IClassFixture<NamespaceChain>
{
    private const int Dest = 16, Ports = 20, Sequence = 24;

    public static TheoryData<ProbeProtocol, bool> Ways() => new()
    {
        { ProbeProtocol.Icmp, false }, { ProbeProtocol.Udp, false }, { ProbeProtocol.Tcp, false }, { ProbeProtocol.Icmp, true }, { ProbeProtocol.Tcp, true },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void Mpls_labels_are_read_where_the_quotes_length_is_stated(ProbeProtocol protocol, bool privileged)
    {
        using var network = TunNetwork.Open(chain, packet => [Forging.Error(TunNetwork.Router, packet, 11, 0, extension: Forging.Labels)]);
        var reply = Ask(protocol, privileged).ShouldHaveSingleItem();
        reply.From.ShouldBe(TunNetwork.Router);
        reply.ReplyTtl.ShouldBe(61);
        reply.Mpls.ShouldBe(["16001/0/1/1"]);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Mpls_labels_are_read_where_only_the_place_tells(ProbeProtocol protocol, bool privileged)
    {
        using var network = TunNetwork.Open(chain, packet => [Forging.Error(TunNetwork.Router, packet, 11, 0, extension: Forging.Labels, stated: false)]);
        Ask(protocol, privileged).ShouldHaveSingleItem().Mpls.ShouldBe(["16001/0/1/1"]);
    }

    [Theory]
    [InlineData(ProbeProtocol.Icmp, false)]
    [InlineData(ProbeProtocol.Tcp, false)]
    [InlineData(ProbeProtocol.Icmp, true)]
    [InlineData(ProbeProtocol.Tcp, true)]
    public void Routers_that_quote_eight_octets_are_matched(ProbeProtocol protocol, bool privileged)
    {
        using var network = TunNetwork.Open(chain, packet => [Forging.Error(Hop(packet), packet, 11, 0, quote: 28)]);
        AskTtls(protocol, privileged).ShouldBe([(1, Hop(1)), (2, Hop(2)), (3, Hop(3))]);
    }

    [Fact]
    public void Udp_probes_with_short_quotes_are_matched_once_each_has_a_port_of_its_own()
    {
        using var network = TunNetwork.Open(chain, packet => [Forging.Error(Hop(packet), packet, 11, 0, quote: 28)]);
        var (first, later) = chain.In("c", () =>
        {
            using var port = LinuxPacketPort.Open(raw: false);
            var probes = Ttls(ProbeProtocol.Udp);
            var all = Asking.All(port, probes, wait: TimeSpan.FromMilliseconds(300));
            return (all, Asking.All(port, [.. probes.Select(probe => probe with { Id = probe.Id + 10 })]));
        }, privileged: false);

        // Whatever the first round could match it matched rightly; the next round matches everything.
        first.ShouldAllBe(reply => Hop(reply.ProbeId).Equals(reply.From));
        later.Select(reply => (reply.ProbeId, reply.From)).OrderBy(row => row.ProbeId).ShouldBe([(11, Hop(1)), (12, Hop(2)), (13, Hop(3))]);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Errors_that_quote_another_packet_are_dropped(ProbeProtocol protocol, bool privileged)
    {
        IEnumerable<byte[]> Lies(byte[] packet)
        {
            yield return Forging.Error(TunNetwork.Router, Forging.With(packet, Dest + 2, 0x6401), 11, 0);
            yield return Forging.Error(TunNetwork.Router, Forging.With(packet, 8, (ushort)(packet[8] << 8 | 47)), 11, 0);
            if (protocol == ProbeProtocol.Icmp)
            {
                yield return Forging.Error(TunNetwork.Router, Forging.With(packet, Sequence, 0x1111), 11, 0);
                yield return Forging.Error(TunNetwork.Router, Forging.With(packet, Sequence + 2, 0x1111), 11, 0);
                yield return Forging.Error(TunNetwork.Router, Forging.With(packet, Ports, 0), 11, 0);
            }
            else if (protocol == ProbeProtocol.Udp)
            {
                yield return Forging.Error(TunNetwork.Router, Forging.With(packet, Ports, 1), 11, 0);
                yield return Forging.Error(TunNetwork.Router, Forging.With(packet, Ports + 2, 1), 11, 0);
                yield return Forging.Error(TunNetwork.Router, Forging.With(packet, Ports + 8, 1), 11, 0);
            }
            else
            {
                yield return Forging.Error(TunNetwork.Router, Forging.With(packet, Sequence, 1), 11, 0);
            }

            yield return Forging.Error(TunNetwork.Router, packet[..24], 11, 0);
            yield return Forging.Error(TunNetwork.Router, packet, 5, 1);
        }

        using var network = TunNetwork.Open(chain, Lies);
        Ask(protocol, privileged, TimeSpan.FromMilliseconds(200)).ShouldBeEmpty();
    }

    [Fact]
    public void An_echo_reply_to_somebody_else_is_dropped()
    {
        IEnumerable<byte[]> Lies(byte[] packet)
        {
            var reply = packet[20..];
            reply[0] = 0;
            BinaryPrimitives.WriteUInt16BigEndian(reply.AsSpan(8), 0x4242);
            reply[2] = reply[3] = 0;
            BinaryPrimitives.WriteUInt16BigEndian(reply.AsSpan(2), Wire.Checksum.Of(reply));
            yield return Forging.Ip(TunNetwork.Target, new(packet.AsSpan(12, 4)), 1, 60, reply);
        }

        using var network = TunNetwork.Open(chain, Lies);
        Ask(ProbeProtocol.Icmp, privileged: true, TimeSpan.FromMilliseconds(200)).ShouldBeEmpty();
        Ask(ProbeProtocol.Icmp, privileged: false, TimeSpan.FromMilliseconds(200)).ShouldBeEmpty();
    }

    [Fact]
    public void A_second_answer_is_handed_back_too()
    {
        using var network = TunNetwork.Open(chain, packet => [Forging.Error(Hop(1), packet, 11, 0), Forging.Error(Hop(2), packet, 11, 0)]);
        chain.In("c", () => Asking.Linux(raw: false, [Probe(ProbeProtocol.Udp)], replies: 2), privileged: false)
            .Select(reply => (reply.ProbeId, reply.From)).ShouldBe([(1, Hop(1)), (1, Hop(2))]);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Answers_that_pour_in_while_sending_are_no_failure_to_send(ProbeProtocol protocol, bool privileged)
    {
        using var network = TunNetwork.Open(chain, packet => Enumerable.Repeat(Forging.Error(Hop(1), packet, 11, 0), 40));
        if (!privileged) chain.Command("c", "sysctl -qw net.ipv4.ping_group_range='0 2147483647'");
        var probes = Enumerable.Range(1, 300).Select(id => Probe(protocol) with { Id = id }).ToArray();
        var replies = chain.In("c", () => Asking.Linux(privileged, probes, replies: int.MaxValue, wait: TimeSpan.FromMilliseconds(300)), privileged);
        replies.ShouldAllBe(reply => reply.Kind == ReplyKind.TimeExceeded);
        replies.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_nat_on_the_way_shows_in_what_a_router_quotes()
    {
        IEnumerable<byte[]> Translated(byte[] packet)
        {
            yield return Forging.Error(TunNetwork.Router, Forging.With(packet, Ports, 1024), 11, 0);
        }

        using var network = TunNetwork.Open(chain, Translated);
        Ask(ProbeProtocol.Tcp, privileged: true).ShouldHaveSingleItem().Rewritten.ShouldBeTrue();
    }

    private List<Reply> Ask(ProbeProtocol protocol, bool privileged, TimeSpan? wait = null)
    {
        if (!privileged) chain.Command("c", "sysctl -qw net.ipv4.ping_group_range='0 2147483647'");
        return chain.In("c", () => Asking.Linux(privileged, [Probe(protocol)], wait: wait), privileged);
    }

    private IEnumerable<(int, IPAddress?)> AskTtls(ProbeProtocol protocol, bool privileged)
    {
        if (!privileged) chain.Command("c", "sysctl -qw net.ipv4.ping_group_range='0 2147483647'");
        return chain.In("c", () => Asking.Linux(privileged, Ttls(protocol)), privileged).Select(reply => (reply.ProbeId, reply.From)).OrderBy(row => row.ProbeId);
    }

    private static Probe Probe(ProbeProtocol protocol) => new() { Id = 1, Protocol = protocol, Target = TunNetwork.Target, Port = 33434, Ttl = 5 };

    private static Probe[] Ttls(ProbeProtocol protocol) => [.. Enumerable.Range(1, 3).Select(ttl => Probe(protocol) with { Id = ttl, Ttl = (byte)ttl })];

    private static IPAddress Hop(int ttl) => new([198, 51, 100, (byte)(10 + ttl)]);

    private static IPAddress Hop(byte[] packet) => Hop(packet[8]);
}
