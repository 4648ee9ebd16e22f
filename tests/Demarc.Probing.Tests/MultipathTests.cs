using Demarc.Model;
using Demarc.Probing.Machines;

namespace Demarc.Probing.Tests;

public sealed class MultipathTests
{
    /// <summary>Seven routers, of which the third and fourth hop have two each: nine nodes, nine links with the target.</summary>
    private static VirtualNetwork Diamond(Func<int, VirtualRouter, VirtualRouter>? change = null, Func<Probe, int>? leg = null)
    {
        var one = Networks.Routers(6, change: change);
        VirtualRouter[] other = [.. one.Select((r, i) => i is 2 or 3 ? r with { Address = System.Net.IPAddress.Parse($"192.0.2.{i + 1}"), Drops = _ => false, Silent = false } : r)];
        return new(new("203.0.113.9")) { Path = p => (leg?.Invoke(p) ?? Mixed(VirtualNetwork.FlowOf(p))) % 2 == 0 ? one : other };
    }

    [Theory]
    [InlineData(ProbeProtocol.Udp)]
    [InlineData(ProbeProtocol.Icmp)]
    [InlineData(ProbeProtocol.Tcp)]
    public void A_diamond_is_found_whole_and_without_false_links(ProbeProtocol protocol)
    {
        var machine = new MultipathMachine(new() { Address = Networks.Target, Protocol = protocol, Port = 443 });
        var took = Diamond().Run(machine);
        took.ShouldBeLessThan(TimeSpan.FromSeconds(1));
        machine.Nodes.Count.ShouldBe(9);
        machine.Links.Count.ShouldBe(9);
        machine.Links.ShouldAllBe(l => l.To.Ttl == l.From.Ttl + 1 && !(l.From.Ttl == 3 && (l.From.Address.ToString()[0] != l.To.Address.ToString()[0] || l.From.Address.GetAddressBytes()[0] != l.To.Address.GetAddressBytes()[0])));
        machine.Arrival.ShouldBe(7);
        machine.PerPacket.ShouldBeEmpty();
    }

    [Fact]
    public void A_single_path_is_a_chain()
    {
        var machine = new MultipathMachine(new() { Address = Networks.Target, Protocol = ProbeProtocol.Udp, Port = 33434 });
        Networks.Path(6, change: (i, r) => i == 3 ? r with { Silent = true } : r).Run(machine);
        machine.Nodes.Count.ShouldBe(6);
        machine.Links.Count.ShouldBe(4);
    }

    [Fact]
    public void Balancing_by_packet_gives_no_links()
    {
        var turn = 0;
        var machine = new MultipathMachine(new() { Address = Networks.Target, Protocol = ProbeProtocol.Udp, Port = 33434 });
        Diamond(leg: p => p.Ttl is 3 or 4 ? turn++ / 2 + turn : 0).Run(machine);
        if (machine.PerPacket.Count > 0) machine.Links.ShouldNotContain(l => machine.PerPacket.Contains(l.From.Ttl) || machine.PerPacket.Contains(l.To.Ttl));
        else machine.Nodes.Count.ShouldBeLessThanOrEqualTo(9);
    }

    [Fact]
    public void Rounds_of_a_TCP_trace_keep_to_one_leg_where_ports_must_be_taken_in_turn()
    {
        var network = Diamond((i, r) => i == 5 ? r with { Silent = true } : r);
        network.OnePortAtATime = true;
        var machine = new TraceMachine(new() { Address = Networks.Target, Protocol = ProbeProtocol.Tcp, Port = 443, Rounds = 6, OneAtATime = true });
        network.Run(machine);
        machine.Statistics.Rounds.ShouldBe(6);
        machine.Statistics.Current.Hops.ShouldAllBe(h => h.Responders.Count <= 1);
        machine.Statistics.Current.Arrival.ShouldBe(7);
        var connect = TraceObservation.Connection(machine, Networks.Log())!;
        (connect.Outcome, connect.Attempts, connect.Failed).ShouldBe(("ok", 6, 0));
    }

    [Fact]
    public void A_dead_leg_is_found_by_the_flows_that_fail_and_where_they_part()
    {
        var network = Diamond((i, r) => i == 3 ? r with { Drops = _ => true, Silent = true } : r);
        var machine = new FlowFaultMachine(new() { Address = Networks.Target, Protocol = ProbeProtocol.Tcp, Port = 443, SourcePort = 40000 });
        var took = network.Run(machine);
        took.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        var dead = Enumerable.Range(40000, 16).Count(port => Mixed(port) % 2 == 0);
        (machine.Failing, machine.Outcomes.Count).ShouldBe((dead, 16));
        machine.DivergesAt.ShouldBe(3);
        machine.LastShared!.Value.Address.ToString().ShouldBe("198.51.100.2");
        var seen = machine.Observe(Networks.Log());
        seen.OfType<Connect>().Count(c => c.Outcome == "timeout").ShouldBe(dead);
        seen.OfType<PathTrace>().Select(t => t.Reached).ShouldBe([false, true]);
        seen[0].Evidence.Text.ShouldContain("part at hop 3");
    }

    [Fact]
    public void A_service_that_fails_for_all_flows_or_none_has_no_divergence()
    {
        foreach (var ignores in new[] { true, false })
        {
            var machine = new FlowFaultMachine(new() { Address = Networks.Target, Protocol = ProbeProtocol.Tcp, Port = 443, SourcePort = 40000 });
            Networks.Path(5, target: new("203.0.113.9") { Ignores = _ => ignores }).Run(machine).ShouldBeLessThan(TimeSpan.FromSeconds(3));
            (machine.Failing, machine.DivergesAt).ShouldBe((ignores ? 16 : 0, null));
        }
    }

    /// <summary>Spreads neighbouring ports and flows as a hash would.</summary>
    private static int Mixed(int flow) => (int)((uint)(flow * 2654435761L) >> 16);
}
