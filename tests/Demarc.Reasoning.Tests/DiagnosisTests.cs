using Demarc.Model;

namespace Demarc.Reasoning.Tests;

public sealed class DiagnosisTests
{
    private static CaseBuilder Recycled() => new CaseBuilder(symptom: "intermittent")
        .Report("office", "sometimes")
        .Report("office", "always", target: "https://other.example/")
        .Report("home", "always")
        .Report("server-itself", "always")
        .Change("eth0 MTU 9001 -> 1500", "mtu", "none")
        .Change("eth0 MTU 1500 -> 1460", "mtu", "none")
        .Change("eth0 MTU 1460 -> 1365", "mtu", "none")
        .Claim("mtu", "network team");

    [Fact]
    public void A_setting_whose_change_cured_the_symptom_is_named_and_the_mtu_is_refuted()
    {
        var document = Recycled().Change("net.ipv4.tcp_tw_recycle 1 -> 0", "tw-recycle", "cured").Conclude();

        document.Verdict.Side.ShouldBe(Side.ServerHost, Explain(document));
        document.Verdict.Cause.ShouldBe("tw-recycle-nat", Explain(document));
        document.Claims.Single(c => c.Claim == "mtu").Status.ShouldBe("refuted");
        document.NextTests[0].Test.ShouldBe("timestamps-off");
    }

    [Fact]
    public void Without_the_cure_the_side_is_not_named_from_hearsay_alone_but_the_mtu_is_still_improbable()
    {
        var document = Recycled().Conclude();

        document.Verdict.Confidence.ShouldBeLessThan(0.9, Explain(document));
        document.Claims.Single(c => c.Claim == "mtu").Status.ShouldBe("refuted", Explain(document));
    }

    [Fact]
    public void A_pair_of_programs_that_brings_the_symptom_points_to_client_software()
    {
        var document = new CaseBuilder(null, "hangs")
            .Trial(true, 5, ("system", "A"), ("dlp", "signed-in"), ("office-document", "open"))
            .Trial(true, 5, ("system", "B"), ("dlp", "signed-in"), ("office-document", "open"))
            .Trial(false, 5, ("system", "A"), ("dlp", "signed-in"), ("office-document", "closed"))
            .Trial(false, 5, ("system", "A"), ("dlp", "absent"), ("office-document", "open"))
            .Trial(false, 5, ("system", "B"), ("dlp", "absent"), ("office-document", "open"))
            .Conclude();

        document.Verdict.Side.ShouldBe(Side.ClientSoftware, Explain(document));
        document.Verdict.Summary.En.ShouldContain("dlp = signed-in together with office-document = open");
    }

    [Fact]
    public void A_refused_connection_from_everywhere_is_a_missing_listener()
    {
        var document = new CaseBuilder(symptom: "refused")
            .Add(e => new Connect { Vantage = "office", Target = "https://service.example/", TargetAddress = "198.51.100.7", Port = 443, Outcome = "refused", Evidence = e })
            .Add(e => new Connect { Vantage = "branch", Target = "https://service.example/", TargetAddress = "198.51.100.7", Port = 443, Outcome = "refused", Evidence = e })
            .Report("office", "never")
            .Report("branch", "never")
            .Conclude();

        document.Verdict.Side.ShouldBeOneOf(Side.ServerApplication, Side.Undetermined);
        document.Sides[0].Side.ShouldBe(Side.ServerApplication, Explain(document));
    }

    [Fact]
    public void A_working_service_nobody_complains_of_is_healthy()
    {
        var document = new CaseBuilder()
            .Add(e => new Ping { Target = "service.example", TargetAddress = "198.51.100.7", Sent = 10, Received = 10, Evidence = e })
            .Add(e => new Connect { Target = "https://service.example/", TargetAddress = "198.51.100.7", Outcome = "ok", Ms = 12, Evidence = e })
            .Add(e => new Tls { Target = "https://service.example/", Outcome = "ok", Verify = "ok", Evidence = e })
            .Add(e => new Http { Target = "https://service.example/", Url = "https://service.example/", Outcome = "ok", Status = 200, Evidence = e })
            .Conclude();

        document.Verdict.Side.ShouldBe(Side.Healthy, Explain(document));
    }

    [Fact]
    public void Nothing_at_all_accuses_nobody()
    {
        var document = new CaseBuilder(null).Conclude();

        document.Verdict.Side.ShouldBeOneOf(Side.Undetermined, Side.Healthy);
        document.Verdict.Confidence.ShouldBeLessThan(0.9);
    }

    [Fact]
    public void Sides_sum_to_one_and_shares_sum_to_their_side()
    {
        var document = Recycled().Conclude();

        document.Sides.Sum(s => s.Probability).ShouldBe(1, 1e-9);
        document.Sides.ShouldAllBe(s => Math.Abs(s.Measured + s.Reported - s.Probability) < 1e-9);
        document.Sides.Count.ShouldBe(11);
    }

    internal static string Explain(VerdictDocument d) =>
        $"{d.Verdict.Summary.En}\n" + string.Join("\n", d.Sides.Take(5).Select(s => $"  {s.Side.Id()} {s.Probability:0.000}")) + "\n"
        + string.Join("\n", d.Hypotheses.Take(6).Select(h => $"  {h.Cause}{(h.With is null ? "" : "+" + h.With)} {h.Probability:0.000} for[{string.Join(' ', h.For.Select(f => $"{f.Test}={f.Outcome}:{f.Weight}"))}] against[{string.Join(' ', h.Against.Select(f => $"{f.Test}={f.Outcome}:{f.Weight}"))}]"))
        + "\n next " + string.Join(' ', d.NextTests.Select(t => $"{t.Test}:{t.Gain}"));
}
