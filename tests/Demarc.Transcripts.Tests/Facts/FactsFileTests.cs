using Demarc.Model;
using Demarc.Testing;

namespace Demarc.Transcripts.Tests;

public sealed class FactsFileTests
{
    private const string Sample = """
        target: https://service.example/
        symptom: intermittent            # as the desk was told
        reports:
          - { vantage: office,  works: sometimes, share: "3 of 20", time: 2018-04-12T08:30+08:00, by: frontend team, note: many people behind one NAT }
          - { vantage: office,  target: https://other.example/, works: always }

          # measured from home
          - vantage: home
            works: always
            lines: [31, 45]
        changes:
          - { what: "eth0 MTU 9001 -> 1365", concerns: mtu, effect: none }
          - { what: "net.ipv4.tcp_tw_recycle 1 -> 0", concerns: tw-recycle-nat, effect: cured, lines: "mail.zip!a.txt:7" }
        claims:
          - { claim: mtu, by: network team, time: 2018-04-12 }
          - claim: operating-system
            denied: yes
            by: 张工
        trials:
          - { factors: { os: A, dlp: signed-in }, symptom: true,  repeats: 5 }
          - factors:
              os: B
              dlp: absent
            symptom: false
            spurious: 0

        """;

    [Fact]
    public void The_sample_of_the_contract_is_read_in_full()
    {
        var facts = Read(Sample);

        facts.Problems.ShouldBeEmpty();
        facts.Target.ShouldBe("https://service.example/");
        facts.Symptom.ShouldBe("intermittent");
        facts.Observations.Select(fact => fact.Kind).ShouldBe(["report", "report", "report", "change", "change", "claim", "claim", "trial", "trial"]);
        facts.Observations.ShouldAllBe(fact => fact.Basis == Basis.Stated && fact.Evidence.Sha256 == "00" && fact.Evidence.Source == "facts.yaml");
        facts.Observations.Select(fact => (fact.Evidence.Lines![0], fact.Evidence.Lines[1])).ShouldBe([(4, 4), (5, 5), (8, 10), (12, 12), (13, 13), (15, 15), (16, 18), (20, 20), (21, 25)]);
    }

    [Fact]
    public void A_report_carries_what_it_states()
    {
        var report = Read(Sample).Observations[0].ShouldBeOfType<Report>();
        report.Vantage.ShouldBe("office");
        report.Target.ShouldBe("https://service.example/");
        report.Works.ShouldBe("sometimes");
        report.Share.ShouldBe("3 of 20");
        report.By.ShouldBe("frontend team");
        report.Note.ShouldBe("many people behind one NAT");
        report.Time.ShouldBe(new Moment("2018-04-12T08:30+08:00", new DateTimeOffset(2018, 4, 12, 0, 30, 0, TimeSpan.Zero), ZoneKnowledge.Stated));
        report.Evidence.Vantage.ShouldBe("office");
        report.Evidence.Time.ShouldBe(report.Time);
        report.Evidence.Tool.ShouldBeNull();
        report.Evidence.Text.ShouldStartWith("  - { vantage: office,  works: sometimes");
    }

    [Fact]
    public void Another_target_is_kept_and_lines_become_a_reference()
    {
        var observations = Read(Sample).Observations;
        observations[1].Target.ShouldBe("https://other.example/");
        observations[2].Evidence.Also.Single().Lines.ShouldBe([31, 45]);
        observations[2].Evidence.Also.Single().Source.ShouldBe("?");
        observations[4].Evidence.Also.Single().Source.ShouldBe("mail.zip!a.txt");
        observations[4].Evidence.Also.Single().Lines.ShouldBe([7, 7]);
    }

