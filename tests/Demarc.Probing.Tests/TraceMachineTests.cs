using System.Net;
using System.Net.Sockets;
using Demarc.Model;
using Demarc.Probing.Machines;

namespace Demarc.Probing.Tests;

public sealed class TraceMachineTests
{
    [Theory]
    [InlineData(ProbeProtocol.Icmp)]
    [InlineData(ProbeProtocol.Udp)]
    [InlineData(ProbeProtocol.Tcp)]
    public void A_clean_path_is_found_in_a_few_round_trips_with_three_probes_a_hop(ProbeProtocol protocol)
    {
        var (trace, took) = Trace(Networks.Path(12), protocol, perHop: 3);
        took.ShouldBeLessThan(TimeSpan.FromMilliseconds(90));
        trace.Reached.ShouldBe(true);
        trace.Hops!.Select(h => h.Address).ShouldBe([.. Enumerable.Range(1, 12).Select(i => $"198.51.100.{i}"), "203.0.113.9"]);
        trace.Hops!.ShouldAllBe(h => h.Sent == 3 && h.Lost == 0);
        trace.Hops![^1].Codes.ShouldBe(protocol == ProbeProtocol.Tcp ? ["open"] : null);
    }

    [Fact]
    public void Silent_routers_with_answers_behind_them_cost_little()
    {
        var (trace, took) = Trace(Networks.Path(12, change: (i, r) => i is 4 or 5 or 9 ? r with { Silent = true } : r), ProbeProtocol.Udp, perHop: 3);
        took.ShouldBeLessThan(TimeSpan.FromMilliseconds(700));
        trace.Reached.ShouldBe(true);
        trace.Hops!.Where(h => h.Responders.Count == 0).Select(h => h.Ttl).ShouldBe([4, 5, 9]);
    }

    [Theory]
    [InlineData(ProbeProtocol.Icmp)]
    [InlineData(ProbeProtocol.Tcp)]
    public void A_target_in_a_black_hole_is_told_within_two_seconds(ProbeProtocol protocol)
    {
        var (trace, took) = Trace(Networks.Path(12, change: (i, r) => i == 9 ? r with { Drops = _ => true } : r), protocol);
        took.ShouldBeLessThan(TimeSpan.FromSeconds(2));
        trace.Reached.ShouldBe(false);
        trace.Hops!.Last(h => h.Responders.Count > 0).Ttl.ShouldBe(9);
        trace.Hops!.Count.ShouldBe(30);
        trace.Hops!.Where(h => h.Ttl is 10 or 11 or 12).ShouldAllBe(h => h.Sent == 3);
    }

    [Fact]
    public void A_long_run_of_silent_routers_does_not_hide_the_target()
    {
        var (trace, _) = Trace(Networks.Path(24, change: (i, r) => i > 3 ? r with { Silent = true } : r), ProbeProtocol.Icmp);
        trace.Reached.ShouldBe(true);
        trace.Hops!.Count.ShouldBe(25);
    }

    [Theory]
    [InlineData(13, "!X")]
    [InlineData(1, "!H")]
    [InlineData(0, "!N")]
    public void A_router_that_refuses_is_marked_at_its_own_hop(byte code, string mark)
    {
        var (trace, took) = Trace(Networks.Path(12, change: (i, r) => i == 9 ? r with { Rejects = _ => code } : r), ProbeProtocol.Icmp);
        took.ShouldBeLessThan(TimeSpan.FromMilliseconds(500));
        trace.Reached.ShouldBe(false);
        var last = trace.Hops![^1];
        (last.Ttl, last.Address).ShouldBe((9, "198.51.100.9"));
        last.Codes.ShouldBe([mark]);
        trace.Hops!.Take(8).ShouldAllBe(h => h.Codes == null);
    }

    [Fact]
    public void A_router_that_refuses_with_port_unreachable_is_not_taken_for_the_target()
    {
        var (trace, _) = Trace(Networks.Path(8, change: (i, r) => i == 5 ? r with { Rejects = _ => 3 } : r), ProbeProtocol.Udp);
        trace.Reached.ShouldBe(false);
        trace.Hops![^1].Ttl.ShouldBe(5);
        trace.Hops![^1].Codes.ShouldBe(["!3"]);
    }

