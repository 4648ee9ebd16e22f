using Demarc.Lab.Packets;
using Demarc.Wire;

namespace Demarc.Lab.Tests.Boxes;

/// <summary>Boxes that refuse: filters, lists, limits, and routes that lead nowhere.</summary>
public sealed class FilterTests
{
    private readonly Bench _bench = new();

    [Fact]
    public void A_filter_drops_what_matches_and_nothing_else()
    {
        var box = Bench.Box("kind: filter, match: { protocol: tcp, port: [80, 8080] }");
        _bench.Passes(box, _bench.Tcp()).ShouldBeFalse();
        _bench.Passes(box, _bench.Tcp(serverPort: 443)).ShouldBeTrue();
        _bench.Passes(box, _bench.Udp([], serverPort: 80)).ShouldBeTrue();
        _bench.Passes(box, _bench.Echo()).ShouldBeTrue();
        _bench.Passes(box, _bench.Tcp(toServer: false)).ShouldBeTrue("the usual direction is to the server");
        _bench.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void An_exception_passes()
    {
        var box = Bench.Box("kind: filter, except: { client: 192.168.10.11 }");
        _bench.Passes(box, _bench.Tcp()).ShouldBeFalse();
        _bench.Passes(box, _bench.Tcp(client: "192.168.10.11")).ShouldBeTrue();
    }

    [Fact]
    public void A_box_acts_between_its_times_only()
    {
        var box = Bench.Box("kind: filter, from: 1s, until: 2s");
        _bench.Passes(box, _bench.Tcp(atMs: 999)).ShouldBeTrue();
        _bench.Passes(box, _bench.Tcp(atMs: 1000)).ShouldBeFalse();
        _bench.Passes(box, _bench.Tcp(atMs: 2000)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("admin-prohibited", 13)]
    [InlineData("net-unreachable", 0)]
    [InlineData("host-unreachable", 1)]
    [InlineData("port-unreachable", 3)]
    public void A_refusal_by_error_comes_from_the_place_and_quotes_the_packet(string action, int code)
    {
        var packet = _bench.Tcp();
        _bench.Passes(Bench.Box($"kind: filter, action: {action}"), packet).ShouldBeFalse();
        var error = _bench.Sent.Single();
        (error.Transport[0], error.Transport[1]).ShouldBe(((byte)3, (byte)code));
        error.Source.ShouldBe(_bench.Address(v6: false));
        error.Ttl.ShouldBe((byte)255);
        Quote.TryRead(error, out var quote).ShouldBeTrue();
        quote.Flow(toServer: true).ShouldBe(Flow.Of(packet));
        Flow.Of(error).ShouldBe(Flow.Of(packet), "an error belongs to the flow it speaks of");
        Bench.ShouldBeSealed(error);
    }

    [Fact]
    public void A_refusal_by_reset_acknowledges_the_syn_in_the_servers_name()
    {
        _bench.Passes(Bench.Box("kind: filter, action: tcp-reset, reset-ttl: 128"), _bench.Tcp(sequence: 5)).ShouldBeFalse();
        var reset = _bench.Sent.Single();
        TcpView.TryParse(reset.Transport, out var tcp);
        (tcp.Flags, tcp.Acknowledgement, reset.Ttl).ShouldBe((TcpFlags.Reset | TcpFlags.Ack, 6u, (byte)128));
        (reset.Source, reset.Destination).ShouldBe((Bench.Number(Bench.Server), Bench.Number(Bench.Client)));
        Bench.ShouldBeSealed(reset);
    }

    [Fact]
    public void A_reset_is_never_answered_with_a_reset()
    {
        _bench.Passes(Bench.Box("kind: filter, action: tcp-reset"), _bench.Tcp(TcpFlags.Reset)).ShouldBeFalse();
        _bench.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void A_list_lets_the_listed_through()
    {
        var box = Bench.Box("kind: allow-list, clients: [198.51.100.0/24], match: { protocol: tcp }");
        _bench.Passes(box, _bench.Tcp()).ShouldBeFalse();
        _bench.Passes(box, _bench.Tcp(client: "198.51.100.10")).ShouldBeTrue();
        _bench.Passes(box, _bench.Echo()).ShouldBeTrue();
    }

    [Fact]
    public void A_limit_lets_a_burst_through_and_then_the_rate()
    {
        var box = Bench.Box("kind: rate-limit, rate: 2/s, burst: 4");
        Enumerable.Range(0, 10).Count(_ => _bench.Passes(box, _bench.Tcp())).ShouldBe(4);
        _bench.Passes(box, _bench.Tcp(TcpFlags.Ack)).ShouldBeTrue("only SYNs count");
        _bench.Passes(box, _bench.Tcp(client: "198.51.100.10")).ShouldBeTrue("each client has its own");
        Enumerable.Range(0, 10).Count(_ => _bench.Passes(box, _bench.Tcp(atMs: 1000))).ShouldBe(2);
    }

    [Fact]
    public void A_bad_member_fails_the_same_source_ports_every_time_and_spares_ping()
    {
        var box = Bench.Box("kind: ecmp-bad-member, members: 4, bad: 1");
        int[] Failing() => [.. Enumerable.Range(40000, 400).Where(port => !_bench.Passes(box, _bench.Tcp(clientPort: (ushort)port)))];
        Failing().Length.ShouldBeInRange(70, 130);
        Failing().ShouldBe(Failing());
        _bench.Passes(box, _bench.Echo()).ShouldBeTrue();
    }

    [Fact]
    public void A_stateful_firewall_that_misses_the_answers_lets_only_syns_in()
    {
        var box = Bench.Box("kind: asymmetric-firewall");
        _bench.Passes(box, _bench.Tcp()).ShouldBeTrue();
        _bench.Passes(box, _bench.Tcp(TcpFlags.Ack)).ShouldBeFalse();
        _bench.Passes(box, _bench.Tcp(TcpFlags.Syn | TcpFlags.Ack, toServer: false)).ShouldBeTrue();
        _bench.Passes(box, _bench.Echo()).ShouldBeTrue();
    }

    [Theory]
    [InlineData("drop", 0)]
    [InlineData("reset", 1)]
    public void An_idle_flow_is_forgotten_until_a_syn(string then, int resets)
    {
        var box = Bench.Box($"kind: idle-timeout, idle: 4s, then: {then}");
        _bench.Passes(box, _bench.Tcp()).ShouldBeTrue();
        _bench.Passes(box, _bench.Tcp(TcpFlags.Ack, atMs: 3000)).ShouldBeTrue();
        _bench.Passes(box, _bench.Tcp(TcpFlags.Ack, toServer: false, atMs: 6000)).ShouldBeTrue();
        _bench.Passes(box, _bench.Tcp(TcpFlags.Ack, atMs: 11000)).ShouldBeFalse();
        _bench.Sent.Count.ShouldBe(resets);
        _bench.Passes(box, _bench.Tcp(atMs: 12000)).ShouldBeTrue();
        _bench.Passes(box, _bench.Tcp(TcpFlags.Ack, atMs: 12001)).ShouldBeTrue();
    }

    [Fact]
    public void A_full_queue_ignores_every_syn_during_its_busy_time_and_no_data()
    {
        var box = Bench.Box("kind: ignore-syn, period: 10s, busy: 4s");
        _bench.Passes(box, _bench.Tcp(atMs: 3999)).ShouldBeFalse();
        _bench.Passes(box, _bench.Tcp(TcpFlags.Ack, atMs: 3999)).ShouldBeTrue();
        _bench.Passes(box, _bench.Tcp(atMs: 4000)).ShouldBeTrue();
        _bench.Passes(box, _bench.Tcp(atMs: 11000)).ShouldBeFalse();
    }

    [Fact]
    public void A_loop_sends_packets_back_where_they_came_from()
    {
        _bench.Passes(Bench.Box("kind: route, to: loop"), _bench.Tcp()).ShouldBeFalse();
        var back = _bench.Sent.Single();
        (back.ToServer, back.Destination).ShouldBe((false, Bench.Number(Bench.Server)));
    }

    [Fact]
    public void A_host_that_is_down_is_asked_for_three_seconds()
    {
        var box = Bench.Box("kind: route, to: host-down");
        _bench.Passes(box, _bench.Tcp()).ShouldBeFalse();
        _bench.Passes(box, _bench.Tcp(atMs: 1000)).ShouldBeFalse();
        _bench.Sent.Select(error => error.At / 1_000_000).ShouldBe([3000, 3000]);
        _bench.Sent[0].Transport[1].ShouldBe((byte)1);
        _bench.Passes(box, _bench.Tcp(atMs: 4000)).ShouldBeFalse();
        (_bench.Sent[2].At / 1_000_000).ShouldBe(7000);
    }

    [Fact]
    public void A_second_machine_resets_what_it_gets_by_mistake()
    {
        var box = Bench.Box("kind: duplicate-address, period: 6s, share: 0.5");
        _bench.Passes(box, _bench.Tcp(TcpFlags.Ack, toServer: false, atMs: 1000)).ShouldBeFalse();
        (_bench.Sent.Single().ToServer, Bench.FlagsOf(_bench.Sent[0]) & TcpFlags.Reset).ShouldBe((true, TcpFlags.Reset));
        _bench.Passes(box, _bench.Tcp(TcpFlags.Ack, toServer: false, atMs: 4000)).ShouldBeTrue();
        _bench.Passes(box, _bench.Tcp(TcpFlags.Ack, atMs: 1000)).ShouldBeTrue();
    }
}
