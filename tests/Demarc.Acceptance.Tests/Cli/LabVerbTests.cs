using System.Text.Json;
using Demarc.Lab;
using Demarc.Lab.Scenarios;

namespace Demarc.Acceptance.Tests.Cli;

public sealed class LabVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("demarc-scenarios").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("en", "no fault")]
    [InlineData("zh", "无故障")]
    public void The_list_has_every_scenario_and_what_it_expects(string language, string expected)
    {
        var run = Terminal.Run("lab", "list", "--lang", language);
        run.Exit.ShouldBe(0);
        run.Out.Split('\n').ShouldContain(line => line.StartsWith("healthy ") && line.Contains(expected));
        foreach (var scenario in ScenarioLibrary.With([]).All) run.Out.ShouldContain(scenario.Id);
    }

    [Fact]
    public void The_list_is_also_a_document()
    {
        using var list = JsonDocument.Parse(Terminal.Run("lab", "list", "--json").Out);
        var entry = list.RootElement.EnumerateArray().Single(each => each.GetProperty("id").GetString() == "tw-recycle-nat");
        entry.GetProperty("side").GetString().ShouldBe("server-host");
        entry.GetProperty("cause").GetString().ShouldBe("tw-recycle-nat");
    }

    [Fact]
    public void A_scenario_nobody_wrote_is_answered_with_the_nearest()
    {
        var run = Terminal.Run("lab", "run", "healty", "--", "true");
        (run.Exit, run.Error).ShouldSatisfyAllConditions(() => run.Exit.ShouldBe(64), () => run.Error.ShouldContain("healthy"));
    }

    [Theory]
    [InlineData("no action 'walk'", "lab", "walk")]
    [InlineData("needs a scenario", "lab", "run")]
    [InlineData("has no host 'moon'", "lab", "run", "healthy", "--at", "moon")]
    [InlineData("--seed takes a whole number", "lab", "run", "healthy", "--seed", "x")]
    [InlineData("--link takes tun or ethernet", "lab", "run", "healthy", "--link", "rope")]
    [InlineData("there is no folder", "lab", "list", "--scenarios", "no-such-folder")]
    public void Wrong_usage_says_what_is_wrong(string reason, params string[] arguments)
    {
        var run = Terminal.Run(arguments);
        (run.Exit, run.Out).ShouldBe((64, ""));
        run.Error.ShouldContain(reason);
    }

    [Theory]
    [InlineData("en", ":1: title is missing")]
    [InlineData("zh", ":1：缺少 title")]
    public void A_broken_file_is_told_with_its_line_and_the_rest_goes_on(string language, string told)
    {
        File.WriteAllText(Path.Combine(_folder, "broken.yaml"), "kind: healthy\nhalf: tune\ntarget: x.example\nexpect: { side: healthy }\n");
        File.WriteAllText(Path.Combine(_folder, "whole.yaml"), "title: { en: Whole, zh: 完整 }\nkind: healthy\nhalf: tune\ntarget: x.example\nexpect: { side: healthy }\n");
        var run = Terminal.Run("lab", "list", "--scenarios", _folder, "--lang", language);
        run.Exit.ShouldBe(0);
        run.Error.ShouldContain("broken.yaml" + told);
        run.Out.ShouldContain("whole ");
        run.Out.Split('\n').ShouldNotContain(line => line.StartsWith("broken ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en", "The lab stands until Ctrl-C.")]
    [InlineData("zh", "按 Ctrl-C 拆除实验网络。")]
    public void Without_a_program_the_network_is_shown_until_the_interrupt(string language, string end)
    {
        if (LabAbilities.Missing() is { } missing) Assert.Skip(missing.Text.En);
        var run = Terminal.Run("lab", "run", "healthy", "--quiet", "--lang", language);
        run.Error.ShouldBe("");
        run.Exit.ShouldBe(0);
        run.Out.ShouldContain("198.19.0.6");
        run.Out.TrimEnd().ShouldEndWith(end);
    }

    [Fact]
    public void The_exit_code_of_the_program_is_passed_on()
    {
        if (LabAbilities.Missing() is { } missing) Assert.Skip(missing.Text.En);
        Terminal.Run("lab", "run", "healthy", "--quiet", "--", "sh", "-c", "exit 7").Exit.ShouldBe(7);
    }
}
