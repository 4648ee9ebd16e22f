using Demarc.Model;

namespace Demarc.Reasoning.Tests;

/// <summary>Cases in outline: which sides must lead, whatever the exact figures.</summary>
public sealed class ShapeTests
{
    private static Observation Arrives(Evidence e) => new PathTrace
    {
        Tool = "tracert", Vantage = "user-pc", Target = "mail.example", TargetAddress = "198.51.100.237", Protocol = "icmp", Reached = true, Truncated = false,
        Hops = [.. Enumerable.Range(1, 15).Select(ttl => new Hop
        {
            Ttl = ttl, Sent = 3, Lost = ttl is 10 or 11 or 13 or 14 ? 3 : 0,
            Responders = ttl is 10 or 11 or 13 or 14 ? [] : [new(ttl == 15 ? "198.51.100.237" : ttl < 5 ? $"10.1.{ttl}.1" : $"203.0.113.{ttl}")],
            RttMs = [7, 7, 8],
        })],
        Evidence = e,
    };

    [Fact]
    public void A_mail_site_reachable_at_times_from_a_whole_office_lies_with_the_access_network_or_policy()
    {
        var document = new CaseBuilder("mail.example", "intermittent")
            .Report("affected-systems", "sometimes")
            .Report("other-systems", "sometimes")
            .Add(Arrives)
            .Change("static route added", "network", "none")
            .Conclude();

        document.Verdict.Side.ShouldBe(Side.Undetermined, DiagnosisTests.Explain(document));
        document.Sides[0].Side.ShouldBeOneOf(Side.AccessNetwork, Side.Policy);
        document.NextTests.Select(t => t.Test).ShouldContain("connect-repeat", DiagnosisTests.Explain(document));
    }

    [Fact]
    public void Updates_that_stop_at_different_steps_lie_with_policy()
    {
        var document = new CaseBuilder("updates.example", "hangs")
            .Report("office", "never", symptom: "hangs")
            .Report("office", "never", note: "ping")
            .Report("office", "never", note: "endpoints-differ")
            .Report("office", "sometimes", note: "addresses-change")
            .Conclude();

        document.Sides[0].Side.ShouldBe(Side.Policy, DiagnosisTests.Explain(document));
        document.NextTests[0].Test.ShouldBe("connect", DiagnosisTests.Explain(document));
    }
}
