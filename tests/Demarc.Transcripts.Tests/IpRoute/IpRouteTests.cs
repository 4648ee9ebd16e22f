using Demarc.Model;
using Demarc.Transcripts.IpAddr;
using Demarc.Transcripts.IpRoute;
using Demarc.Transcripts.Tests.Driving;

namespace Demarc.Transcripts.Tests.IpRoute;

public sealed class IpRouteTests
{
    private const string Routes = """
        root@gw:~# ip route
        default via 192.0.2.1 dev eth0 proto dhcp metric 100
        192.0.2.0/24 dev eth0 proto kernel scope link src 192.0.2.2
        172.17.0.0/16 dev docker0 proto kernel scope link src 172.17.0.1 linkdown
        blackhole 198.51.100.0/24
        203.0.113.0/24 proto bird metric 32
        	nexthop via 192.0.2.9 dev eth0 weight 1
        	nexthop via 192.0.2.10 dev eth1 weight 1
        local 192.0.2.2 dev eth0 table local proto kernel scope host src 192.0.2.2
        root@gw:~# ip -6 route
        2001:db8::/64 dev eth0 proto kernel metric 256 pref medium
        default via fe80::1 dev eth0 metric 1024 expires 1797sec hoplimit 64 pref medium
        unreachable default dev lo metric 4294967295 error -101 pref medium
        root@gw:~# ip route get 198.51.100.7
        198.51.100.7 via 192.0.2.1 dev eth0 src 192.0.2.2 uid 0
            cache
        root@gw:~# ip neigh
        192.0.2.1 dev eth0 lladdr 02:FC:00:00:00:05 DELAY
        2001:db8::1 dev eth0 FAILED
        fe80::1 dev eth0 lladdr 02:fc:00:00:00:05 router STALE
        root@gw:~# ip rule
        0:	from all lookup local
        100:	from 192.0.2.0/24 fwmark 0x1 lookup 51820
        32766:	from all lookup main
        root@gw:~# ip -br addr
        lo               UNKNOWN        127.0.0.1/8 ::1/128
        ifb0             DOWN
        eth0@if5         UP             192.0.2.2/24 fe80::fc:ff:fe00:1/64
        root@gw:~# ip -br link
        lo               UNKNOWN        00:00:00:00:00:00 <LOOPBACK,UP,LOWER_UP>
        eth1             DOWN           56:ee:24:0c:7e:2e <NO-CARRIER,BROADCAST,MULTICAST,UP>
        root@gw:~#
        """;

    private static readonly ITranscriptReader[] Readers = [new IpNeighReader(), new IpRouteReader(), new IpRuleReader(), new IpBriefReader()];

    private static List<Observation> Read(string text) => [.. Blocks.Of(text, Readers).SelectMany(block => block.Observations)];

    private static string Brief(Route route) => $"{route.Destination} > {route.Gateway} {route.Device} {route.Metric}".TrimEnd();

    [Fact]
    public void Reads_routes_of_every_form() => Read(Routes).OfType<Route>().Select(Brief).ShouldBe(
    [
        "default > 192.0.2.1 eth0 100", "192.0.2.0/24 >  eth0", "172.17.0.0/16 >  docker0", "blackhole 198.51.100.0/24 >",
        "203.0.113.0/24 > 192.0.2.9 eth0 32", "203.0.113.0/24 > 192.0.2.10 eth1 32",
        "2001:db8::/64 >  eth0 256", "default > fe80::1 eth0 1024", "unreachable default >  lo", "198.51.100.7 > 192.0.2.1 eth0",
    ]);

    [Fact]
    public void Reads_neighbours() => Read(Routes).OfType<Neighbour>().Select(each => (each.Address, each.Mac, each.State)).ShouldBe(
        [("192.0.2.1", "02:fc:00:00:00:05", "delay"), ("2001:db8::1", null, "failed"), ("fe80::1", "02:fc:00:00:00:05", "stale")]);

    [Fact]
    public void Reads_rules_as_settings() => Read(Routes).OfType<Setting>().Select(each => $"{each.Name}: {each.Value}").ShouldBe(
        ["ip rule 0: from all lookup local", "ip rule 100: from 192.0.2.0/24 fwmark 0x1 lookup 51820", "ip rule 32766: from all lookup main"]);

    [Fact]
    public void Reads_brief_interfaces()
    {
        var found = Read(Routes).OfType<Interface>().ToList();
        found.Select(each => (each.Name, each.State, each.Addresses?.Count)).ShouldBe([("lo", null, 2), ("ifb0", "down", 0), ("eth0", "up", 2), ("lo", "up", null), ("eth1", "down", null)]);
        found[2].Addresses![0].ShouldBe("192.0.2.2/24");
    }

    [Theory]
    [InlineData("default via the dev team")]
    [InlineData("192.0.2.1 dev box is down")]
    [InlineData("We default via 192.0.2.1 dev eth0 since Monday, which works")]
    [InlineData("Server UP")]
    [InlineData("backend UP 3/5")]
    [InlineData("1: from the start lookup fails")]
    [InlineData("unreachable since yesterday")]
    public void Prose_says_nothing(string line) => Read(line).ShouldBeEmpty();

    [Theory]
    [InlineData("centos-7.7")]
    [InlineData("ubuntu-18.04")]
    public void Agrees_with_jc(string system) => Read(Blocks.Fixture(system, "ip_route.out")).Cast<Route>().Select(Brief).ShouldBe(
        ["default > 10.0.2.2 enp0s3 100", "10.0.2.0/24 >  enp0s3 100", "169.254.0.0/16 >  enp0s3 1000", "172.17.0.0/16 >  docker0"]);

    [Fact]
    public void Survives_damage() => Blocks.Survive(Routes, Readers);
}
