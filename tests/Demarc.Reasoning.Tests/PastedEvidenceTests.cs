using Demarc.Model;

namespace Demarc.Reasoning.Tests;

/// <summary>Outcomes that pasted packet lists, socket tables, lookups and repeated requests give.</summary>
public sealed class PastedEvidenceTests
{
    private const string Address = "203.0.113.10";

    private static CaseBuilder Case(string target = "https://service.example/") => new CaseBuilder(target).Add(Resolved("192.168.1.53", "ok"));

    private static Func<Evidence, Observation> Resolved(string server, string outcome) =>
        e => new Model.Dns { Name = "service.example", Target = "service.example", Type = "A", Server = server, Outcome = outcome, Answers = outcome == "ok" ? [new(Address)] : null, Evidence = e };

    private static Func<Evidence, Observation> Packets(string? state = "established", string? resetBy = null, long client = 517, long server = 0, int retransmitted = 0, string? vantage = null, double? handshake = 12, int syns = 0, string[]? findings = null) => e => new TcpConnection
    {
        Tool = "tcpdump", Vantage = vantage, Target = Address + ":443", Client = "192.0.2.5:50000", Server = Address + ":443", State = state, HandshakeMs = handshake, ResetBy = resetBy,
        ResetAfterClose = resetBy is null ? null : false, Bytes = new(client, server), Counts = new(null, new() { SynRetransmissions = syns, Retransmissions = new(retransmitted, 0) }), Packets = 6, Findings = findings ?? [], Evidence = e,
    };

    private static Func<Evidence, Observation> Tried(string address, string outcome, string? code = null, string? proxy = null) =>
        e => new Connect { Target = "https://service.example/", TargetAddress = address, Port = 443, Outcome = outcome, Code = code, ViaProxy = proxy, Evidence = e };

    [Fact]
    public void A_reset_right_after_the_hello_is_a_reset_handshake() =>
        Case().Add(Packets("reset", "server")).Outcomes().ShouldContain("tls=reset");

    [Theory]
    [InlineData("reset", "client", 0L)]
    [InlineData("reset", "server", 3000L)]
    [InlineData("closed", null, 0L)]
    public void A_reset_by_the_client_or_after_an_answer_is_not(string state, string? by, long server) =>
        Case().Add(Packets(state, by, server: server)).Outcomes().ShouldNotContain("tls=reset");

    [Fact]
    public void A_hello_sent_again_and_again_is_a_handshake_without_an_answer()
    {
        Case().Add(Packets(retransmitted: 3)).Outcomes().ShouldContain("tls=timeout");
        Case("http://service.example/").Add(Packets(retransmitted: 3)).Outcomes().ShouldNotContain("tls=timeout");
    }

    [Fact]
    public void A_handshake_that_needed_a_second_try_is_slow_and_an_error_message_unreachable()
    {
        Case().Add(Packets(server: 100, handshake: 1012, syns: 1)).Outcomes().ShouldContain("connect=slow-1s");
        var told = Case().Add(Packets(null, client: 0, handshake: null, findings: ["host-unreachable"])).Outcomes();
        told.ShouldContain("connect=unreachable");
        told.ShouldContain("trace-mark=host-unreachable");
    }

    [Fact]
    public void At_the_server_an_answer_that_is_never_acknowledged_was_lost_on_its_way() =>
        Case().Add(Packets(client: 0, handshake: null, vantage: "server-itself")).Outcomes().ShouldContain("capture-server=syn-ack-lost");

    [Fact]
    public void A_first_resolver_that_is_silent_makes_names_slow() =>
        new CaseBuilder().Add(Resolved("192.168.1.53", "timeout")).Add(Resolved("192.168.1.54", "ok")).Outcomes().ShouldContain("dns=slow");

    [Fact]
    public void A_public_resolver_that_answers_does_not_clear_the_local_one()
    {
        var built = new CaseBuilder().Add(Resolved("192.168.1.53", "timeout"));
        for (var line = 0; line < 8; line++) built.Add(Tried(Address, "timeout"));
        built.Add(Resolved("198.51.100.8", "ok")).Outcomes().ShouldContain("dns=timeout");
    }

