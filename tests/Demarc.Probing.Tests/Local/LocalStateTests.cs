using System.Net;
using Demarc.Model;
using Demarc.Probing.Local;
using Demarc.Probing.Ports;
using Demarc.Probing.Tests.Ports;

namespace Demarc.Probing.Tests.Local;

/// <summary>What this host says of itself, here and in a namespace where the answer is known.</summary>
public sealed class LocalStateTests(NamespaceChain chain) : IClassFixture<NamespaceChain>
{
    [Fact]
    public void Growth_is_told_with_its_window_and_standing_still_where_that_counts()
    {
        var before = new Dictionary<string, long> { ["TCPSynRetrans"] = 5, ["ListenDrops"] = 1, ["TCPRetransFail"] = 2, ["InSegs"] = 100 };
        var after = new Dictionary<string, long> { ["TCPSynRetrans"] = 8, ["ListenDrops"] = 1, ["TCPRetransFail"] = 2, ["InSegs"] = 900 };
        var told = new LocalState(Log()).Growth(before, after, [new("eth0", 1, 2, 0, 0)], [new("eth0", 4, 2, 0, 0)], TimeSpan.FromSeconds(2.5));
        told.OfType<Counter>().Select(counter => (counter.Name, counter.Value, counter.Delta, counter.Window))
            .ShouldBe([("TCPSynRetrans", 8, 3, 2.5), ("TCPRetransFail", 2, 0, 2.5)]);
        var device = told.OfType<Interface>().ShouldHaveSingleItem();
        (device.Name, device.Errors, device.Dropped).ShouldBe(("eth0", 3, 0));
        told.ShouldAllBe(observation => observation.Tool == "demarc" && observation.Vantage == "desk-7" && observation.Evidence.Source.StartsWith("probe:"));
        told.OfType<Counter>().First().Evidence.Text.ShouldBe("kernel counters over 2.5 s: TCPSynRetrans +3, TCPRetransFail +0");
    }

    [Fact]
    public void A_counter_that_was_reset_says_nothing() =>
        new LocalState(Log()).Growth(new Dictionary<string, long> { ["TCPSynRetrans"] = 5 }, new Dictionary<string, long> { ["TCPSynRetrans"] = 1 }, [], [], TimeSpan.FromSeconds(1)).ShouldBeEmpty();

    [Fact]
    public void The_way_to_a_target_is_named_with_its_device_and_neighbour()
    {
        chain.SkipWithout();
        var told = chain.In("c", () => new LocalState(Log()).Describe(NamespaceChain.Server, 80), privileged: false);
        var route = told.OfType<Route>().ShouldHaveSingleItem();
        (route.Destination, route.Gateway, route.Device).ShouldBe((NamespaceChain.Server.ToString(), NamespaceChain.Router1.ToString(), "far"));
        var device = told.OfType<Interface>().ShouldHaveSingleItem();
        (device.Name, device.Mtu, device.State).ShouldBe(("far", 1500, "up"));
        device.Addresses.ShouldBe([NamespaceChain.Client.ToString()]);
        device.Errors.ShouldBeNull();
        var neighbour = told.OfType<Neighbour>().ShouldHaveSingleItem();
        (neighbour.Address, neighbour.State).ShouldBe((NamespaceChain.Router1.ToString(), "complete"));
        told.OfType<Setting>().ShouldContain(setting => setting.Name == "net.ipv4.ip_local_port_range" && setting.Value!.Contains(' '));
    }

    [Fact]
    public void Over_ipv6_the_route_is_named_too()
    {
        chain.SkipWithout();
        var target = NamespaceChain.V6(NamespaceChain.Server);
        var route = chain.In("c", () => new LocalState(Log()).Describe(target, null), privileged: false).OfType<Route>().ShouldHaveSingleItem();
        (route.Gateway, route.Device).ShouldBe((NamespaceChain.V6(NamespaceChain.Router1).ToString(), "far"));
    }

    [Fact]
    public void A_host_without_a_route_names_none()
    {
        chain.SkipWithout();
        chain.In("s", () => RouteQuery.Ask(IPAddress.Parse("192.0.2.34"))).ShouldNotBeNull();
        chain.Command("2", "ip route add unreachable 203.0.113.0/24");
        chain.In("2", () => new LocalState(Log()).Describe(IPAddress.Parse("203.0.113.9"), null)).OfType<Route>().ShouldBeEmpty();
    }

    [Fact]
    public void A_refused_connection_is_counted_by_the_kernel()
    {
        chain.SkipWithout();
        var told = chain.In("c", () =>
        {
            var before = LocalSnapshot.Take();
            Asking.Linux(raw: false, [new() { Id = 1, Protocol = ProbeProtocol.Tcp, Target = NamespaceChain.Server, Port = 9 }]);
            return new LocalState(Log()).Growth(before, LocalSnapshot.Take());
        }, privileged: false);
        told.OfType<Counter>().ShouldContain(counter => counter.Name == "AttemptFails" && counter.Delta > 0);
    }

    private static ProbeLog Log() => new("desk-7", TimeProvider.System);
}