    [Fact]
    public void Changes_claims_and_trials_carry_what_they_state()
    {
        var observations = Read(Sample).Observations;
        var change = observations[4].ShouldBeOfType<Change>();
        (change.What, change.Concerns, change.Effect).ShouldBe(("net.ipv4.tcp_tw_recycle 1 -> 0", "tw-recycle-nat", "cured"));
        var claim = observations[5].ShouldBeOfType<Claim>();
        (claim.ClaimId, claim.By, claim.Denied).ShouldBe(("mtu", "network team", null));
        claim.Time.ShouldBe(new Moment("2018-04-12", null, ZoneKnowledge.Unknown));
        observations[6].ShouldBeOfType<Claim>().Denied.ShouldBe(true);
        var first = observations[7].ShouldBeOfType<Trial>();
        first.Factors.ShouldBe(new Dictionary<string, string> { ["os"] = "A", ["dlp"] = "signed-in" }, ignoreOrder: true);
        (first.Symptom, first.Repeats, first.Spurious).ShouldBe((true, 5, null));
        var second = observations[8].ShouldBeOfType<Trial>();
        (second.Symptom, second.Repeats, second.Spurious).ShouldBe((false, null, 0));
    }

    [Theory]
    [InlineData("2018-04-12T08:30:15.250Z", "2018-04-12T08:30:15.2500000+00:00")]
    [InlineData("2018-04-12 08:30 +0530", "2018-04-12T03:00:00.0000000+00:00")]
    [InlineData("2018-04-12T08:30-03", "2018-04-12T11:30:00.0000000+00:00")]
    [InlineData("2018-04-12T08:30:00", null)]
    [InlineData("2018-04-12 08:30", null)]
    public void Times_are_instants_only_with_a_zone(string text, string? utc)
    {
        var facts = Read($"reports:\n- {{ works: never, time: \"{text}\" }}\n");
        facts.Problems.ShouldBeEmpty();
        var time = facts.Observations.Single().Time!;
        time.Text.ShouldBe(text);
        time.Utc?.ToString("o").ShouldBe(utc);
        time.Utc.HasValue.ShouldBe(utc is not null);
        time.Zone.ShouldBe(utc is null ? ZoneKnowledge.Unknown : ZoneKnowledge.Stated);
    }

    [Theory]
    [InlineData("3 of 20", "3 of 20")]
    [InlineData("3/20", "3 of 20")]
    [InlineData("0 of 4", "0 of 4")]
    [InlineData("40%", "40%")]
    [InlineData("99.5%", "99.5%")]
    [InlineData("90% lost", "90% lost")]
    [InlineData("140%", null)]
    [InlineData("%", null)]
    [InlineData("3 of 0", null)]
    [InlineData("most", null)]
    public void A_share_is_counted_or_in_percent(string text, string? share)
    {
        var facts = Read($"reports:\n- {{ works: sometimes, share: \"{text}\" }}\n");
        facts.Observations.Single().ShouldBeOfType<Report>().Share.ShouldBe(share);
        facts.Problems.Count.ShouldBe(share is null ? 1 : 0);
    }

