using System.Net;
using System.Net.Sockets;
using Demarc.Probing.Ports;

namespace Demarc.Probing.Tests.Ports;

/// <summary>Who really answered a SYN: found by an ordinary user in a chain where it is known.</summary>
public sealed class ReplyTtlSearchTests(NamespaceChain chain) : IClassFixture<NamespaceChain>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_servers_own_answers_come_over_two_routers(bool v6)
    {
        chain.SkipWithout();
        var target = v6 ? NamespaceChain.V6(NamespaceChain.Server) : NamespaceChain.Server;
        using var listener = chain.In("s", () =>
        {
            var opened = new TcpListener(target, 0);
            opened.Start(64);
            return opened;
        });
        Find(target, ((IPEndPoint)listener.LocalEndpoint).Port).ShouldBe(new(ReplyKind.SynAck, 62));
        Find(target, 9).ShouldBe(new(ReplyKind.Reset, 62));
    }

    [Fact]
    public void A_firewalls_reset_comes_from_nearer()
    {
        chain.SkipWithout("iptables");
        chain.Command("2", "iptables -A FORWARD -p tcp --dport 82 -j REJECT --reject-with tcp-reset");
        Find(NamespaceChain.Server, 82).ShouldBe(new(ReplyKind.Reset, 63));
    }

    [Fact]
    public void Silence_has_no_ttl()
    {
        chain.SkipWithout("iptables");
        chain.Command("2", "iptables -A FORWARD -p tcp --dport 83 -j DROP");
        Find(NamespaceChain.Server, 83).ShouldBeNull();
    }

    private ReplyTtl? Find(IPAddress target, int port) =>
        chain.In("c", () => ReplyTtlSearch.Find(target, port, TestContext.Current.CancellationToken), privileged: false);
}
