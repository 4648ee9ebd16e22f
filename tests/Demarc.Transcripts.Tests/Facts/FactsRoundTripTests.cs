using Demarc.Model;
using Demarc.Testing;
using Demarc.Transcripts.Mail;
using Demarc.Transcripts.Statements;

namespace Demarc.Transcripts.Tests;

public sealed class FactsRoundTripTests
{
    private static readonly string[] Pieces =
    [
        "office", "a: b", "\"quoted\"", "it's", "# no remark", "line\nbreak", "\ttab", "中文，标点：", "😀", "\\back", "{x}", "[y]", "- dash", "? key", "&a", "*b", "!t", "%d", "@at", "`tick",
        "|", ">", "null", "~", "true", "007", "1.5", "  ", " ", "\u0085", "\u2028", "\u00A0", "\uFEFF", "\u0007", "", "://", "end:", ", ", "x #y", "---", "...", "é", "\r\n", "yes", "=",
    ];

    [Fact]
    public void What_is_written_reads_back_as_the_same_facts()
    {
        var random = new Random(20260101);
        for (var round = 0; round < 300; round++)
        {
            var facts = Enumerable.Range(0, random.Next(1, 8)).Select(_ => Any(random)).ToList();
            var written = FactsFile.Write("https://service.example/", "slow", [.. facts.Select(fact => new ProposedFact(fact, "some-rule"))]);

            var read = FactsFile.Read("facts.yaml", "00", written);

            read.Problems.ShouldBeEmpty(written);
            read.Target.ShouldBe("https://service.example/");
            read.Symptom.ShouldBe("slow");
            var expected = facts.OrderBy(fact => fact.Kind switch { "report" => 0, "change" => 1, "claim" => 2, _ => 3 }).Select(Shown);
            read.Observations.Select(Shown).ShouldBe(expected, written);
            for (var i = 0; i < read.Observations.Count; i++) read.Observations[i].Evidence.Also.Count.ShouldBe(1);
        }
    }

    [Fact]
    public void Each_entry_is_preceded_by_its_place_rule_and_words()
    {
        var report = new Report { Vantage = "home", Works = "always", Evidence = Cite("在家里访问\r\n正常，没有问题 " + new string('x', 200)) };
        var written = FactsFile.Write(null, null, [new(report, "works-here-not-there")]);

        var lines = written.Split('\n');
        var at = Array.IndexOf(lines, "reports:");
        lines[at + 1].ShouldBe("  # case.txt:3-4, works-here-not-there");
        lines[at + 2].ShouldStartWith("  # “在家里访问 正常，没有问题 xxx");
        lines[at + 2].ShouldEndWith("x…”");
        lines[at + 3].ShouldBe("  - vantage: home");
        lines[at + 4].ShouldBe("    works: always");
        lines[at + 5].ShouldBe("    lines: \"case.txt:3-4\"");
        written.ShouldNotContain("target:");
    }

    [Fact]
    public void What_was_taken_back_is_written_out_of_force()
    {
        var stands = new Claim { ClaimId = "mtu", By = "a", Evidence = Cite("the MTU") };
        var gone = new Claim { ClaimId = "firewall", Evidence = Cite("the firewall"), SupersededBy = new("case.txt", [40, 41]) };
        var written = FactsFile.Write("x.example", null, [new(gone, "claims"), new(stands, "claims")]);

        written.ShouldContain("  # taken back by case.txt:40-41, so not in force");
        written.ShouldContain("  # - claim: firewall\n  #   lines: ");
        FactsFile.Read("facts.yaml", "00", written).Observations.ShouldHaveSingleItem().ShouldBeOfType<Claim>().ClaimId.ShouldBe("mtu");

        var alone = FactsFile.Read("facts.yaml", "00", FactsFile.Write("x.example", null, [new(gone, "claims")]));
        alone.Problems.ShouldBeEmpty();
        alone.Observations.ShouldBeEmpty();
    }

    [Fact]
    public void A_time_with_an_assumed_zone_is_written_with_its_words()
    {
        var instant = new DateTimeOffset(2018, 4, 12, 0, 30, 0, TimeSpan.Zero);
        var report = new Report { Works = "never", Time = new("2018年4月12日 8:30", instant, ZoneKnowledge.Assumed), Evidence = Cite("x") };
        var vague = report with { Time = new("昨天下午", null, ZoneKnowledge.Unknown) };
        var written = FactsFile.Write(null, null, [new(report, "r"), new(vague, "r")]);

        written.ShouldContain("time: 2018-04-12T00:30:00Z   # “2018年4月12日 8:30”, zone assumed");
        written.ShouldContain("time: # 昨天下午");
        var read = FactsFile.Read("facts.yaml", "00", written);
        read.Problems.ShouldBeEmpty();
        read.Observations[0].Time!.Utc.ShouldBe(instant);
        read.Observations[1].Time.ShouldBeNull();
    }

