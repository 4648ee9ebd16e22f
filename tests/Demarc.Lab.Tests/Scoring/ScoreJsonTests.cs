using System.Text.Json;
using Demarc.Lab.Scenarios;
using Demarc.Lab.Scoring;
using Demarc.Model;

namespace Demarc.Lab.Tests.Scoring;

/// <summary>The document a score is kept as.</summary>
public sealed class ScoreJsonTests
{
    [Fact]
    public void Both_halves_are_told_apart_and_every_run_is_there()
    {
        var tune = new Truth("a", ScenarioKind.Faulty, HeldOut: false, Side.Transit, [Side.Transit], ["path-loss"], BlackHoled: false);
        var said = new Said(Side.Transit, 0.8, new Dictionary<Side, double> { [Side.Transit] = 0.8 }, ["path-loss", "no-route"], "path-loss", 5);
        var sheet = new ScoreSheet(WithControl: false, [new(tune, 1, said, 1.5), new(tune with { Scenario = "b", HeldOut = true }, 1, null, 60, "no end")], [("c", new("needs root", "需要 root 权限"))]);

        using var document = JsonDocument.Parse(ScoreJson.Write(sheet, "0.1.0"));
        var root = document.RootElement;
        root.GetProperty("schema").GetString().ShouldBe("demarc.lab-score/1");
        root.GetProperty("all").GetProperty("sideTop1").GetProperty("of").GetInt32().ShouldBe(2);
        root.GetProperty("tune").GetProperty("sideTop1").GetProperty("count").GetInt32().ShouldBe(1);
        root.GetProperty("heldOut").GetProperty("failed").GetInt32().ShouldBe(1);
        root.GetProperty("runs").GetArrayLength().ShouldBe(2);
        root.GetProperty("runs")[1].GetProperty("failure").GetString().ShouldBe("no end");
        root.GetProperty("skipped")[0].GetProperty("scenario").GetString().ShouldBe("c");
    }
}
