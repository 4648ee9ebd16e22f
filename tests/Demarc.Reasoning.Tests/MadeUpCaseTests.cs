using Demarc.Model;

namespace Demarc.Reasoning.Tests;

/// <summary>What made up cases taught: measurements that are easy to read the wrong way round.</summary>
public sealed class MadeUpCaseTests
{
    private const string Name = "service.example";
    private const string Address = "203.0.113.10";

    private static Func<Evidence, Observation> Echoes(int size, int received) =>
        e => new Ping { Target = Name, TargetAddress = Address, Size = size, Df = true, Sent = 3, Received = received, Evidence = e };

    private static Func<Evidence, Observation> Looked(string tool, string? server, string outcome, string name = Name, string address = Address) =>
        e => new Model.Dns { Tool = tool, Name = name, Target = name, Type = "A", Server = server, Outcome = outcome, Answers = outcome == "ok" ? [new(address)] : null, Evidence = e };

    private static Func<Evidence, Observation> Asked(double tlsMs, double firstMs) =>
        e => new Http { Url = $"https://{Name}/", Target = $"https://{Name}/", Outcome = "ok", Status = 200, Phases = new(4, 15, tlsMs, firstMs, firstMs + 20), Evidence = e };

    [Theory]
    [InlineData(1472, 0, 1400, 3, "ping-df=silent")]
    [InlineData(1472, 3, 1400, 0, "ping-df=ok")]
    [InlineData(2000, 0, 1472, 3, "ping-df=ok")]
    public void Of_several_sizes_the_largest_that_fits_a_link_decides(int one, int ofOne, int other, int ofOther, string expected) =>
        new CaseBuilder().Add(Echoes(one, ofOne)).Add(Echoes(other, ofOther)).Outcomes().ShouldContain(expected);

    [Fact]
    public void A_page_whose_first_byte_comes_late_behind_a_quick_connection_is_not_healthy()
    {
        var document = new CaseBuilder().Add(Asked(43, 9112)).Add(Asked(41, 8870)).Conclude();

        document.Verdict.Side.ShouldNotBe(Side.Healthy);
        document.Sides[0].Side.ShouldBe(Side.ServerApplication);
    }

    [Fact]
    public void A_first_byte_that_comes_late_behind_a_slow_connection_accuses_nobody_in_particular() =>
        new CaseBuilder().Add(Asked(4000, 9500)).Outcomes().ShouldNotContain("http=slow");

    [Fact]
    public void The_host_file_pins_a_name_that_dig_finds_elsewhere()
    {
        var document = new CaseBuilder()
            .Add(e => new Setting { Name = "hosts-file", Value = $"203.0.113.5 {Name}", Evidence = e })
            .Add(Looked("dig", null, "ok"))
            .Add(e => new Connect { Target = $"https://{Name}/", TargetAddress = "203.0.113.5", Port = 443, Outcome = "refused", Evidence = e }).Conclude();

        document.Verdict.Cause.ShouldBe("client-hosts-or-cache-stale");
    }

    [Fact]
    public void Two_resolvers_that_find_other_names_and_not_this_one_accuse_its_zone() =>
        new CaseBuilder().Add(Looked("dig", "192.0.2.53", "servfail")).Add(Looked("dig", "198.51.100.53", "servfail")).Add(Looked("dig", "192.0.2.53", "ok", "other.example", "203.0.113.7"))
            .Likelihood("dns", "authoritative-dns-broken").ShouldBeGreaterThan(0.5);

    [Fact]
    public void One_resolver_that_fails_for_every_name_accuses_no_zone() =>
        new CaseBuilder().Add(Looked("dig", "192.0.2.53", "servfail")).Likelihood("dns", "authoritative-dns-broken").ShouldBe(double.NaN);

    [Theory]
    [InlineData("10.0.1.53", true)]
    [InlineData("10.0.9.99", false)]
    public void A_silent_resolver_beside_one_that_answers_is_down_where_both_are_configured(string second, bool expected) =>
        (new CaseBuilder()
            .Add(e => new NameServer { Address = "10.0.0.53", Order = 1, Evidence = e })
            .Add(e => new NameServer { Address = "10.0.1.53", Order = 2, Evidence = e })
            .Add(Looked("dig", "10.0.0.53", "timeout"))
            .Add(e => new Setting { Name = "one", Value = "other", Evidence = e }).Add(e => new Setting { Name = "two", Value = "other", Evidence = e }).Add(e => new Setting { Name = "three", Value = "other", Evidence = e })
            .Add(e => new Setting { Name = "four", Value = "other", Evidence = e }).Add(e => new Setting { Name = "five", Value = "other", Evidence = e })
            .Add(Looked("dig", second, "ok")).Signs().Any(sign => sign is { Test.Id: "dns", Outcome: "slow" } && sign.ByCause?.ContainsKey("resolver-down") == true)).ShouldBe(expected);

