using Demarc.Model;

namespace Demarc.Reasoning.Tests;

/// <summary>What was changed already is not asked for again.</summary>
public sealed class ChangesMadeTests
{
    private static CaseBuilder Case() => new CaseBuilder(symptom: "intermittent").Report("office", "sometimes").Report("home", "always").Report("server-itself", "always");

    [Theory]
    [InlineData("cured", "keep the change", "请保留")]
    [InlineData("returned-on-revert", "came back when that was undone", "撤销后重现")]
    public void A_change_that_cured_it_is_told_and_kept_and_not_asked_for(string effect, string en, string zh)
    {
        var document = Case().Change("net.ipv4.tcp_tw_recycle 1 -> 0", "tw-recycle", effect).Conclude();

        document.Verdict.Cause.ShouldBe("tw-recycle-nat", DiagnosisTests.Explain(document));
        document.Verdict.Summary.En.ShouldContain(en);
        document.Verdict.Summary.Zh.ShouldContain(zh);
        document.Verdict.Summary.En.ShouldContain("tcp_tw_recycle 1 -> 0");
        document.Verdict.Tell.ShouldNotBeNull().En.ShouldNotContain("set it to 0");
        document.Verdict.Tell.En.ShouldContain("keep this change");
        document.Verdict.Tell.Zh.ShouldContain("请保留");
    }

    [Theory]
    [InlineData("mtu", "eth0 MTU 9001 -> 1400", "mtu-change", "mss-clamp")]
    [InlineData("proxy", "proxy switched off", "proxy-direct", "proxy-direct")]
    public void A_change_without_effect_is_not_proposed_as_a_test_again(string concerns, string what, string test, string other)
    {
        foreach (var basis in new[] { Basis.Stated, Basis.Proposed })
        {
            var document = Case().Add(e => new Change { What = what, Concerns = concerns, Effect = "none", Basis = basis, Evidence = e }).Claim(concerns).Conclude();
            document.NextTests.ShouldNotContain(next => next.Test == test || next.Test == other);
            document.Claims.ShouldAllBe(claim => claim.Settle != test && claim.Settle != other);
        }
    }

    [Fact]
    public void A_cure_of_nobody_knows_what_is_told_without_a_side()
    {
        var document = new CaseBuilder(symptom: "unreachable").Report("office", "never").Add(e => new Change { What = "core switch restarted", Effect = "cured", Basis = Basis.Stated, Evidence = e }).Conclude();
        document.Verdict.Side.ShouldBe(Side.Undetermined);
        document.Verdict.Summary.En.ShouldContain("core switch restarted");
    }

    [Fact]
    public void A_cure_that_did_not_last_is_none()
    {
        static Moment At(int day) => new($"2026-11-{day}", new DateTimeOffset(2026, 11, day, 8, 0, 0, TimeSpan.Zero), ZoneKnowledge.Stated);
        var document = new CaseBuilder(symptom: "intermittent")
            .Add(e => new Change { What = "router restarted", Effect = "cured", Time = At(12), Basis = Basis.Stated, Evidence = e })
            .Add(e => new Report { Vantage = "office", Works = "sometimes", Time = At(14), Basis = Basis.Stated, Evidence = e })
            .Conclude();
        document.Verdict.Summary.En.ShouldNotContain("keep");
    }

    [Fact]
    public void What_was_tried_in_vain_is_told_with_the_request() =>
        new CaseBuilder(symptom: "error")
            .Add(e => new Tls { Target = "https://service.example/", Outcome = "verify-failed", Verify = "expired", Evidence = e })
            .Change("certificate renewed", "certificate-expired", "none")
            .Conclude().Verdict.Tell?.En.ShouldContain("Already tried without effect: “certificate renewed”");
}
