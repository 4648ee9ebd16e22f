using Demarc.Model;

namespace Demarc.Reasoning.Tests;

/// <summary>Which packet filter rules speak of the service, and of whose filter.</summary>
public sealed class FirewallSignTests
{
    private static CaseBuilder Case() => new CaseBuilder().Add(e => new Connect { Vantage = "office-pc", Target = "https://service.example/", TargetAddress = "203.0.113.10", Port = 443, Outcome = "timeout", Evidence = e });

    private static Func<Evidence, Observation> Rule(string chain, string target, string match, long? packets, int position = 1, string? vantage = "web") =>
        e => new FirewallRule { Tool = "iptables", Vantage = vantage, Table = "filter", Chain = chain, Target = target, Match = match, Packets = packets, Position = position, Evidence = e };

    [Theory]
    [InlineData("tcp -- * * 0.0.0.0/0 0.0.0.0/0 tcp dpt:443")]
    [InlineData("tcp -- anywhere anywhere tcp dpt:https")]
    [InlineData("tcp -- * * 0.0.0.0/0 0.0.0.0/0 multiport dports 80,443 /* old */")]
    [InlineData("-p tcp -m tcp --dport 443")]
    [InlineData("-p tcp -m multiport --dports 400:500")]
    public void A_rule_of_the_server_that_dropped_packets_to_the_port_speaks_of_its_filter(string match)
    {
        var built = Case().Add(Rule("INPUT", "DROP", match, 318));
        built.Outcomes().ShouldContain("capture-server=arrives-no-syn-ack");
        built.Likelihood("capture-server", "server-port-filtered").ShouldBe(0.85);
        built.Conclude().Sides[0].Side.ShouldBe(Side.ServerHost);
    }

    [Theory]
    [InlineData("INPUT", "DROP", "tcp -- * * 0.0.0.0/0 0.0.0.0/0 tcp dpt:443", 0L)]
    [InlineData("INPUT", "DROP", "tcp -- * * 0.0.0.0/0 0.0.0.0/0 tcp dpt:443", null)]
    [InlineData("INPUT", "DROP", "tcp -- * * 0.0.0.0/0 0.0.0.0/0 tcp dpt:3306", 99L)]
    [InlineData("INPUT", "DROP", "udp -- * * 0.0.0.0/0 0.0.0.0/0 udp dpt:443", 99L)]
    [InlineData("INPUT", "ACCEPT", "tcp -- * * 0.0.0.0/0 0.0.0.0/0 tcp dpt:443", 99L)]
    public void A_rule_without_packets_or_for_something_else_says_nothing(string chain, string target, string match, long? packets) =>
        Case().Add(Rule(chain, target, match, packets)).Signs().ShouldNotContain(sign => sign.ByCause != null);

    [Fact]
    public void After_a_rule_that_lets_some_in_it_is_an_allow_list() => Case()
        .Add(Rule("INPUT", "ACCEPT", "tcp -- * * 198.51.100.0/24 0.0.0.0/0 tcp dpt:443", 55))
        .Add(Rule("INPUT", "REJECT", "tcp -- * * 0.0.0.0/0 0.0.0.0/0 tcp dpt:443", 12, 2))
        .Likelihood("capture-server", "server-allow-list").ShouldBe(0.85);

    [Fact]
    public void A_rule_for_some_addresses_is_weak_for_the_packets_may_be_somebody_elses()
    {
        var document = Case().Add(Rule("INPUT", "DROP", "tcp -- * * 0.0.0.0/0 0.0.0.0/0 tcp dpt:443 match-set blocklist src", 5000)).Conclude();
        document.Verdict.Side.ShouldBe(Side.Undetermined, DiagnosisTests.Explain(document));
    }

    [Fact]
    public void Too_many_connections_dropped_is_a_rate_limit() => Case()
        .Add(Rule("INPUT", "DROP", "tcp -- * * 0.0.0.0/0 0.0.0.0/0 tcp dpt:443 #conn src/32 > 20", 77))
        .Likelihood("capture-server", "rate-limited").ShouldBe(0.85);

    [Fact]
    public void A_rule_on_the_way_out_is_the_clients_own() => Case()
        .Add(Rule("OUTPUT", "REJECT", "tcp -- * * 0.0.0.0/0 0.0.0.0/0 tcp dpt:443", 9, vantage: "office-pc"))
        .Likelihood("capture-client", "client-firewall").ShouldBe(0.85);

    [Fact]
    public void What_the_clients_filter_keeps_from_entering_is_not_the_service() => Case()
        .Add(Rule("INPUT", "DROP", "tcp -- * * 0.0.0.0/0 0.0.0.0/0 tcp dpt:443", 9, vantage: "office-pc"))
        .Signs().ShouldNotContain(sign => sign.ByCause != null);

    [Fact]
    public void A_rule_in_between_settles_the_mechanism_and_no_side()
    {
        var document = Case().Add(Rule("FORWARD", "DROP", "tcp -- * * 0.0.0.0/0 0.0.0.0/0 tcp dpt:443", 40, vantage: "fw1")).Conclude();
        document.Verdict.Side.ShouldBe(Side.Undetermined, DiagnosisTests.Explain(document));
        document.Verdict.Mechanism.ShouldNotBeNull().Id.ShouldBe("port-filter");
    }