    [Theory]
    [InlineData("half", true)]
    [InlineData("full", false)]
    public void Half_duplex_with_errors_at_the_same_interface_is_a_mismatch(string duplex, bool expected)
    {
        var signs = new CaseBuilder()
            .Add(e => new Interface { Name = "eth0", State = "up", Speed = 100, Duplex = duplex, Evidence = e })
            .Add(e => new Interface { Name = "eth0", State = "up", Errors = 8842, Evidence = e }).Signs();

        (signs.Single(sign => sign.Test.Id == "interface-errors").ByCause is not null).ShouldBe(expected);
    }

    [Theory]
    [InlineData("ipconfig", "Test-NetConnection")]
    [InlineData("ip", "curl")]
    public void What_to_try_next_is_written_for_the_system_whose_tools_were_pasted(string tool, string expected) =>
        new CaseBuilder().Add(e => new Interface { Tool = tool, Name = "one", State = "up", Addresses = ["192.168.3.8/24"], Evidence = e }).Conclude()
            .NextTests.Single(test => test.Test == "connect").Command!.ShouldContain(expected);

    [Theory]
    [InlineData("169.254.88.31/16", null, true)]
    [InlineData("169.254.88.31/16", "192.168.3.8/24", false)]
    [InlineData("192.168.3.8/24", null, false)]
    public void A_machine_with_no_address_but_its_own_was_given_none(string one, string? other, bool expected)
    {
        var built = new CaseBuilder().Add(e => new Interface { Name = "one", State = "up", Addresses = [one], Evidence = e });
        if (other is not null) built.Add(e => new Interface { Name = "two", State = "up", Addresses = [other], Evidence = e });

        built.Outcomes().Contains("neighbour=none").ShouldBe(expected);
    }

    [Fact]
    public void A_login_page_over_plain_http_counts_beside_a_certificate_of_another_name()
    {
        var document = new CaseBuilder()
            .Add(e => new Connect { Target = $"http://{Name}/", TargetAddress = Address, Port = 80, Outcome = "ok", Evidence = e })
            .Add(e => new Http { Url = $"http://{Name}/", Target = $"http://{Name}/", Outcome = "ok", Status = 302, Redirect = "http://10.10.0.1/login", Evidence = e })
            .Add(e => new Tls { Target = $"https://{Name}/", TargetAddress = Address, Port = 443, Outcome = "verify-failed", Verify = "name", Evidence = e }).Conclude();

        document.Verdict.Cause.ShouldBe("captive-portal");
    }

    [Fact]
    public void Answers_that_only_one_of_two_captures_holds_were_lost_between_them()
    {
        var built = new CaseBuilder()
            .Add(Captured("srv", "established", 6))
            .Add(Captured("branch", "syn-unanswered", 3));

        built.Outcomes().ShouldContain("capture-server=syn-ack-lost");
        built.Conclude().Sides.Single(side => side.Side == Side.ServerHost).Probability.ShouldBeLessThan(0.15);
    }

    private static Func<Evidence, Observation> Captured(string place, string state, int packets) => e => new TcpConnection
    {
        Tool = "tcpdump", Vantage = place, Target = Address + ":443", Client = "192.0.2.5:50000", Server = Address + ":443", State = state, Bytes = new(0, 0), Packets = packets,
        Counts = new(null, new() { SynRetransmissions = 2, Retransmissions = new(0, 0) }), Findings = [], Evidence = e,
    };

    [Fact]
    public void The_gateway_that_was_pinged_too_is_not_the_service_complained_of()
    {
        var view = new CaseView(Numbering.Number(new CaseBuilder(null)
            .Add(e => new Route { Destination = "0.0.0.0/0", Gateway = "192.168.10.1", Evidence = e })
            .Add(e => new Ping { Target = "192.168.10.1", TargetAddress = "192.168.10.1", Sent = 50, Received = 41, Evidence = e })
            .Add(e => new Ping { Target = Name, TargetAddress = Address, Sent = 50, Received = 40, Evidence = e }).Build()));

        view.Target.ShouldBe(Name);
    }

    [Fact]
    public void A_service_is_called_by_its_name_though_its_address_was_tried_more_often()
    {
        var built = new CaseBuilder(null).Add(e => new Connect { Target = $"https://{Name}/", TargetAddress = Address, Port = 443, Outcome = "ok", Evidence = e })
            .Add(e => new Tls { Target = $"https://{Name}/", TargetAddress = Address, Port = 443, Outcome = "reset", Evidence = e });
        for (var i = 0; i < 3; i++) built.Add(e => new Tls { Target = Address, TargetAddress = Address, Port = 443, Sni = Name, Outcome = "reset", Evidence = e });

        new CaseView(Numbering.Number(built.Build())).Target.ShouldBe($"https://{Name}/");
    }
}
