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
}
