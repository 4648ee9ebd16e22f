using Demarc.Model;
using Demarc.Reasoning;
using Demarc.Testing;
using TestTable = Demarc.Model.Tests;

namespace Demarc.Acceptance.Tests.House;

/// <summary>What the program publishes agrees with the contract's tables, where they lie beside the checkout.</summary>
public sealed class ContractTableTests
{
    [Fact]
    public void Every_published_cause_is_in_the_catalogue_with_its_side_scope_and_mechanism()
    {
        var catalogue = CauseCatalogue.BuiltIn();
        foreach (var row in Rows("causes.tsv"))
        {
            var cause = catalogue.Find(row[0]).ShouldNotBeNull(row[0]);
            (cause.Side.Id(), cause.Located ? "located" : "fixed", cause.Mechanism).ShouldBe((row[1], row[2], row[3]), row[0]);
        }
    }

    [Fact]
    public void Every_published_test_has_its_outcomes_needs_cost_and_place()
    {
        var rows = Rows("tests.tsv");
        foreach (var row in rows)
        {
            var test = TestTable.Find(row[0]).ShouldNotBeNull(row[0]);
            string.Join(' ', test.Outcomes).ShouldBe(row[2], row[0]);
            (test.Needs ?? "").ShouldBe(row[3], row[0]);
            (test.Cost.ToString(), test.Where, test.Permission).ShouldBe((row[4], row[5], row[6]), row[0]);
        }

        TestTable.All.Select(test => test.Id).Except(rows.Select(row => row[0])).ShouldBe([TestTable.Symptom, TestTable.EgressNetwork, TestTable.Change], ignoreOrder: true);
    }

    [Fact]
    public void The_harmless_rules_are_the_published_ones() => HarmlessRules.All.ShouldBe(Rows("harmless.tsv").Select(row => row[0]));

    [Fact]
    public void The_kinds_are_the_published_ones() => Kinds.All.ShouldBe(Rows("kinds.tsv").Select(row => row[0]));

    [Fact]
    public void The_claims_stand_for_what_is_published()
    {
        var rows = Rows("claims.tsv");
        Claims.All.Select(claim => claim.Id).ShouldBe(rows.Select(row => row[0]));
        foreach (var row in rows)
        {
            var claim = Claims.Find(row[0])!;
            var words = row[1].Split(' ');
            var fallacy = words[0] == "fallacy";
            var sides = words.Where(word => word.StartsWith("side:", StringComparison.Ordinal)).Select(word => word[5..]);
            var causes = fallacy ? [] : words.Where(word => !word.Contains(':'));
            claim.Fallacies.ShouldBe(fallacy ? words[1..] : [], row[0]);
            claim.Sides.Select(side => side.Id()).ShouldBe(sides, row[0]);
            claim.Causes.ShouldBe(causes, row[0]);
        }
    }

    private static List<string[]> Rows(string table)
    {
        var rows = File.ReadAllLines(Repository.Shared("design", table)).Skip(1)
            .Where(line => line.Length > 0).Select(line => line.Split('\t')).ToList();
        rows.ShouldNotBeEmpty();
        return rows;
    }
}
