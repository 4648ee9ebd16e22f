using Demarc.Lab.Engine;
using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;
using Demarc.Wire;

namespace Demarc.Lab.Tests;

/// <summary>The network in memory: what a packet meets on its way, without devices and without a clock.</summary>
public sealed class VirtualNetworkTests
{
    private static readonly string[] Path =
        ["192.168.10.1", "10.10.0.1", "198.18.7.1", "198.18.0.9", "198.19.0.1", "198.19.0.6", "198.19.40.2", "203.0.113.1", "203.0.113.9"];

    private readonly Bench _bench = new();

    [Fact]
    public void Every_router_tells_where_a_ttl_ran_out_and_when()
    {
        var network = new Sea("");
        for (byte ttl = 1; ttl <= 9; ttl++)
        {
            var probe = _bench.Tcp(ttl: ttl, clientPort: 41000);
            var asSent = probe.Octets.ToArray();
            var error = network.From("client", probe).Single();
            (error.Host, error.From).ShouldBe(("client", Path[ttl - 1]));
            error.Octets[20].ShouldBe((byte)11);
            // The quote is the packet as its sender knows it, but for the TTL and the header's checksum.
            error.Octets[(28 + 12)..].ShouldBe(asSent[12..]);
        }
    }

    [Fact]
    public void The_round_trip_is_the_sum_of_the_links()
    {
        var network = new Sea("");
        var reply = network.From("client", _bench.Echo(server: Path[4], size: 0)).Single();
        reply.At.ShouldBe(2 * 4_500_000);
        var error = network.From("client", _bench.Tcp(ttl: 9)).Single();
        (error.At - network.LastSent).ShouldBe(2 * 9_800_000);
        error.Ttl.ShouldBe((byte)(255 - 8));
    }

    [Fact]
    public void The_server_sees_the_public_address_and_answers_reach_the_client()
    {
        var network = new Sea("");
        var arrived = network.From("client", _bench.Tcp(ttl: 64)).Single();
        (arrived.Host, arrived.From, arrived.Ttl).ShouldBe(("server", "198.18.7.20", (byte)55));
        var back = network.From("server", _bench.Tcp(TcpFlags.Syn | TcpFlags.Ack, toServer: false, client: "198.18.7.20", ttl: 64)).Single();
        (back.Host, back.To, back.Ttl).ShouldBe(("client", Bench.Client, (byte)55));
    }

    [Fact]
    public void The_control_vantage_does_not_meet_what_sits_before_it_joins()
    {
        var network = new Sea("""
            boxes:
              - { at: client, kind: filter }
              - { at: transit2, kind: filter }
            """);
        network.From("client", _bench.Tcp()).ShouldBeEmpty();
        network.From("control", _bench.Tcp(client: "198.51.100.10", ttl: 64)).Single().Ttl.ShouldBe((byte)61);
        network.From("control", _bench.Tcp(client: "198.51.100.10", ttl: 1)).Single().From.ShouldBe("198.51.100.1");
        network.From("server", _bench.Tcp(TcpFlags.Ack, toServer: false, client: "198.51.100.10")).Single().Host.ShouldBe("control");
    }

    [Fact]
    public void Neighbours_reach_each_other_without_a_router()
    {
        var network = new Sea("network: { hosts: { client2: {} } }");
        var arrived = network.From("client", _bench.Tcp(server: "192.168.10.11", ttl: 64)).Single();
        (arrived.Host, arrived.Ttl).ShouldBe(("client2", (byte)64));
    }

    [Fact]
    public void A_loop_runs_until_the_ttl_does_and_shows_two_routers_in_turn()
    {
        var network = new Sea("boxes: [{ at: transit2, kind: route, to: loop }]");
        string[] seen = [.. Enumerable.Range(6, 5).Select(ttl => network.From("client", _bench.Echo(ttl: (byte)ttl)).Single().From)];
        seen.ShouldBe([Path[5], Path[4], Path[5], Path[4], Path[5]]);
    }

