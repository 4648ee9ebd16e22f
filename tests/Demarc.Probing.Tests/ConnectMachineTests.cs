using System.Net.Sockets;
using Demarc.Probing.Machines;

namespace Demarc.Probing.Tests;

public sealed class ConnectMachineTests
{
    [Fact]
    public void Accepted_refused_rejected_and_silent_are_told_apart()
    {
        Outcome(new("203.0.113.9")).ShouldBe(("ok", null));
        Outcome(new("203.0.113.9") { Open = new HashSet<int> { 80 } }).ShouldBe(("refused", null));
        Outcome(new("203.0.113.9") { Ignores = _ => true }).ShouldBe(("timeout", null));
        Outcome(new("203.0.113.9"), (i, r) => i == 2 ? r with { Rejects = _ => 13 } : r).ShouldBe(("unreachable", "admin"));
        Outcome(new("203.0.113.9"), (i, r) => i == 2 ? r with { Rejects = _ => 1 } : r).ShouldBe(("unreachable", "host"));
    }

    [Fact]
    public void A_host_without_a_route_says_so_at_once()
    {
        var network = Networks.Path(3);
        network.NoRoute = SocketError.NetworkUnreachable;
        var connect = new ConnectMachine(new() { Address = Networks.Target, Port = 443 });
        network.Run(connect).ShouldBeLessThan(TimeSpan.FromMilliseconds(10));
        var seen = connect.Observe(Networks.Log()).Single();
        (seen.Outcome, seen.Code).ShouldBe(("unreachable", "net"));
    }

    [Fact]
    public void A_fault_that_follows_the_source_port_shows_at_the_same_ports_twice()
    {
        var connect = new ConnectMachine(ConnectPlan.Twice(Networks.Target, 443, seed: 7));
        var took = Networks.Path(3, target: new("203.0.113.9") { Ignores = p => p.SourcePort % 4 == 0 }).Run(connect);
        took.ShouldBeLessThan(TimeSpan.FromSeconds(4));
        var seen = connect.Observe(Networks.Log());
        seen.Count.ShouldBe(10);
        seen.Where(c => c.SourcePort % 4 == 0).ShouldAllBe(c => c.Outcome == "timeout" && c.Attempts == 2 && c.Failed == 2);
        seen.Where(c => c.SourcePort % 4 != 0).ShouldAllBe(c => c.Outcome == "ok" && c.Attempts == 2 && c.Failed == 0);
    }

    [Fact]
    public void Silence_at_every_port_is_not_asked_for_twice()
    {
        var network = Networks.Path(3, target: new("203.0.113.9") { Ignores = _ => true });
        var connect = new ConnectMachine(ConnectPlan.Twice(Networks.Target, 443, seed: 7));
        network.Run(connect).ShouldBeLessThan(TimeSpan.FromSeconds(2.7));
        connect.Observe(Networks.Log()).ShouldAllBe(c => c.Outcome == "timeout" && c.Attempts == 1);
    }

    [Fact]
    public void A_lost_first_SYN_shows_as_one_second_and_one_retransmission()
    {
        var syns = 0;
        var connect = new ConnectMachine(new() { Address = Networks.Target, Port = 443, SourcePorts = [40000] });
        Networks.Path(3, target: new("203.0.113.9") { Ignores = _ => ++syns == 1 }).Run(connect);
        var seen = connect.Observe(Networks.Log()).Single();
        (seen.Outcome, seen.Retransmits).ShouldBe(("ok", 1));
        seen.Ms!.Value.ShouldBeInRange(1000, 1100);
    }

    [Fact]
    public void A_source_port_in_use_here_is_no_failure_of_the_target()
    {
        var network = Networks.Path(3);
        network.NoRoute = SocketError.AddressAlreadyInUse;
        var connect = new ConnectMachine(ConnectPlan.Twice(Networks.Target, 443, seed: 7, ports: 2));
        network.Run(connect);
        connect.Observe(Networks.Log()).ShouldBeEmpty();
    }

    private static (string?, string?) Outcome(VirtualTarget target, Func<int, VirtualRouter, VirtualRouter>? change = null)
    {
        var connect = new ConnectMachine(new() { Address = Networks.Target, Port = 443 });
        Networks.Path(3, change: change, target: target).Run(connect);
        var seen = connect.Observe(Networks.Log()).Single();
        return (seen.Outcome, seen.Code);
    }
}