    [Fact]
    public void Time_exceeded_from_the_targets_address_is_not_arrival()
    {
        var network = Networks.Path(7, change: (i, r) => i >= 3 ? r with { ReportsAs = Networks.Target } : r);
        var machine = new TraceMachine(new() { Address = Networks.Target, Protocol = ProbeProtocol.Tcp, Port = 80 });
        network.Run(machine);
        machine.Statistics.Current.Arrival.ShouldBe(8);
        machine.Statistics.Current.Disguised.ShouldBe([3, 4, 5, 6, 7]);
        TraceObservation.Of(machine, Networks.Log()).Single().Hops!.Count.ShouldBe(8);
    }

    [Fact]
    public void A_target_may_answer_from_another_of_its_addresses()
    {
        var (trace, _) = Trace(Networks.Path(4, target: new("203.0.113.9") { AnswersAs = IPAddress.Parse("203.0.113.77") }), ProbeProtocol.Udp);
        trace.Reached.ShouldBe(true);
        (trace.Hops!.Count, trace.Hops![^1].Address).ShouldBe((5, "203.0.113.77"));
    }

    [Theory]
    [InlineData(true, false, true, "open")]
    [InlineData(false, false, true, "closed")]
    [InlineData(false, true, false, null)]
    public void An_open_a_closed_and_a_filtered_port_are_told_apart(bool open, bool filters, bool reached, string? code)
    {
        var target = new VirtualTarget("203.0.113.9") { Open = open ? null : new HashSet<int>(), Filters = filters };
        var (trace, took) = Trace(Networks.Path(5, target: target), ProbeProtocol.Tcp);
        took.ShouldBeLessThan(TimeSpan.FromSeconds(2));
        trace.Reached.ShouldBe(reached);
        trace.Hops![^1].Codes.ShouldBe(code is null ? null : [code]);
    }

    [Fact]
    public void A_TCP_trace_says_what_connecting_met()
    {
        Connection(Networks.Path(5)).ShouldBe(("ok", null));
        Connection(Networks.Path(5, target: new("203.0.113.9") { Open = new HashSet<int>() })).ShouldBe(("refused", null));
        Connection(Networks.Path(5, target: new("203.0.113.9") { Ignores = _ => true })).ShouldBe(("timeout", null));
        Connection(Networks.Path(5, change: (i, r) => i == 3 ? r with { Rejects = _ => 13 } : r)).ShouldBe(("unreachable", "admin"));
    }

    [Fact]
    public void Two_routers_that_take_turns_end_the_trace()
    {
        var loop = Enumerable.Range(0, 40).Select(i => new VirtualRouter($"198.51.100.{(i < 3 ? i + 1 : 100 + (i % 2))}")).ToArray();
        var (trace, _) = Trace(new(new("203.0.113.9"), loop), ProbeProtocol.Icmp);
        trace.Reached.ShouldBe(false);
        trace.Hops!.Count.ShouldBe(9);
    }

    [Fact]
    public void All_probes_are_of_one_flow_and_stay_within_the_pace()
    {
        var network = Networks.Path(12);
        Trace(network, ProbeProtocol.Udp, perHop: 3);
        network.Log.Select(sent => (sent.Probe.Flow, sent.Probe.Port, sent.Probe.SourcePort)).Distinct().ShouldHaveSingleItem();
        network.Log.Count.ShouldBeLessThan(50);
    }

    [Fact]
    public void A_host_without_a_route_says_so_and_ends()
    {
        var network = Networks.Path(4);
        network.NoRoute = SocketError.NetworkUnreachable;
        var machine = new TraceMachine(new() { Address = Networks.Target, Rounds = 10 });
        network.Run(machine).ShouldBeLessThan(TimeSpan.FromMilliseconds(100));
        machine.LocalError.ShouldBe(SocketError.NetworkUnreachable);
    }

    [Fact]
    public void Routers_that_limit_their_own_messages_lose_nothing_at_the_target()
    {
        var network = Networks.Path(8, change: (_, r) => r with { ReportsPerSecond = 1 });
        var machine = Rounds(network, 60, TimeSpan.FromMilliseconds(100));
        var hops = machine.Statistics.Current.Hops.ToArray();
        hops.Take(8).ShouldAllBe(h => h.LossPercent > 50);
        hops[^1].Lost.ShouldBe(0);
    }

    [Fact]
    public void Answers_that_come_after_the_wait_are_late_and_not_lost()
    {
        var network = Networks.Path(3);
        var slow = Networks.Routers(3);
        slow[2] = slow[2] with { Delay = TimeSpan.FromMilliseconds(900) };
        network.Path = _ => network.Now > TimeSpan.FromSeconds(1.5) && network.Now < TimeSpan.FromSeconds(2.5) ? slow : Networks.Routers(3);
        var machine = Rounds(network, 6, TimeSpan.FromSeconds(1));
        var target = machine.Statistics.Current.Hop(4)!;
        (target.Lost, target.Late > 0).ShouldBe((0, true));
    }