    [Fact]
    public void A_refusal_by_a_routers_box_has_the_ttl_of_that_router()
    {
        var network = new Sea("boxes: [{ at: edge, kind: filter, action: tcp-reset }]");
        network.From("client", _bench.Tcp()).Single().Ttl.ShouldBe((byte)63);
        network = new Sea("boxes: [{ at: edge, kind: filter, action: admin-prohibited }]");
        var error = network.From("client", _bench.Tcp()).Single();
        (error.From, error.Ttl).ShouldBe((Path[1], (byte)254));
    }

    [Fact]
    public void A_mute_router_forwards_and_a_limited_one_answers_a_burst()
    {
        var network = new Sea("network: { routers: { transit1: { silent: true }, transit2: { icmp: { rate: 1/s, burst: 3 } } } }");
        network.From("client", _bench.Tcp(ttl: 5)).ShouldBeEmpty();
        network.From("client", _bench.Echo(server: Path[4])).ShouldBeEmpty();
        network.From("client", _bench.Tcp(ttl: 64)).Count.ShouldBe(1);
        Enumerable.Range(0, 10).Sum(_ => network.From("client", _bench.Tcp(ttl: 6), 1).Count).ShouldBe(3);
        network.From("client", _bench.Tcp(ttl: 6), 1000).Count.ShouldBe(1);
    }

    [Fact]
    public void Parallel_routers_answer_each_for_its_flows()
    {
        var network = new Sea("network: { routers: { transit1: { addresses: [198.19.0.1, 198.19.1.1] } } }");
        string Seen(int port) => network.From("client", _bench.Tcp(clientPort: (ushort)port, ttl: 5)).Single().From;
        Enumerable.Range(42000, 40).Select(Seen).Distinct().Order().ShouldBe(["198.19.0.1", "198.19.1.1"]);
        Seen(42001).ShouldBe(Seen(42001));
    }

    [Fact]
    public void A_label_switched_hop_quotes_its_label_and_answers_as_late_as_the_end_of_the_path()
    {
        var network = new Sea("network: { routers: { transit1: { mpls: { label: 24001, until: transit3 } } } }");
        var error = network.From("client", _bench.Tcp(ttl: 5)).Single();
        (error.At - network.LastSent).ShouldBe(2 * (4_500_000 + 4_000_000));
        IcmpView.TryParse(error.Octets.AsSpan(20), out var icmp).IsComplete.ShouldBeTrue();
        icmp.Quote(v6: false).ShouldBe((128, 128));
        var extension = icmp.Body[128..];
        Checksum.Of(extension).ShouldBe((ushort)0);
        (System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(extension[8..]) >> 12).ShouldBe(24001u);
    }

    [Fact]
    public void Nobody_answers_for_an_address_that_nobody_has()
    {
        var network = new Sea("");
        network.From("client", _bench.Tcp(server: "192.0.2.77")).ShouldBeEmpty();
        network.From("client", _bench.Tcp(server: "192.0.2.77", ttl: 3)).Single().From.ShouldBe(Path[2]);
    }

    [Fact]
    public void A_proxy_beyond_a_router_answers_in_the_servers_name()
    {
        var network = new Sea("""
            network: { hosts: { proxy: { address: 10.10.0.99, beyond: edge } } }
            boxes: [{ at: edge, kind: redirect, to: "proxy:3128" }]
            """);
        var asked = network.From("client", _bench.Tcp(ttl: 64)).Single();
        (asked.Host, asked.To).ShouldBe(("proxy", "10.10.0.99"));
        var answer = network.From("proxy", _bench.Tcp(TcpFlags.Syn | TcpFlags.Ack, toServer: false, server: "10.10.0.99", serverPort: 3128, client: asked.From, ttl: 64)).Single();
        (answer.Host, answer.From, answer.Ttl).ShouldBe(("client", Bench.Server, (byte)62));
    }

    [Fact]
    public void IPv6_passes_the_same_routers()
    {
        var network = new Sea("network: { ipv6: true }");
        var error = network.From("client", _bench.Tcp(client: "2001:db8:10::10", server: "2001:db8:80::80", ttl: 6)).Single();
        (error.From, error.To).ShouldBe(("2001:db8:19::6", "2001:db8:10::10"));
        error.Octets[40].ShouldBe((byte)3);
        network.From("client", _bench.Tcp(client: "2001:db8:10::10", server: "2001:db8:80::80", ttl: 64)).Single().Ttl.ShouldBe((byte)55);
    }