    [Theory]
    [InlineData("colour: red\n", 1, "unknown key 'colour'")]
    [InlineData("target: a\nsymptom: broken\n", 2, "'broken' is no symptom: write unreachable, intermittent, slow, hangs, refused, error")]
    [InlineData("target: [a]\n", 1, "'target' is a single value")]
    [InlineData("target: a\ntarget: b\n", 2, "'target' is given twice, the first is used")]
    [InlineData("reports: many\n", 1, "'reports' is a list of entries")]
    [InlineData("reports:\n- never\n", 2, "an entry is a mapping")]
    [InlineData("reports:\n- works: rarely\n  note: n\n", 2, "'rarely' is no works: write always, mostly, sometimes, never")]
    [InlineData("reports:\n- { works: never, share: 7 of 3 }\n", 2, "'7 of 3' is no share")]
    [InlineData("reports:\n- { works: never, time: yesterday }\n", 2, "'yesterday' is no time")]
    [InlineData("reports:\n- { works: never, time: 2018-04-12T08:30+15:00 }\n", 2, "is no time")]
    [InlineData("reports:\n- { works: never,\n    lines: x }\n", 3, "'x' is no lines")]
    [InlineData("reports:\n- { works: never, lines: [9, 3] }\n", 2, "'9-3' is no lines")]
    [InlineData("changes:\n- { what: x, effect: good }\n", 2, "'good' is no effect")]
    [InlineData("changes:\n- { what: x, concerns: Some Thing }\n", 2, "'Some Thing' is no concerns")]
    [InlineData("claims:\n- { claim: mtu, works: never }\n", 2, "unknown key 'works'")]
    [InlineData("trials:\n- { factors: { os: A }, symptom: true, repeats: 0 }\n", 2, "'0' is no repeats")]
    [InlineData("trials:\n- { factors: { os: A, x: [1] }, symptom: true }\n", 2, "factor 'x' has no level")]
    public void What_is_not_understood_is_told_with_its_line_and_the_rest_is_used(string text, int line, string reason)
    {
        var facts = Read(text);
        var problem = facts.Problems.ShouldHaveSingleItem();
        problem.Source.ShouldBe("facts.yaml");
        problem.Lines.ShouldBe([line, line]);
        problem.Reason.ShouldContain(reason);
        problem.Zh.ShouldStartWith($"第 {line} 行：");
        if (text.Contains(":\n- {") || text.Contains("note: n")) facts.Observations.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("reports:\n- { vantage: home }\n", "a report says 'works'")]
    [InlineData("changes:\n- { effect: none }\n", "a change says 'what'")]
    [InlineData("claims:\n- { by: me }\n", "a claim names its 'claim'")]
    [InlineData("trials:\n- { factors: { os: A } }\n", "a trial has 'factors' and 'symptom'")]
    public void An_entry_that_says_nothing_is_left_out(string text, string reason)
    {
        var facts = Read(text);
        facts.Observations.ShouldBeEmpty();
        facts.Problems.ShouldHaveSingleItem().Reason.ShouldContain(reason);
    }

    [Fact]
    public void Absence_is_absence_and_a_quoted_null_is_a_word()
    {
        var facts = Read("target:\nreports:\n- { works: never, by: null, vantage: ~, note: \"null\" }\nchanges:\n");
        facts.Problems.ShouldBeEmpty();
        var report = facts.Observations.Single().ShouldBeOfType<Report>();
        (facts.Target, report.By, report.Vantage, report.Note).ShouldBe((null, null, null, "null"));
    }

    [Fact]
    public void Secrets_are_masked_in_values_and_in_evidence()
    {
        var facts = Read("reports:\n- { works: never, note: \"password=hunter2 did not help\" }\n");
        var report = facts.Observations.Single().ShouldBeOfType<Report>();
        report.Note.ShouldBe("password=**** did not help");
        report.Evidence.Text.ShouldNotContain("hunter2");
    }

    [Fact]
    public void Broken_yaml_is_a_problem_with_its_line()
    {
        var facts = Read("target: a\nreports: [ { works: never\nclaims:\n");
        facts.Observations.ShouldBeEmpty();
        facts.Problems.ShouldHaveSingleItem().Lines![0].ShouldBeInRange(2, 4);
        Read("- a\n").Problems.ShouldHaveSingleItem().Reason.ShouldContain("a facts file is a mapping");
        Read("").Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Damage_never_throws()
    {
        foreach (var text in Mutations.Prefixes(Sample).Concat(Mutations.Flips(Sample)).Concat(Mutations.Lines(Sample))) Read(text);
        Read(Sample.Replace("\n", "\r\n")).Observations.Count.ShouldBe(9);
        Read(Sample.Replace("\n", "\u2028"));
        Read(Sample.Replace("\n", "\r"));
    }

    private static Facts Read(string text) => FactsFile.Read("facts.yaml", "00", text);
}
