using Demarc.Model;

namespace Demarc.Reasoning.Tests;

/// <summary>Who says that the target cannot be reached decides where the path ends.</summary>
public sealed class UnreachableSignTests
{
    private static Func<Evidence, Observation> Pinged(string code, string? from, string target = "203.0.113.10") =>
        e => new Ping { Vantage = "office-pc", Target = "service.example", TargetAddress = target, Sent = 4, Received = 0, Errors = [new(code, from, 4)], Evidence = e };

    private static Func<Evidence, Observation> Trace(string? code, string protocol, params string[] hops) => e => new PathTrace
    {
        Vantage = "office-pc", Target = "service.example", TargetAddress = "203.0.113.10", Protocol = protocol, Reached = hops[^1] == "203.0.113.10", Truncated = false,
        Hops = [.. hops.Select((address, i) => new Hop { Ttl = i + 1, Sent = 3, Lost = 0, Responders = [new(address)], Codes = code is not null && i == hops.Length - 1 ? [code] : null })],
        Evidence = e,
    };

    [Fact]
    public void The_asking_machine_itself_finds_no_gateway()
    {
        var built = new CaseBuilder()
            .Add(e => new Interface { Vantage = "office-pc", Name = "eth0", Addresses = ["192.168.1.10/24"], Evidence = e })
            .Add(Pinged("host-unreachable", "192.168.1.10"));
        var signs = built.Outcomes();
        signs.ShouldContain("trace-mark=host-unreachable");
        signs.ShouldContain("trace-icmp=lan");
        signs.ShouldContain("neighbour=none");
        built.Conclude().Sides[0].Side.ShouldBeOneOf(Side.ClientHost, Side.LocalNetwork);
    }

    [Theory]
    [InlineData("203.0.113.1", "edge")]
    [InlineData("198.51.100.1", "far")]
    [InlineData("10.0.0.1", "access")]
    public void Without_a_trace_the_senders_address_tells_how_far_it_is(string from, string end) =>
        new CaseBuilder().Add(Pinged("host-unreachable", from)).Outcomes().ShouldContain("trace-icmp=" + end);

    [Fact]
    public void The_last_router_finding_nobody_speaks_of_the_server() =>
        new CaseBuilder(symptom: "unreachable").Add(Trace("!H", "udp", "192.168.1.1", "198.51.100.1", "198.51.100.9", "203.0.113.1")).Outcomes().ShouldBe(["trace-icmp=edge", "trace-mark=host-unreachable", "neighbour=one"], ignoreOrder: true);

    [Fact]
    public void A_first_router_without_a_way_on_works_itself()
    {
        var built = new CaseBuilder().Add(Trace("!N", "icmp", "192.168.1.1"));
        built.Outcomes().ShouldBe(["trace-icmp=access", "trace-mark=net-unreachable", "neighbour=one"], ignoreOrder: true);
        built.Conclude().Verdict.Side.ShouldNotBe(Side.ClientHost);
    }

    [Fact]
    public void Inside_one_network_the_gateway_may_stand_before_the_target()
    {
        var document = new CaseBuilder("10.10.20.10").Add(Pinged("host-unreachable", "10.10.10.1", "10.10.20.10")).Conclude();
        document.Verdict.Side.ShouldBe(Side.Undetermined, DiagnosisTests.Explain(document));
    }

    [Fact]
    public void Probes_prohibited_by_the_target_or_beside_working_connections_say_nothing()
    {
        new CaseBuilder().Add(Trace("!X", "udp", "192.168.1.1", "203.0.113.10")).Outcomes().ShouldNotContain(sign => sign.StartsWith("trace-mark"));
        new CaseBuilder()
            .Add(Trace("!X", "udp", "192.168.1.1", "198.51.100.1"))
            .Add(e => new Connect { Vantage = "office-pc", Target = "https://service.example/", Port = 443, Outcome = "ok", Evidence = e })
            .Outcomes().ShouldNotContain(sign => sign.StartsWith("trace-"));
    }

    [Fact]
    public void The_services_own_probes_prohibited_end_the_path_there() =>
        new CaseBuilder().Add(Trace("!X", "tcp", "192.168.1.1", "10.9.0.1")).Outcomes().ShouldBe(["trace-tcp=access", "trace-mark=admin-prohibited", "neighbour=one"], ignoreOrder: true);

    [Fact]
    public void Nothing_left_the_machine() =>
        new CaseBuilder().Add(Pinged("transmit-failed", null)).Outcomes().ShouldContain("trace-icmp=lan");
}