    [Fact]
    public void Second_answers_are_duplicates()
    {
        var machine = Rounds(Networks.Path(3, change: (i, r) => i == 2 ? r with { Twice = true } : r), 4, TimeSpan.FromMilliseconds(100));
        var hop = machine.Statistics.Current.Hop(2)!;
        (hop.Sent, hop.Answered, hop.Duplicates).ShouldBe((4, 4, 4));
    }

    [Fact]
    public void A_path_change_in_mid_run_begins_statistics_anew()
    {
        var network = Networks.Path(5);
        var other = Networks.Routers(7).Select((r, i) => i < 2 ? r : new VirtualRouter($"192.0.2.{i}")).ToArray();
        network.Path = _ => network.Now < TimeSpan.FromSeconds(5) ? Networks.Routers(5) : other;
        var machine = Rounds(network, 12, TimeSpan.FromSeconds(1));
        machine.Statistics.Changes.ShouldBe(1);
        var (before, after) = (machine.Statistics.Segments[0], machine.Statistics.Segments[1]);
        (before.Arrival, after.Arrival).ShouldBe((6, 8));
        (before.Rounds + after.Rounds).ShouldBe(12);
        before.Hops.Concat(after.Hops).Where(h => h.Ttl < 6).ShouldAllBe(h => h.Lost == 0);
        TraceObservation.Of(machine, Networks.Log()).Count.ShouldBe(2);
    }

    [Fact]
    public void Several_addresses_of_one_hop_are_counted_apart_and_are_no_path_change()
    {
        var turn = 0;
        var network = Networks.Path(4);
        var other = Networks.Routers(4).Select((r, i) => i == 1 ? new VirtualRouter("192.0.2.1") : r).ToArray();
        network.Path = p => p.Ttl == 2 && turn++ % 2 == 0 ? other : Networks.Routers(4);
        var machine = Rounds(network, 10, TimeSpan.FromMilliseconds(100));
        machine.Statistics.Changes.ShouldBe(0);
        machine.Statistics.Current.Hop(2)!.Responders.Select(r => r.Rtt.Count).ShouldBe([5, 5]);
    }

    [Fact]
    public void A_target_that_comes_back_is_found_again()
    {
        var network = Networks.Path(6);
        network.Path = _ => Networks.Routers(6, change: (i, r) => i == 4 && network.Now < TimeSpan.FromSeconds(4) ? r with { Drops = _ => true } : r);
        var machine = Rounds(network, 10, TimeSpan.FromSeconds(1));
        machine.Statistics.Current.Arrival.ShouldBe(7);
    }

    [Fact]
    public void A_trace_stopped_early_tells_what_is_known()
    {
        var network = Networks.Path(6);
        var machine = new TraceMachine(new() { Address = Networks.Target });
        for (var i = 0; i < 6; i++) machine.Next(TimeSpan.Zero);
        machine.Stop();
        var trace = TraceObservation.Of(machine, Networks.Log());
        trace.ShouldAllBe(t => t.Truncated == true);
        network.Log.ShouldBeEmpty();
    }

    private static (PathTrace Trace, TimeSpan Took) Trace(VirtualNetwork network, ProbeProtocol protocol, int perHop = 1)
    {
        var machine = new TraceMachine(new() { Address = Networks.Target, Protocol = protocol, Port = protocol == ProbeProtocol.Udp ? 33434 : 443, PerHop = perHop });
        var took = network.Run(machine);
        machine.Finished.ShouldBeTrue();
        return (TraceObservation.Of(machine, Networks.Log()).Single(), took);
    }

    private static (string?, string?) Connection(VirtualNetwork network)
    {
        var machine = new TraceMachine(new() { Address = Networks.Target, Protocol = ProbeProtocol.Tcp, Port = 443 });
        network.Run(machine);
        var seen = TraceObservation.Connection(machine, Networks.Log())!;
        return (seen.Outcome, seen.Code);
    }

    private static TraceMachine Rounds(VirtualNetwork network, int rounds, TimeSpan interval)
    {
        var machine = new TraceMachine(new() { Address = Networks.Target, Rounds = rounds, Interval = interval });
        network.Run(machine);
        return machine;
    }
}