    [Fact]
    public void A_resolver_that_answers_at_last_is_not_silent() =>
        new CaseBuilder().Add(Resolved("192.168.1.53", "timeout")).Add(Resolved("192.168.1.53", "ok")).Outcomes().ShouldContain("dns=ok");

    [Fact]
    public void An_address_of_the_new_kind_that_fails_is_told_apart_from_the_service()
    {
        var signs = Case().Add(Tried("2001:db8::10", "timeout")).Add(Tried(Address, "ok")).Outcomes();
        signs.ShouldContain("v4-v6=v6-bad");
        signs.ShouldContain("connect=ok");
        Case().Add(Tried("2001:db8::10", "unreachable", "net")).Add(Tried(Address, "ok")).Outcomes().ShouldNotContain(sign => sign.StartsWith("v4-v6"));
    }

    [Fact]
    public void The_same_address_under_another_name_swaps_the_name()
    {
        Func<Evidence, Observation> Hello(string name, string outcome) => e => new Tls { Target = name, TargetAddress = Address, Port = 443, Sni = name, Outcome = outcome, Evidence = e };
        Case().Add(Hello("service.example", "reset")).Add(Hello("example.com", "verify-failed")).Outcomes().ShouldContain("name-swap=fixes");
        Case().Add(Hello("service.example", "reset")).Add(Hello("example.com", "reset")).Outcomes().ShouldContain("name-swap=no-change");
    }

    [Fact]
    public void Past_the_proxy_it_works() =>
        Case().Add(Tried(Address, "timeout", proxy: "proxy.example:3128")).Add(Tried(Address, "ok")).Outcomes().ShouldContain("proxy-direct=direct-ok");

    [Fact]
    public void Sockets_that_wait_for_an_answer_are_unanswered_connections() => Case()
        .Add(e => new Sockets { State = "SYN_SENT", Counts = [new(null, Address + ":443", "SYN_SENT", 3)], Evidence = e })
        .Outcomes().ShouldContain("connect=timeout");

    [Fact]
    public void A_full_accept_queue_and_a_listener_for_the_machine_alone_speak_of_the_server()
    {
        Case().Add(e => new Listen { Vantage = "web", Port = 443, Address = "0.0.0.0", RecvQ = 129, Backlog = 128, Process = "nginx", Evidence = e }).Outcomes().ShouldContain("listen-overflow=grow");
        Case().Add(e => new Listen { Vantage = "web", Port = 443, Address = "127.0.0.1", RecvQ = 0, Backlog = 128, Evidence = e })
            .Likelihood("server-local", "bound-to-wrong-address").ShouldBe(0.85);
    }

    [Theory]
    [InlineData("262100", "yes")]
    [InlineData("900", "no")]
    public void Tracked_connections_against_their_limit_fill_the_table(string count, string outcome) => Case()
        .Add(e => new Setting { Name = "net.netfilter.nf_conntrack_count", Value = count, Evidence = e })
        .Add(e => new Setting { Name = "net.netfilter.nf_conntrack_max", Value = "262144", Evidence = e })
        .Outcomes().ShouldContain("nat-table=" + outcome);

    [Theory]
    [InlineData("office-pc", "home-pc", "control-vantage=fail")]
    [InlineData("pc-17", "pc-23", "peer-host=fail")]
    public void Two_places_that_fail_compare_though_nobody_reports_them(string one, string other, string outcome)
    {
        var signs = new CaseBuilder()
            .Add(e => new Connect { Vantage = one, Target = "https://service.example/", Port = 443, Outcome = "timeout", Evidence = e })
            .Add(e => new Connect { Vantage = other, Target = "https://service.example/", Port = 443, Outcome = "timeout", Evidence = e })
            .Outcomes();
        signs.ShouldContain(outcome);
        signs.ShouldContain("connect=timeout");
    }
}