    [Fact]
    public void A_service_that_connects_is_not_accused_by_a_counter() => new CaseBuilder()
        .Add(e => new Connect { Target = "https://service.example/", Port = 443, Outcome = "ok", Evidence = e })
        .Add(Rule("INPUT", "DROP", "tcp -- * * 0.0.0.0/0 0.0.0.0/0 tcp dpt:443", 318))
        .Signs().ShouldNotContain(sign => sign.ByCause != null);

    [Fact]
    public void The_servers_policy_drops_the_port_that_no_rule_takes()
    {
        CaseBuilder Server() => Case()
            .Add(Rule("INPUT", "DROP", "", 900, 0, "server-itself"))
            .Add(Rule("INPUT", "ACCEPT", "all -- * * 0.0.0.0/0 0.0.0.0/0 ctstate RELATED,ESTABLISHED", 5, 1, "server-itself"))
            .Add(Rule("INPUT", "ACCEPT", "tcp -- * * 0.0.0.0/0 0.0.0.0/0 tcp dpt:22", 5, 2, "server-itself"));
        Server().Likelihood("capture-server", "server-port-filtered").ShouldBe(0.85);
        Server().Add(Rule("INPUT", "ACCEPT", "tcp -- * * 0.0.0.0/0 0.0.0.0/0 tcp dpt:443", 5, 3, "server-itself")).Signs().ShouldNotContain(sign => sign.ByCause != null);
        Server().Add(Rule("INPUT", "web-in", "all -- * * 0.0.0.0/0 0.0.0.0/0", 5, 3, "server-itself")).Signs().ShouldNotContain(sign => sign.ByCause != null);
    }

    private static Func<Evidence, Observation> Listed(string match, long? hits, string action = "deny") =>
        e => new FirewallRule { Tool = "show-access-list", Vantage = "core-switch", Table = "access-list", Chain = "101", Target = action, Match = match, Packets = hits, Position = 2, Evidence = e };

    [Theory]
    [InlineData("tcp any host 203.0.113.10 eq 443 log")]
    [InlineData("tcp any any eq 443")]
    [InlineData("tcp any any range 400 500")]
    [InlineData("tcp destination 203.0.113.10 0 destination-port eq 443")]
    public void A_routers_access_list_with_hits_for_the_service_settles_the_mechanism_and_no_side(string match)
    {
        var document = Case().Add(Listed(match, 345)).Conclude();
        document.Verdict.Side.ShouldBe(Side.Undetermined, DiagnosisTests.Explain(document));
        document.Verdict.Mechanism.ShouldNotBeNull().Id.ShouldBe("port-filter");
    }

    [Theory]
    [InlineData("tcp any host 203.0.113.99 eq 443", 345L, "deny")]
    [InlineData("tcp any host 203.0.113.10 eq 3306", 345L, "deny")]
    [InlineData("tcp any host 203.0.113.10 eq 443", 0L, "deny")]
    [InlineData("tcp any host 203.0.113.10 eq 443", null, "deny")]
    [InlineData("tcp any host 203.0.113.10 eq 443", 345L, "permit")]
    [InlineData("tcp any any eq 443 established", 345L, "deny")]
    [InlineData("udp any any eq 443", 345L, "deny")]
    [InlineData("ip any any", 345L, "deny")]
    public void An_access_list_without_hits_or_for_something_else_says_nothing(string match, long? hits, string action) =>
        Case().Add(Listed(match, hits, action)).Signs().ShouldNotContain(sign => sign.ByCause != null);

    private static Func<Evidence, Observation> Drop(string match, string? chain = "out") =>
        e => new FirewallRule { Tool = "netsh", Vantage = "office-pc", Table = FirewallRule.WindowsDrops, Chain = chain, Target = "DROP", Match = match, Packets = 1, Position = 66_241, Evidence = e };

    [Fact]
    public void A_drop_of_windows_towards_the_service_speaks_of_the_clients_own_filter()
    {
        var built = Case().Add(Drop(@"tcp 192.0.2.10:49812 > 203.0.113.10:443, \device\shop.exe"));
        built.Likelihood("capture-client", "client-firewall").ShouldBe(0.85);
        built.Conclude().Sides[0].Side.ShouldBe(Side.ClientSoftware);
    }

    [Theory]
    [InlineData("tcp 192.0.2.10:49812 > 203.0.113.99:443", "out")]
    [InlineData("tcp 192.0.2.10:49812 > 203.0.113.10:8443", "out")]
    [InlineData("udp 192.0.2.10:49812 > 203.0.113.10:443", "out")]
    [InlineData("tcp 192.0.2.10:443 > 203.0.113.10:443", "in")]
    [InlineData("tcp 192.0.2.10:443 > nonsense", "out")]
    public void What_else_a_machine_drops_concerns_nobody(string match, string chain) =>
        Case().Add(Drop(match, chain)).Signs().ShouldNotContain(sign => sign.ByCause != null);
}
