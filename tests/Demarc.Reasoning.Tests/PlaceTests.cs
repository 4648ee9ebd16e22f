using Demarc.Model;

namespace Demarc.Reasoning.Tests;

/// <summary>Which service and which machine a measurement speaks of, where nobody says.</summary>
public sealed class PlaceTests
{
    private const string Service = "https://service.example/";

    private static Connect Tried(Evidence e, string? vantage, string outcome, string target = Service, string address = "203.0.113.10") =>
        new() { Vantage = vantage, Target = target, TargetAddress = address, Port = 443, Outcome = outcome, Evidence = e };

    private static Http Loaded(Evidence e, string? vantage, string url) => new() { Vantage = vantage, Url = url, Target = url, Outcome = "ok", Status = 200, Evidence = e };

    [Fact]
    public void Settings_and_counters_of_a_client_do_not_accuse_the_server()
    {
        var document = new CaseBuilder(Service)
            .Add(e => Tried(e, "office-pc", "timeout"))
            .Add(e => new Setting { Vantage = "office-pc", Name = "net.ipv4.tcp_tw_recycle", Value = "1", Evidence = e })
            .Add(e => new Counter { Vantage = "office-pc", Name = "ListenOverflows", Delta = 35, Evidence = e })
            .Conclude();

        document.Hypotheses.SelectMany(h => h.For).ShouldNotContain(s => s.Test == "tw-recycle-setting" || s.Test == "listen-overflow");
    }

    [Fact]
    public void The_same_setting_of_another_machine_counts() =>
        new CaseBuilder(Service, "intermittent")
            .Add(e => Tried(e, "office-pc", "timeout"))
            .Add(e => new Setting { Vantage = "web", Name = "net.ipv4.tcp_tw_recycle", Value = "1", Evidence = e })
            .Conclude().Hypotheses.Single(h => h.Cause == "tw-recycle-nat").For.ShouldContain(s => s.Test == "tw-recycle-setting");

    [Fact]
    public void A_place_that_works_compares_with_one_that_fails_though_nobody_complains()
    {
        var document = new CaseBuilder(null)
            .Add(e => Tried(e, "home", "ok")).Add(e => Loaded(e, "home", Service))
            .Add(e => Tried(e, "office", "timeout"))
            .Conclude();

        document.Subject.Vantages[0].ShouldBe("office");
        document.Hypotheses.SelectMany(h => h.For.Concat(h.Against)).ShouldContain(s => s.Test == "control-vantage" && s.Outcome == "ok");
        document.Hypotheses.SelectMany(h => h.For.Concat(h.Against)).ShouldNotContain(s => s.Test == "connect-repeat");
    }

    [Fact]
    public void The_host_that_failed_is_the_subject_and_the_one_that_worked_the_control()
    {
        var document = new CaseBuilder(null)
            .Add(e => Tried(e, null, "ok", "https://api.example/", "198.51.100.1")).Add(e => Loaded(e, null, "https://api.example/")).Add(e => Loaded(e, null, "https://api.example/"))
            .Add(e => Tried(e, null, "timeout"))
            .Conclude();

        document.Subject.Target.ShouldBe(Service);
        document.Hypotheses.SelectMany(h => h.For.Concat(h.Against)).ShouldContain(s => s.Test == "other-targets" && s.Outcome == "ok");
    }

    [Fact]
    public void Lost_pings_of_another_address_are_not_the_services_losses() =>
        new CaseBuilder(Service)
            .Add(e => Tried(e, null, "ok"))
            .Add(e => new Ping { Target = "198.51.100.1", TargetAddress = "198.51.100.1", Sent = 20, Received = 6, Evidence = e })
            .Conclude().Hypotheses.SelectMany(h => h.For.Concat(h.Against)).ShouldNotContain(s => s.Test == "ping");

    [Theory]
    [InlineData("127.0.0.1", "wrong")]
    [InlineData("0.0.0.0", "wrong")]
    [InlineData("::", "wrong")]
    [InlineData("10.1.2.3", "ok")]
    public void A_name_that_leads_nowhere_is_resolved_wrongly(string address, string outcome) =>
        new CaseBuilder(Service).Add(e => new Model.Dns { Name = "service.example", Type = "A", Outcome = "ok", Answers = [new(address, 60)], Evidence = e })
            .Conclude().Hypotheses.SelectMany(h => h.For.Concat(h.Against)).Where(s => s.Test == "dns").ShouldAllBe(s => s.Outcome == outcome);

    [Fact]
    public void An_unknown_issuer_seen_without_the_chain_may_be_a_missing_intermediate()
    {
        var document = new CaseBuilder(Service)
            .Add(e => new Tls { Tool = "curl", Target = Service, Port = 443, Outcome = "verify-failed", Verify = "unknown-issuer", Evidence = e }).Conclude();

        document.Hypotheses.Take(3).ShouldContain(h => h.Cause == "certificate-chain-incomplete");
        document.Verdict.Side.ShouldBe(Side.Undetermined);
    }
}
