using Demarc.Lab.Boxes;
using Demarc.Lab.Scenarios;
using Demarc.Lab.Servers;
using Demarc.Model;
using Demarc.Testing;

namespace Demarc.Lab.Tests.Scenarios;

/// <summary>The committed scenarios: readable, fair to both halves, and true to the catalogue.</summary>
public sealed class ScenarioFilesTests
{
    private const int FewestCauses = 45;
    private const int FewestHarmless = 20;

    /// <summary>By id.</summary>
    private static readonly IReadOnlyList<Scenario> All = ReadAll();

    [Fact]
    public void There_are_enough_causes_and_enough_networks_without_a_fault()
    {
        All.Select(scenario => scenario.Expect.Cause).OfType<string>().Distinct().Count().ShouldBeGreaterThanOrEqualTo(FewestCauses);
        All.Count(scenario => scenario.Kind != ScenarioKind.Faulty).ShouldBeGreaterThanOrEqualTo(FewestHarmless);
    }

    /// <summary>The rule by which halves are given: within one expected side (healthy and odd apart), by id, every other one is held out.</summary>
    [Fact]
    public void Halves_alternate_within_every_side()
    {
        foreach (var group in All.GroupBy(scenario => (scenario.Kind, scenario.Expect.Side)))
        {
            var expected = group.Select((scenario, i) => (scenario.Id, HeldOut: i % 2 == 1));
            group.Select(scenario => (scenario.Id, scenario.HeldOut)).ShouldBe(expected, group.Key.ToString());
        }
    }

    [Fact]
    public void Expected_causes_are_in_the_catalogue()
    {
        var known = Directory.EnumerateFiles(Repository.File("src", "Demarc.Reasoning"), "*.yaml", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).ToHashSet(StringComparer.Ordinal);
        foreach (var scenario in All)
        {
            foreach (var cause in scenario.Expect.Alike.Append(scenario.Expect.Cause).OfType<string>()) known.ShouldContain(cause, scenario.Id);
            foreach (var rule in scenario.Expect.Harmless) HarmlessRules.All.ShouldContain(rule, scenario.Id);
        }
    }

    [Fact]
    public void A_control_vantage_never_makes_more_sides_look_alike()
    {
        foreach (var scenario in All.Where(scenario => scenario.Expect.WithControl.Count > 0))
            scenario.Expect.WithControl.Except(scenario.Indistinguishable).ShouldBeEmpty(scenario.Id);
    }

    [Fact]
    public void Titles_are_in_both_languages()
    {
        foreach (var scenario in All)
        {
            scenario.Title.En.ShouldNotBeNullOrWhiteSpace(scenario.Id);
            scenario.Title.Zh.Any(letter => letter is >= '\u4e00' and <= '\u9fff').ShouldBeTrue(scenario.Id);
        }
    }

    [Fact]
    public void Every_box_and_server_is_known_and_has_no_key_wrong()
    {
        var problems = new List<LabProblem>();
        foreach (var path in Files())
        {
            var scenario = ScenarioFile.Read(Path.GetFileName(path), File.ReadAllText(path), problems);
            foreach (var server in scenario?.Servers ?? []) (server.Kind == "http" || ServerKinds.Read(server) is not null).ShouldBeTrue(path);
            foreach (var box in scenario?.Boxes ?? []) BoxKinds.All.ShouldContain(box.Kind, path);
        }

        problems.ShouldBeEmpty();
    }

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(Repository.File("lab", "scenarios"), "*.yaml").Order(StringComparer.Ordinal);

    private static List<Scenario> ReadAll()
    {
        var problems = new List<LabProblem>();
        return [.. Files().Select(path => ScenarioFile.Read(Path.GetFileName(path), File.ReadAllText(path), problems)).OfType<Scenario>().OrderBy(scenario => scenario.Id, StringComparer.Ordinal)];
    }
}