    [Fact]
    public void Secrets_do_not_reach_the_file()
    {
        var report = new Report { Works = "never", Note = "token=abcdef", Evidence = Cite("Authorization: Bearer 0123456789abcdef") };
        var written = FactsFile.Write("https://u:hunter2@service.example/", null, [new(report, "r")]);
        written.ShouldNotContain("abcdef");
        written.ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData("case-a-mail-site-unreachable.txt")]
    [InlineData("case-b-messenger-hangs.txt")]
    [InlineData("case-c-updates-not-fetched.txt")]
    [InlineData("case-d-intermittent-https.md")]
    public void Real_proposals_read_back_without_a_problem(string file)
    {
        var text = new EvidenceText(file, "ff", File.ReadAllText(Repository.Shared("seeds", file)));
        var proposals = StatementReader.Read(text, MailChain.Split(text), _ => false);
        var facts = FactsFile.Read("facts.yaml", "00", FactsFile.Write(null, null, proposals));
        facts.Problems.ShouldBeEmpty();
        var standing = proposals.Select(proposal => proposal.Fact).Where(fact => fact is not (Report { SupersededBy: not null } or Claim { SupersededBy: not null }));
        facts.Observations.Select(fact => fact.Kind).ShouldBe(standing.Select(fact => fact.Kind).OrderBy(kind => kind switch { "report" => 0, "change" => 1, "claim" => 2, _ => 3 }));
        facts.Observations.ShouldAllBe(fact => fact.Evidence.Also.Count == 1 && fact.Basis == Basis.Stated);
    }

    private static Observation Any(Random random)
    {
        var evidence = Cite(Words(random));
        var (vantage, target, by) = (Words(random), "https://other.example/" + random.Next(9), Words(random));
        Moment? time = random.Next(3) switch
        {
            0 => null,
            1 => new("2018-04-12T08:30+08:00", new DateTimeOffset(2018, 4, 12, 0, 30, 0, TimeSpan.Zero), ZoneKnowledge.Stated),
            _ => new("2018-04-12 08:30", null, ZoneKnowledge.Unknown),
        };
        return random.Next(4) switch
        {
            0 => new Report { Works = "mostly", Symptom = "hangs", Share = "3 of 20", Note = Words(random), Vantage = vantage, Target = target, By = by, Time = time, Evidence = evidence },
            1 => new Change { What = "w" + Words(random), Concerns = "tw-recycle-nat", Effect = "cured", Vantage = vantage, Target = target, By = by, Time = time, Evidence = evidence },
            2 => new Claim { ClaimId = "path-too-long", Denied = random.Next(2) == 0 ? true : null, Vantage = vantage, Target = target, By = by, Time = time, Evidence = evidence },
            _ => new Trial
            {
                Factors = new Dictionary<string, string> { ["k" + Words(random)] = "v" + Words(random), ["os"] = "A" },
                Symptom = random.Next(2) == 0,
                Repeats = random.Next(1, 9),
                Vantage = vantage,
                Target = target,
                By = by,
                Time = time,
                Evidence = evidence,
            },
        };
    }

    private static string Words(Random random) => string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static Evidence Cite(string text) => new() { Source = "case.txt", Sha256 = "ff", Kind = "report", Lines = [3, 4], Text = text };

    // Everything a person states, without what reading adds: an absent value and an empty one are the same.
    private static string Shown(Observation fact) => string.Join('|', new[] { fact.Kind, fact.Vantage, fact.Target, fact.Time?.Text, fact.Time?.Utc?.ToString("o") }.Concat(fact switch
    {
        Report r => [r.Works, r.Symptom, r.Share, r.By, r.Note],
        Change c => [c.What, c.Concerns, c.Effect, c.By],
        Claim c => [c.ClaimId, c.Denied?.ToString(), c.By],
        Trial t => [string.Join(';', t.Factors!.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value}")), t.Symptom?.ToString(), t.Repeats?.ToString(), t.By],
        _ => Array.Empty<string?>(),
    }));
}
