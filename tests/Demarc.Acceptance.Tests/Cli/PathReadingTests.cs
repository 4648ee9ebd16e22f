using Demarc.Cli.Tracing;
using Demarc.Probing;
using Demarc.Probing.Machines;

namespace Demarc.Acceptance.Tests.Cli;

public sealed class PathReadingTests
{
    [Fact]
    public void A_clean_path_arrives_and_says_what_its_samples_bear()
    {
        var lead = PathReading.Lead(TracedPath.Clean(5).Observed());
        lead.En.ShouldBe("Arrives after 6 hops; none of 10 lost (95 %: at most 28 %).");
        lead.Zh.ShouldBe("经 6 跳到达目标；10 个均未丢失（95% 置信：不超过 28%）。");
    }

    [Fact]
    public void Loss_that_later_hops_do_not_share_accuses_nobody()
    {
        var trace = TracedPath.Of((p, n) => p.Ttl is 3 or 4 && n % 3 != 0 ? null : TracedPath.At(p, 6)).Observed();
        PathReading.Lead(trace).En.ShouldStartWith("Arrives after 7 hops; none of");
        PathReading.Harmless(trace).ShouldContain(t => t.En.Contains("limits its own ICMP"));
    }

    [Fact]
    public void A_silent_hop_accuses_nobody()
    {
        var trace = TracedPath.Of((p, _) => p.Ttl == 2 ? null : TracedPath.At(p, 4)).Observed();
        PathReading.Lead(trace).En.ShouldStartWith("Arrives after 5 hops");
        PathReading.Harmless(trace).ShouldContain(t => t.Zh.Contains("路由器可以不应答"));
    }

    [Fact]
    public void Persisting_loss_names_where_it_begins_and_no_direction()
    {
        var trace = TracedPath.Of((p, n) => p.Ttl >= 4 && n % 4 == 0 ? null : TracedPath.At(p, 6), rounds: 60).Observed();
        var lead = PathReading.Lead(trace);
        lead.En.ShouldStartWith("Loss begins after hop 3 (198.51.100.3) and persists to the target: ");
        lead.En.ShouldEndWith("out or back cannot be told from one end.");
        lead.Zh.ShouldContain("仅从一端无法判断是去程还是回程");
    }

    [Fact]
    public void A_few_lost_probes_of_few_are_too_few_to_say_more()
    {
        var trace = TracedPath.Of((p, n) => p.Ttl >= 5 && n is >= 30 and <= 34 ? null : TracedPath.At(p, 4)).Observed();
        PathReading.Lead(trace).En.ShouldContain("too few probes to say more");
    }

    [Fact]
    public void Silence_to_the_end_offers_both_readings_and_another_protocol_settles_it()
    {
        var trace = TracedPath.Of((p, _) => p.Ttl > 4 ? null : TracedPath.At(p, 6), ProbeProtocol.Tcp).Observed();
        PathReading.Lead(trace).En.ShouldBe("Silent after hop 4 (198.51.100.4) for TCP 443: lost there or behind, or TCP 443 is filtered; another protocol or port tells.");
        PathReading.Lead(trace, ["ICMP", "TCP 443"]).En.ShouldBe("Silent after hop 4 (198.51.100.4) for TCP 443, while ICMP arrives: TCP 443 is filtered there, behind it or at the target.");
        PathReading.Lead(trace, ["ICMP"]).Zh.ShouldContain("而 ICMP 可以到达");
    }

    [Fact]
    public void A_refusal_names_the_code_and_the_hop_that_reports_it()
    {
        var trace = TracedPath.Of((p, _) => p.Ttl > 4 ? (ReplyKind.Unreachable, "198.51.100.4", 13) : TracedPath.At(p, 6)).Observed();
        PathReading.Lead(trace).En.ShouldStartWith("Hop 4 (198.51.100.4) refuses these probes: administratively prohibited (!X).");
    }

    [Fact]
    public void An_accepted_and_a_refused_port_read_differently()
    {
        PathReading.Lead(TracedPath.Clean(3, ProbeProtocol.Tcp).Observed()).En.ShouldContain("TCP 443 accepts");
        var refused = TracedPath.Of((p, _) => p.Ttl > 3 ? (ReplyKind.Reset, "203.0.113.9", 0) : TracedPath.At(p, 3), ProbeProtocol.Tcp).Observed();
        PathReading.Lead(refused).En.ShouldContain("TCP 443 is refused: the host is up");
    }

    [Fact]
    public void The_targets_address_at_routers_is_an_address_translation()
    {
        var trace = TracedPath.Of((p, _) => p.Ttl is > 2 and < 6 ? (ReplyKind.TimeExceeded, "203.0.113.9", 0) : TracedPath.At(p, 5)).Observed();
        PathReading.Lead(trace).En.ShouldStartWith("Arrives after 6 hops");
        PathReading.Harmless(trace)[0].En.ShouldStartWith("From hop 3 on the target's address answers for routers");
    }

    [Fact]
    public void Flows_that_fail_are_counted_with_where_they_part_from_the_others()
    {
        var flows = new FlowFaultMachine(new() { Address = TracedPath.Target, Protocol = ProbeProtocol.Tcp, Port = 443, SourcePort = 40000 }, 12);
        TracedPath.Drive(flows, (p, _) => p.SourcePort % 3 == 0 && p.Ttl > 2 ? null : TracedPath.At(p, 5, ProbeProtocol.Tcp));
        var trace = TracedPath.Clean(5, ProbeProtocol.Tcp).Observed();
        var reading = PathReading.Flows(flows, trace)!;
        reading.En.ShouldBe("4 of 12 flows to TCP 443 fail; they part from the others at hop 3, behind hop 2 (198.51.100.2): one of several ways is broken there or further on. Failing source ports: 40002 40005 40008 40011.");
        reading.Zh.ShouldStartWith("到 TCP 443 的 12 条流中有 4 条失败");
        var fine = new FlowFaultMachine(new() { Address = TracedPath.Target, Protocol = ProbeProtocol.Tcp, Port = 443, SourcePort = 40000 }, 12);
        TracedPath.Drive(fine, (p, _) => TracedPath.At(p, 5, ProbeProtocol.Tcp));
        PathReading.Flows(fine, trace).ShouldBeNull();
    }

    [Fact]
    public void A_loop_is_called_one()
    {
        var trace = TracedPath.Of((p, _) => (ReplyKind.TimeExceeded, $"198.51.100.{(p.Ttl < 3 ? p.Ttl : 10 + (p.Ttl % 2))}", 0)).Observed();
        PathReading.Lead(trace).En.ShouldStartWith("The path loops between 198.51.100.1");
    }

    [Fact]
    public void No_answer_at_all_points_at_nobody_far_away() =>
        PathReading.Lead(TracedPath.Of((_, _) => null, rounds: 1).Observed()).En.ShouldStartWith("Not even the first hop answers ICMP");
}