    [Fact]
    public void One_seed_gives_one_outcome()
    {
        const string lossy = "boxes: [{ at: transit2, kind: loss, rate: 30% }, { at: far1, kind: delay, jitter: 9ms }]";
        Arrivals(3).ShouldBe(Arrivals(3));
        Arrivals(3).ShouldNotBe(Arrivals(4));

        List<long> Arrivals(ulong seed)
        {
            var network = new Sea(lossy, seed);
            return [.. Enumerable.Range(0, 100).SelectMany(_ => network.From("client", _bench.Tcp(ttl: 64))).Select(packet => packet.At)];
        }
    }

    [Fact]
    public void No_octets_that_a_host_sends_stop_the_network()
    {
        var network = new Sea("""
            network: { ipv6: true, routers: { transit1: { mpls: { label: 17 } } } }
            boxes:
              - { at: gw, kind: idle-timeout }
              - { at: gw, kind: window-clamp }
              - { at: edge, kind: nat }
              - { at: access1, kind: name-filter, names: [lab.example] }
              - { at: access1, kind: dns-forge, names: [lab.example] }
              - { at: access2, kind: strip-options, options: [window-scale] }
              - { at: transit1, kind: mtu, mtu: 300 }
              - { at: transit2, kind: corrupt, rate: 1, fix-checksum: true }
              - { at: far1, kind: portal, others: reset }
              - { at: server, kind: tw-recycle }
            """);
        var dice = new Dice(11);
        var models = new Func<Packet>[] { () => _bench.Tcp(payload: "GET / HTTP/1.1\r\nHost: a.lab.example\r\n\r\n"), () => _bench.Udp(new byte[600]), () => _bench.Echo(size: 900), () => _bench.Stamped(5), () => _bench.Exceeded(_bench.Tcp()), () => _bench.Tcp(client: "2001:db8:10::10", server: "2001:db8:80::80") };
        for (var i = 0; i < 20_000; i++)
        {
            var packet = models[i % models.Length]();
            for (var changes = dice.Below(4); changes > 0; changes--) packet.Octets[dice.Below(packet.Length)] = (byte)dice.Next();
            if (dice.Chance(0.3)) packet.SetLength(dice.Below(packet.Length + 1));
            network.From(i % 3 == 0 ? "server" : "client", packet);
        }
    }

    /// <summary>The network of a scenario, given one packet at a time.</summary>
    private sealed class Sea
    {
        private readonly VirtualNetwork _network;
        private readonly List<Arrival> _arrived = [];
        private long _now;

        public Sea(string more, ulong seed = 1)
        {
            var problems = new List<LabProblem>();
            var text = "title: { en: a, zh: 甲 }\nkind: healthy\nhalf: tune\ntarget: x.example\nexpect: { side: healthy }\n" + more + "\n";
            var scenario = ScenarioFile.Read("sea.yaml", text, problems);
            problems.ShouldBeEmpty();
            _network = new(scenario!, seed) { Delivered = Arrive };
        }

        public long LastSent { get; private set; }

        /// <summary>What arrives anywhere after a host sent a packet, until nothing is under way.</summary>
        public IReadOnlyList<Arrival> From(string host, Packet packet, int afterMs = 0)
        {
            _arrived.Clear();
            _now += afterMs * 1_000_000L;
            (packet.At, LastSent) = (_now, _now);
            _network.Put(_network.Hosts.ToList().FindIndex(each => each.Name == host), packet);
            while (_network.Due < long.MaxValue)
            {
                if (afterMs == 0) _now = Math.Max(_now, _network.Due);
                _network.Advance(_network.Due);
            }

            return [.. _arrived];
        }

        private void Arrive(int host, Packet packet) => _arrived.Add(new(
            _network.Hosts[host].Name, Addresses.Address(packet.Source).ToString(), Addresses.Address(packet.Destination).ToString(), packet.Ttl, packet.At, packet.Octets.ToArray()));
    }

    private sealed record Arrival(string Host, string From, string To, byte Ttl, long At, byte[] Octets);
}
