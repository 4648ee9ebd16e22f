namespace Demarc.Acceptance.Tests.Seeds;

/// <summary>The four cases Demarc was conceived from. Skipped where the seeds are not beside the checkout.</summary>
public sealed class SeedTests
{
    private const string A = "case-a-mail-site-unreachable.txt";
    private const string B = "case-b-messenger-hangs.txt";
    private const string C = "case-c-updates-not-fetched.txt";
    private const string D = "case-d-intermittent-https.md";

    [Fact]
    public void Case_a_is_undetermined_between_the_access_network_and_policy()
    {
        var d = SeedCases.Diagnose(A);

        d.Side.ShouldBe("undetermined", d.Out);
        d.Exit.ShouldBe(2);
        d.SidesInOrder[0].ShouldBeOneOf("access-network", "policy");
        d.SidesInOrder.Take(3).ShouldContain("policy", string.Join(' ', d.SidesInOrder));
        d.Share("client-host").ShouldBeLessThan(0.1);
        d.NextTests.ShouldContain("connect-repeat");
        d.NextTests.Intersect(["tls", "other-network", "peer-host", "control-vantage"]).Count().ShouldBeGreaterThanOrEqualTo(2, string.Join(' ', d.NextTests));
    }

    [Fact]
    public void Case_a_names_the_silent_hops_the_ttl_and_the_carriers_names_harmless()
    {
        var d = SeedCases.Diagnose(A);

        d.HarmlessText("silent-hop").ShouldContain("10, 11, 13, 14");
        d.HarmlessText("reply-ttl-low").ShouldContain("about 19 hops");
        d.HarmlessText("reply-ttl-low").ShouldContain("after 15 hops");
        d.Harmless.ShouldContain("place-name-in-ptr");
        d.ClaimStatus("path-too-long").ShouldBe("refuted");
    }

    [Fact]
    public void Case_a_lets_the_later_statement_supersede_the_earlier_one()
    {
        var d = SeedCases.Diagnose(A);

        d.Proposed.ShouldContain(p => p.GetProperty("supersededBy").GetString() != null);
        d.ClaimStatus("operating-system").ShouldBe("refuted", d.Out);
    }

    [Fact]
    public void Case_b_proposes_the_decisive_trials_from_prose_alone()
    {
        var d = SeedCases.Diagnose(B);
        var trials = d.Proposed.Where(p => p.GetProperty("fact").GetProperty("kind").GetString() == "trial").ToArray();

        trials.Count(t => t.GetProperty("fact").GetProperty("symptom").GetBoolean()).ShouldBeGreaterThanOrEqualTo(2);
        trials.Count(t => !t.GetProperty("fact").GetProperty("symptom").GetBoolean()).ShouldBeGreaterThanOrEqualTo(2);
        d.Root.GetProperty("evidence").EnumerateArray().ShouldNotContain(e => e.GetProperty("text").GetString()!.Contains("netsh trace"));
    }

    [Fact]
    public void Case_b_with_the_trials_as_facts_is_client_software_and_a_pair()
    {
        var d = SeedCases.Diagnose(B, "--facts", SeedCases.Facts("case-b.facts.yaml"));

        d.Side.ShouldBe("client-software", d.Out);
        d.Exit.ShouldBe(1);
        d.Root.GetProperty("verdict").GetProperty("summary").GetProperty("en").GetString()!.ShouldContain("dlp = signed-in together with office-document = open");
        d.ClaimStatus("operating-system").ShouldBe("refuted", d.Out);
        (d.Share("local-network") + d.Share("access-network") + d.Share("transit") + d.Share("far-network")).ShouldBeLessThan(0.1);
        (d.Share("server-host") + d.Share("server-application")).ShouldBeLessThan(0.1);
    }

    [Fact]
    public void Case_c_leads_with_policy_and_confirms_nothing()
    {
        var d = SeedCases.Diagnose(C);

        d.SidesInOrder[0].ShouldBe("policy", d.Out);
        d.Causes.Take(4).ShouldContain("client-allow-list-misses-cdn");
        d.Causes.Take(4).ShouldContain("required-endpoint-blocked");
        d.Root.GetProperty("verdict").GetProperty("standing").GetString().ShouldNotBe("confirmed");
        d.NextTests[0].ShouldBe("connect", string.Join(' ', d.NextTests));
    }

    [Fact]
    public void Case_d_with_facts_names_tw_recycle_on_the_server_host()
    {
        var d = SeedCases.Diagnose(D, "--facts", SeedCases.Facts("case-d.facts.yaml"));

        d.Side.ShouldBe("server-host", d.Out);
        d.Cause.ShouldBe("tw-recycle-nat");
        d.Exit.ShouldBe(1);
        d.NextTests.Take(3).ShouldContain(t => t == "timestamps-off" || t == "paws-counter");
    }

    [Fact]
    public void Case_d_refutes_the_mtu_with_the_lines_that_refute_it()
    {
        var d = SeedCases.Diagnose(D, "--facts", SeedCases.Facts("case-d.facts.yaml"));

        d.ClaimStatus("mtu").ShouldBe("refuted", d.Out);
        var quotes = d.Quotes(d.Claim("mtu")!.Value);
        quotes.ShouldContain(q => q.Contains("90%"), string.Join("\n--\n", quotes));
        quotes.Count(q => q.Contains("MTU")).ShouldBeGreaterThanOrEqualTo(3);
        quotes.ShouldContain(q => q.Contains("same kind of server"));
    }

    [Fact]
    public void Case_d_names_its_oddities_and_does_not_lay_the_home_loss_on_the_path()
    {
        var d = SeedCases.Diagnose(D, "--facts", SeedCases.Facts("case-d.facts.yaml"));

        foreach (var rule in new[] { "segment-larger-than-mtu", "ping-ok-proves-little", "several-responders", "tcp-only-final-loss", "reset-after-close" })
        {
            d.Harmless.ShouldContain(rule, string.Join(' ', d.Harmless));
        }

        d.Root.GetProperty("hypotheses").EnumerateArray().SelectMany(h => h.GetProperty("for").EnumerateArray())
            .ShouldNotContain(f => f.GetProperty("test").GetString() == "ping" && f.GetProperty("outcome").GetString() == "loss");
        d.Share("transit").ShouldBeLessThan(0.05);
    }

    [Theory]
    [InlineData(A)]
    [InlineData(B)]
    [InlineData(C)]
    [InlineData(D)]
    public void A_seed_alone_names_no_side_it_should_not(string seed)
    {
        var d = SeedCases.Diagnose(seed);

        d.Exit.ShouldBeOneOf(1, 2);
        Citations.Check(d);
        if (d.Exit == 1) d.Side.ShouldBeOneOf("server-host", "client-software", "policy");
    }
}
