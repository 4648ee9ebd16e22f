using System.Net;
using System.Net.Sockets;
using Demarc.Probing.Ports;
using Demarc.Wire;

namespace Demarc.Probing.Tests.Ports;

/// <summary>Real packets through a chain of namespaces, as root over raw sockets and as an ordinary user.</summary>
public sealed class LinuxPacketPortTests(NamespaceChain chain) : IClassFixture<NamespaceChain>
{
    public static TheoryData<ProbeProtocol, bool, bool> Ways()
    {
        var ways = new TheoryData<ProbeProtocol, bool, bool>();
        foreach (var protocol in Enum.GetValues<ProbeProtocol>())
        {
            foreach (var (v6, privileged) in new[] { (false, false), (true, false), (false, true), (true, true) }) ways.Add(protocol, v6, privileged);
        }

        return ways;
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Every_hop_answers_its_own_ttl(ProbeProtocol protocol, bool v6, bool privileged)
    {
        Prepare(privileged);
        var target = At(NamespaceChain.Server, v6);
        var probes = Enumerable.Range(1, 3).Select(ttl => new Probe { Id = ttl, Protocol = protocol, Target = target, Port = 33434, Ttl = (byte)ttl }).ToArray();
        var replies = chain.In("c", () => Asking.Linux(privileged, probes), privileged).OrderBy(reply => reply.ProbeId).ToArray();
        replies.Select(reply => reply.ProbeId).ShouldBe([1, 2, 3]);
        replies.Select(reply => reply.From).ShouldBe([At(NamespaceChain.Router1, v6), At(NamespaceChain.Router2, v6), target]);
        replies[0].Kind.ShouldBe(ReplyKind.TimeExceeded);
        replies[0].ReplyTtl.ShouldBe(64);
        replies[1].Kind.ShouldBe(ReplyKind.TimeExceeded);
        replies[1].ReplyTtl.ShouldBe(63);
        replies[1].Rewritten.ShouldBeFalse();
        replies[2].Kind.ShouldBe(protocol switch
        {
            ProbeProtocol.Icmp => ReplyKind.Echo,
            ProbeProtocol.Udp => ReplyKind.Unreachable,
            _ => ReplyKind.Reset,
        });
        foreach (var reply in replies) reply.Rtt.ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromSeconds(1));

        // The kernel stamps everything but what TCP does not tell an ordinary user.
        replies.ShouldAllBe(reply => reply.Stamps == Stamps.Kernel || (protocol == ProbeProtocol.Tcp && !privileged));
        if (protocol == ProbeProtocol.Tcp && privileged) replies[2].ReplyTtl.ShouldBe(62);
        if (privileged && protocol != ProbeProtocol.Udp && !v6) replies[0].QuotedTtl.ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_connection_that_opens_is_a_syn_ack_and_is_reset_at_once(bool privileged)
    {
        Prepare(privileged);
        using var listener = chain.In("s", () => Listen(NamespaceChain.Server));
        var probe = new Probe { Id = 1, Protocol = ProbeProtocol.Tcp, Target = NamespaceChain.Server, Port = ((IPEndPoint)listener.LocalEndpoint).Port };
        var reply = chain.In("c", () => Asking.One(privileged, probe), privileged);
        reply.Kind.ShouldBe(ReplyKind.SynAck);
        reply.Stamps.ShouldBe(Stamps.Kernel);
        reply.Retransmits.ShouldBe(0);
        if (privileged) reply.ReplyTtl.ShouldBe(62);
        chain.Command("s", "cat /proc/net/tcp").ShouldNotContain(" 01 0000");
    }

    [Fact]
    public void Over_ipv6_a_syn_ack_tells_its_hop_limit_to_anybody()
    {
        Prepare(privileged: false);
        using var listener = chain.In("s", () => Listen(NamespaceChain.V6(NamespaceChain.Server)));
        var probe = new Probe { Id = 1, Protocol = ProbeProtocol.Tcp, Target = NamespaceChain.V6(NamespaceChain.Server), Port = ((IPEndPoint)listener.LocalEndpoint).Port };
        chain.In("c", () => Asking.One(raw: false, probe), privileged: false).ReplyTtl.ShouldBe(62);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_rejecting_firewall_is_named_with_its_code(ProbeProtocol protocol, bool v6, bool privileged)
    {
        Prepare(privileged, "iptables");
        var command = v6 ? "ip6tables" : "iptables";
        var name = protocol == ProbeProtocol.Icmp && v6 ? "icmpv6" : protocol.ToString().ToLowerInvariant();
        var rule = $"FORWARD -p {name} -d {At(NamespaceChain.Server, v6)} -j REJECT --reject-with {(v6 ? "icmp6-adm-prohibited" : "icmp-admin-prohibited")}";
        chain.Command("1", $"{command} -A {rule}");
        try
        {
            var probe = new Probe { Id = 1, Protocol = protocol, Target = At(NamespaceChain.Server, v6), Port = 33434 };
            var reply = chain.In("c", () => Asking.One(privileged, probe), privileged);
            reply.Kind.ShouldBe(ReplyKind.Unreachable);
            reply.From.ShouldBe(At(NamespaceChain.Router1, v6));
            (reply.IcmpType, reply.IcmpCode).ShouldBe(v6 ? ((byte)1, (byte)1) : ((byte)3, (byte)13));
        }
        finally
        {
            chain.Command("1", $"{command} -D {rule}");
        }
    }

    [Theory]
    [InlineData(ProbeProtocol.Udp, false, false)]
    [InlineData(ProbeProtocol.Udp, true, false)]
    [InlineData(ProbeProtocol.Icmp, false, false)]
    [InlineData(ProbeProtocol.Icmp, true, false)]
    [InlineData(ProbeProtocol.Icmp, false, true)]
    [InlineData(ProbeProtocol.Icmp, true, true)]
    public void A_narrow_link_names_its_mtu_every_time_it_is_asked(ProbeProtocol protocol, bool v6, bool privileged)
    {
        Prepare(privileged);
        SetMtu(1400);
        try
        {
            var probe = new Probe { Id = 1, Protocol = protocol, Target = At(NamespaceChain.Server, v6), Port = 33434, DontFragment = true };
            var (large, again, fitting, local, free) = chain.In("c", () =>
            {
                using var port = Demarc.Probing.Ports.Linux.LinuxPacketPort.Open(privileged);
                Reply Ask(Probe what) => Asking.All(port, [what]).ShouldHaveSingleItem();
                return (Ask(probe with { Size = 1500 }), Ask(probe with { Id = 2, Size = 1401 }), Ask(probe with { Id = 3, Size = 1400 }),
                    Ask(probe with { Id = 4, Size = 1501 }), v6 ? null : Ask(probe with { Id = 5, Size = 1500, DontFragment = false }));
            }, privileged);
            foreach (var reply in new[] { large, again })
            {
                reply.Kind.ShouldBe(ReplyKind.TooBig);
                reply.Mtu.ShouldBe(1400);
                reply.From.ShouldBe(At(NamespaceChain.Router2, v6));
            }

            fitting.Kind.ShouldBe(protocol == ProbeProtocol.Icmp ? ReplyKind.Echo : ReplyKind.Unreachable);
            local.Kind.ShouldBe(ReplyKind.SendFailed);
            local.Error.ShouldBe(SocketError.MessageSize);
            local.Mtu.ShouldBe(1500);
            free?.Kind.ShouldBe(fitting.Kind);
        }
        finally
        {
            SetMtu(1500);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Echo_requests_of_a_flow_look_alike_and_have_the_size_asked_for(bool privileged)
    {
        Prepare(privileged);
        using var ear = chain.In("s", () => new Socket(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Icmp) { ReceiveTimeout = 2000 });
        var probe = new Probe { Id = 1, Protocol = ProbeProtocol.Icmp, Target = NamespaceChain.Server, Size = 120, DontFragment = true };
        chain.In("c", () => Asking.Linux(privileged, [probe, probe with { Id = 2 }, probe with { Id = 3, DontFragment = false }, probe with { Id = 4, Flow = 1 }]), privileged).Count.ShouldBe(4);
        List<(ushort Id, ushort Checksum, ushort Sequence, int Length, bool DontFragment)> seen = [];
        var octets = new byte[2000];
        while (seen.Count < 4)
        {
            var length = ear.Receive(octets);
            Ipv4View.TryParse(octets.AsSpan(0, length), out var packet).IsComplete.ShouldBeTrue();
            IcmpView.TryParse(packet.Payload, out var icmp).IsComplete.ShouldBeTrue();
            if (icmp.Type != 8) continue;
            Checksum.Of(packet.Payload).ShouldBe((ushort)0);
            seen.Add((icmp.Identifier, icmp.Checksum, icmp.Sequence, length, packet.DontFragment));
        }

        seen.Take(3).Select(echo => (echo.Id, echo.Checksum)).Distinct().Count().ShouldBe(1);
        seen.Take(3).Select(echo => echo.Sequence).Distinct().Count().ShouldBe(3);
        seen[3].Checksum.ShouldNotBe(seen[0].Checksum);
        seen.ShouldAllBe(echo => echo.Length == 120);
        seen.Select(echo => echo.DontFragment).ShouldBe([true, true, false, true]);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Without_a_route_nothing_is_sent_and_the_reply_says_so(ProbeProtocol protocol, bool v6, bool privileged)
    {
        Prepare(privileged);
        chain.Command("c", v6 ? "ip -6 route replace unreachable 2001:db8:ffff::/48" : "ip route replace unreachable 203.0.113.0/24");
        var target = IPAddress.Parse(v6 ? "2001:db8:ffff::9" : "203.0.113.9");
        var reply = chain.In("c", () => Asking.One(privileged, new() { Id = 1, Protocol = protocol, Target = target, Port = 33434 }), privileged);
        reply.Kind.ShouldBe(ReplyKind.SendFailed);
        reply.Error.ShouldBe(SocketError.HostUnreachable);
    }

    [Fact]
    public void Over_raw_sockets_all_ttls_of_a_flow_share_their_source_port()
    {
        Prepare(privileged: true);
        var probes = Enumerable.Range(1, 3).Select(ttl => new Probe { Id = ttl, Protocol = ProbeProtocol.Tcp, Target = NamespaceChain.Server, Port = 9, Ttl = (byte)ttl }).ToArray();
        chain.In("c", () => Asking.Linux(raw: true, probes)).Select(reply => reply.SourcePort).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public void A_single_syn_leaves_unless_patience_is_asked_for()
    {
        Prepare(privileged: false, "iptables");
        chain.Command("s", "iptables -A INPUT -p tcp --dport 81 -j DROP");
        var probe = new Probe { Id = 1, Protocol = ProbeProtocol.Tcp, Target = NamespaceChain.Server, Port = 81 };
        long Arrived() => long.Parse(chain.Command("s", "sh -c \"iptables -nvxL INPUT | awk '/dpt:81/ {print \\$1}'\"").Trim(), System.Globalization.CultureInfo.InvariantCulture);
        var wait = TimeSpan.FromMilliseconds(1300);
        chain.In("c", () => Asking.Linux(raw: false, [probe], wait: wait), privileged: false).ShouldBeEmpty();
        Arrived().ShouldBe(1);
        chain.In("c", () => Asking.Linux(raw: false, [probe with { Patient = true }], wait: wait), privileged: false).ShouldBeEmpty();
        Arrived().ShouldBe(3);
    }

    private void SetMtu(int mtu)
    {
        chain.Command("2", $"ip link set far mtu {mtu}");
        chain.Command("s", $"ip link set near mtu {mtu}");
    }

    private void Prepare(bool privileged, params string[] programs)
    {
        chain.SkipWithout(programs);
        if (!privileged) chain.Command("c", "sysctl -qw net.ipv4.ping_group_range='0 2147483647'");
    }

    private static TcpListener Listen(IPAddress at)
    {
        var listener = new TcpListener(at, 0);
        listener.Start();
        return listener;
    }

    private static IPAddress At(IPAddress v4, bool v6) => v6 ? NamespaceChain.V6(v4) : v4;
}
