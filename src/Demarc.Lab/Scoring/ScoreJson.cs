using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Demarc.Lab.Scenarios;
using Demarc.Model;

namespace Demarc.Lab.Scoring;

/// <summary>A score as <c>demarc.lab-score/1</c>, to be kept and compared: figures of all, of either half, and every run.</summary>
public static class ScoreJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(ScoreSheet sheet, string version)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("schema", "demarc.lab-score/1");
            json.WriteString("version", version);
            json.WriteBoolean("withControl", sheet.WithControl);
            foreach (var (name, runs) in sheet.Parts) Part(json, name, Score.Of(runs), sheet.WithControl);
            json.WriteStartArray("runs");
            foreach (var run in sheet.Runs) Run(json, run);
            json.WriteEndArray();
            json.WriteStartArray("skipped");
            foreach (var (scenario, reason) in sheet.Skipped)
            {
                json.WriteStartObject();
                json.WriteString("scenario", scenario);
                json.WriteString("en", reason.En);
                json.WriteString("zh", reason.Zh);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Part(Utf8JsonWriter json, string name, Score score, bool withControl)
    {
        json.WriteStartObject(name);
        json.WriteNumber("runs", score.Runs);
        json.WriteNumber("failed", score.Failed);
        ShareOf(json, "sideTop1", score.SideTop1);
        ShareOf(json, "faultySideTop1", score.FaultySideTop1);
        ShareOf(json, "harmlessSideTop1", score.HarmlessSideTop1);
        ShareOf(json, "causeTop1", score.CauseTop1);
        ShareOf(json, "causeTop3", score.CauseTop3);
        ShareOf(json, "falseAccusations", score.FalseAccusations);
        ShareOf(json, "wrongSure", score.WrongSure);
        ShareOf(json, "sureRight", score.SureRight);
        Number(json, "ece", score.Ece);
        Number(json, "eceStrict", score.EceStrict);
        Number(json, "testsMedian", score.Tests.Median);
        Number(json, "testsP90", score.Tests.P90);
        Number(json, "secondsMedian", score.Seconds.Median);
        Number(json, "secondsP90", score.Seconds.P90);
        Number(json, "secondsMedianHealthy", score.HealthySeconds);
        Number(json, "secondsMedianBlackHoled", score.BlackHoledSeconds);
        json.WriteStartObject("goals");
        foreach (var goal in Goals.Of(score, withControl)) json.WriteBoolean(goal.Id, goal.Holds);
        json.WriteEndObject();
        json.WriteStartArray("confusion");
        foreach (var cell in score.Confusion)
        {
            json.WriteStartObject();
            json.WriteString("expected", cell.Expected.Id());
            json.WriteString("said", cell.Said.Id());
            json.WriteNumber("count", cell.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Run(Utf8JsonWriter json, ScoredRun run)
    {
        json.WriteStartObject();
        json.WriteString("scenario", run.Truth.Scenario);
        json.WriteNumber("seed", run.Seed);
        json.WriteString("half", run.Truth.HeldOut ? "held-out" : "tune");
        json.WriteString("kind", run.Truth.Kind switch { ScenarioKind.Faulty => "faulty", ScenarioKind.Healthy => "healthy", _ => "odd" });
        json.WriteString("expected", run.Truth.Side.Id());
        json.WriteString("cause", run.Truth.Causes.Count > 0 ? run.Truth.Causes[0] : null);
        json.WriteString("said", run.Said?.Top.Id());
        Number(json, "confidence", run.Said?.Confidence);
        json.WriteStartArray("causes");
        foreach (var cause in run.Said?.Causes.Take(3) ?? []) json.WriteStringValue(cause);
        json.WriteEndArray();
        json.WriteStartObject("sides");
        foreach (var (side, probability) in run.Said?.Sides.OrderByDescending(share => share.Value).Where(share => share.Value >= 0.01) ?? []) Number(json, side.Id(), probability);
        json.WriteEndObject();
        json.WriteStartArray("tied");
        foreach (var side in run.Truth.Tied) json.WriteStringValue(side.Id());
        json.WriteEndArray();
        json.WriteBoolean("right", run.SideRight);
        Number(json, "seconds", Math.Round(run.Seconds, 3));
        Number(json, "tests", run.Said?.Tests);
        json.WriteBoolean("late", run.Late);
        json.WriteString("failure", run.Failure);
        json.WriteEndObject();
    }

    private static void ShareOf(Utf8JsonWriter json, string name, Share share)
    {
        json.WriteStartObject(name);
        json.WriteNumber("count", share.Count);
        json.WriteNumber("of", share.Of);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number) json.WriteNumber(name, Math.Round(number, 4));
        else json.WriteNull(name);
    }
}
