using Demarc.Model;

namespace Demarc.Reasoning.Tests;

/// <summary>Who an HTTP answer speaks for: the service, a proxy in front of it, or a login portal in its place.</summary>
public sealed class HttpSignTests
{
    private static CaseBuilder Answered(string outcome, int status, string? redirect = null, string address = "203.0.113.10") => new CaseBuilder("http://service.example/")
        .Add(e => new Connect { Target = "http://service.example/", TargetAddress = address, Port = 80, Outcome = "ok", Evidence = e })
        .Add(e => new Http { Url = "http://service.example/", Target = "http://service.example/", Outcome = outcome, Status = status, Redirect = redirect, Evidence = e });

    [Fact]
    public void A_407_accuses_the_proxy_and_not_the_service()
    {
        var document = new CaseBuilder()
            .Add(e => new Http { Url = "https://service.example/", Target = "https://service.example/", Outcome = "error-status", Status = 407, Evidence = e }).Conclude();

        document.Hypotheses[0].Cause.ShouldBe("proxy-down-or-authentication");
        document.Sides.Single(s => s.Side == Side.ServerApplication).Probability.ShouldBeLessThan(0.1);
        document.Hypotheses.SelectMany(h => h.For).ShouldNotContain(s => s.Test == "tls" || s.Test == "connect");
    }

    [Fact]
    public void A_401_is_the_service_at_work()
    {
        var document = Answered("error-status", 401).Conclude();

        document.Hypotheses.SelectMany(h => h.For.Concat(h.Against)).ShouldNotContain(s => s.Test == "http" && s.Outcome == "error");
        document.Verdict.Side.ShouldBe(Side.Healthy);
    }

    [Fact]
    public void A_redirect_of_a_public_service_to_a_private_address_is_a_portal()
    {
        var document = Answered("ok", 302, "http://10.0.0.1/login").Conclude();

        document.Verdict.Side.ShouldNotBe(Side.Healthy);
        document.Hypotheses[0].Cause.ShouldBe("captive-portal");
    }

    [Fact]
    public void A_redirect_inside_a_private_network_is_no_portal() =>
        Answered("ok", 302, "http://10.0.0.1/login", "10.0.0.80").Conclude().Hypotheses.SelectMany(h => h.For).ShouldNotContain(s => s.Outcome == "portal");
}
