using Demarc.Model;

namespace Demarc.Reasoning.Tests;

public sealed class HarmlessTests
{
    private static Hop Hop(int ttl, string? address, double? loss = null, int? sent = 3, int? lost = 0) => new()
    {
        Ttl = ttl, Responders = address is null ? [] : [new(address)], LossPercent = loss, Sent = sent, Lost = address is null ? sent : lost, RttMs = address is null ? [null, null, null] : [1, 1, 1],
    };

    private static CaseBuilder Traced(string protocol, params Hop[] hops) => new CaseBuilder("service.example", "intermittent").Add(e => new PathTrace
    {
        Tool = "mtr", Vantage = "home", Target = "service.example", TargetAddress = "198.51.100.9", Protocol = protocol, Hops = hops, Evidence = e,
    });

    private static string[] Rules(CaseBuilder builder) => [.. builder.Conclude().Harmless.Select(h => h.Rule)];

    [Fact]
    public void A_silent_hop_before_an_answering_one_is_harmless_by_name()
    {
        var document = Traced("icmp", Hop(1, "192.168.1.1"), Hop(2, null), Hop(3, "198.51.100.9")).Conclude();
        document.Harmless.Single(h => h.Rule == "silent-hop").En.ShouldContain("Hop 2");
        document.Harmless.Single(h => h.Rule == "silent-hop").Evidence.ShouldNotBeEmpty();
    }

    [Fact]
    public void Silence_to_the_end_is_not_called_harmless() =>
        Rules(Traced("icmp", Hop(1, "192.168.1.1"), Hop(2, "203.0.113.1"), Hop(3, null), Hop(4, null), Hop(5, null))).ShouldNotContain("silent-hop");

    [Fact]
    public void Loss_that_later_hops_do_not_show_is_the_routers_own_limit() =>
        Rules(Traced("icmp", Hop(1, "192.168.1.1", 0, 100, 0), Hop(2, "203.0.113.1", 40, 100, 40), Hop(3, "198.51.100.9", 0, 100, 0))).ShouldContain("hop-loss-not-persisting");

    [Fact]
    public void Loss_that_persists_is_not_called_harmless() =>
        Rules(Traced("icmp", Hop(1, "192.168.1.1", 0, 100, 0), Hop(2, "203.0.113.1", 40, 100, 40), Hop(3, "198.51.100.9", 40, 100, 40))).ShouldNotContain("hop-loss-not-persisting");

    [Fact]
    public void Loss_of_tcp_probes_at_the_target_alone_is_not_path_loss()
    {
        var document = Traced("tcp", Hop(1, "192.168.1.1", 0, 100, 0), Hop(2, "203.0.113.1", 0, 100, 0), Hop(3, "198.51.100.9", 39, 100, 39)).Conclude();
        document.Harmless.Select(h => h.Rule).ShouldContain("tcp-only-final-loss");
        document.Hypotheses.SelectMany(h => h.For).ShouldNotContain(f => f.Test == "ping" && f.Outcome == "loss");
    }

    [Fact]
    public void A_quoted_reply_ttl_is_read_from_the_nearest_start_value()
    {
        var document = Traced("icmp", Hop(1, "192.168.1.1"), Hop(2, "198.51.100.9")).Report("office", "sometimes", note: "reply-ttl=45").Claim("path-too-long").Conclude();
        document.Harmless.Single(h => h.Rule == "reply-ttl-low").En.ShouldContain("about 19 hops");
        document.Claims.Single().Status.ShouldBe("refuted");
    }

    [Fact]
    public void A_router_that_ignores_ping_is_not_down() =>
        Rules(Traced("icmp", Hop(1, "192.168.1.1"), Hop(2, "203.0.113.1"), Hop(3, "198.51.100.9"))
            .Add(e => new Ping { Vantage = "home", TargetAddress = "203.0.113.1", Target = "203.0.113.1", Sent = 4, Received = 0, Evidence = e })).ShouldContain("router-ignores-ping");

    [Fact]
    public void A_silent_trace_behind_which_connections_are_made_names_no_segment()
    {
        var document = Traced("icmp", Hop(1, "192.168.1.1"), Hop(2, "203.0.113.1"), Hop(3, null), Hop(4, null), Hop(5, null))
            .Add(e => new Connect { Vantage = "home", Target = "service.example", TargetAddress = "198.51.100.9", Outcome = "ok", Evidence = e }).Conclude();
        document.Harmless.Select(h => h.Rule).ShouldContain("icmp-blocked-midway");
        document.Verdict.Location.ShouldBeNull();
    }

    [Fact]
    public void A_silent_trace_with_a_failed_connection_keeps_its_place()
    {
        var document = Traced("icmp", Hop(1, "192.168.1.1"), Hop(2, "203.0.113.1"), Hop(3, null), Hop(4, null), Hop(5, null))
            .Add(e => new Connect { Vantage = "home", Target = "service.example", TargetAddress = "198.51.100.9", Outcome = "timeout", Evidence = e }).Conclude();
        document.Harmless.Select(h => h.Rule).ShouldNotContain("icmp-blocked-midway");
        document.Verdict.Location!.AfterHop.ShouldBe(2);
    }

    [Fact]
    public void A_loop_lies_where_it_begins()
    {
        Hop[] hops = [Hop(1, "192.168.1.1"), Hop(2, "192.0.2.1"), .. Enumerable.Range(3, 28).Select(ttl => Hop(ttl, ttl % 2 == 1 ? "203.0.113.1" : "203.0.113.2"))];
        var location = Traced("icmp", hops).Conclude().Verdict.Location!;
        (location.AfterHop, location.BeforeHop, location.AfterAddress).ShouldBe((3, 4, "203.0.113.1"));
    }

    [Fact]
    public void A_ping_of_full_size_or_one_refused_on_the_way_is_no_filter_at_the_target()
    {
        CaseBuilder Connected() => new CaseBuilder("service.example").Add(e => new Connect { Target = "service.example", TargetAddress = "198.51.100.9", Outcome = "ok", Evidence = e });
        Rules(Connected().Add(e => new Ping { Target = "service.example", Df = true, Size = 1472, Sent = 3, Received = 0, Evidence = e })).ShouldNotContain("icmp-filtered-at-target");
        Rules(Connected().Add(e => new Ping { Target = "service.example", Sent = 3, Received = 0, Errors = [new("too-big", "203.0.113.1", 3)], Evidence = e })).ShouldNotContain("icmp-filtered-at-target");
        Rules(Connected().Add(e => new Ping { Target = "service.example", Sent = 3, Received = 0, Evidence = e })).ShouldContain("icmp-filtered-at-target");
    }
}
