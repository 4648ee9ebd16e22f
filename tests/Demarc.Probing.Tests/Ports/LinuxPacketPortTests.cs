using System.Net;
using System.Net.Sockets;
using Demarc.Probing.Ports;
using Demarc.Probing.Ports.Linux;

namespace Demarc.Probing.Tests.Ports;

/// <summary>Real packets through a chain of namespaces, as root and as an ordinary user.</summary>
public sealed class LinuxPacketPortTests(NamespaceChain chain) : IClassFixture<NamespaceChain>
{
    [Theory]
    [InlineData(ProbeProtocol.Udp, false, false)]
    [InlineData(ProbeProtocol.Udp, true, false)]
    [InlineData(ProbeProtocol.Tcp, false, false)]
    [InlineData(ProbeProtocol.Tcp, true, false)]
    [InlineData(ProbeProtocol.Icmp, false, false)]
    [InlineData(ProbeProtocol.Icmp, true, false)]
    [InlineData(ProbeProtocol.Udp, false, true)]
    [InlineData(ProbeProtocol.Tcp, false, true)]
    [InlineData(ProbeProtocol.Tcp, true, true)]
    [InlineData(ProbeProtocol.Icmp, false, true)]
    [InlineData(ProbeProtocol.Icmp, true, true)]
    public void Every_hop_answers_its_own_ttl(ProbeProtocol protocol, bool v6, bool privileged)
    {
        chain.SkipWithout();
        if (!privileged) chain.Command("c", "sysctl -qw net.ipv4.ping_group_range='0 2147483647'");
        var target = v6 ? NamespaceChain.V6(NamespaceChain.Server) : NamespaceChain.Server;
        var probes = Enumerable.Range(1, 3).Select(ttl => new Probe { Id = ttl, Protocol = protocol, Target = target, Port = 33434, Ttl = (byte)ttl }).ToArray();
        var replies = chain.In("c", () => Ask(probes, privileged), privileged).OrderBy(reply => reply.ProbeId).ToArray();
        replies.Select(reply => reply.ProbeId).ShouldBe([1, 2, 3]);
        replies[0].Kind.ShouldBe(ReplyKind.TimeExceeded);
        replies[0].From.ShouldBe(At(NamespaceChain.Router1, v6));
        replies[1].Kind.ShouldBe(ReplyKind.TimeExceeded);
        replies[1].From.ShouldBe(At(NamespaceChain.Router2, v6));
        replies[1].ReplyTtl.ShouldBe(63);
        replies[2].Kind.ShouldBe(protocol switch
        {
            ProbeProtocol.Icmp => ReplyKind.Echo,
            ProbeProtocol.Udp => ReplyKind.Unreachable,
            _ => ReplyKind.Reset,
        });
        replies[2].From.ShouldBe(target);
        foreach (var reply in replies) reply.Rtt.ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    private static IPAddress At(IPAddress v4, bool v6) => v6 ? NamespaceChain.V6(v4) : v4;

    /// <summary>Sends all, then gathers until every probe is answered or two seconds have passed.</summary>
    private static List<Reply> Ask(Probe[] probes, bool raw = false)
    {
        using var port = new LinuxPacketPort(raw);
        foreach (var probe in probes) port.Send(probe);
        List<Reply> replies = [];
        for (var until = port.Now + TimeSpan.FromSeconds(2); port.Now < until && replies.Count < probes.Length;)
        {
            port.Receive(replies, until - port.Now);
        }

        return replies;
    }
}
