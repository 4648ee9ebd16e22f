using System.Text.Encodings.Web;
using System.Text.Json;
using Demarc.Lab;
using Demarc.Lab.Scenarios;
using Demarc.Model;

namespace Demarc.Cli.Lab;

/// <summary><c>demarc lab list</c>: every scenario with what it expects, for people or as JSON.</summary>
internal static class ScenarioList
{
    public static int Write(ScenarioLibrary library, Invocation call)
    {
        if (call.Options.Json) Json(library, call);
        else call.Page.Rows([.. library.All.Select(scenario => Row(scenario, call.Language))], indent: 0);
        return ExitCodes.Success;
    }

    private static string[] Row(Scenario scenario, Language language)
    {
        var expected = scenario.Expect.Cause is null
            ? (scenario.Kind == ScenarioKind.Odd ? new Bilingual("no fault, odd", "无故障，但少见") : new Bilingual("no fault", "无故障")).In(language)
            : scenario.Expect.Side.Name().In(language);
        var title = scenario.Title.In(language);
        if (OperatingSystem.IsLinux() && LabAbilities.Needs(scenario) is { } missing) title += language == Language.Chinese ? $"（此处无法运行：{missing.Text.Zh}）" : $" (cannot run here: {missing.Text.En})";
        return [scenario.Id, expected, title];
    }

    private static void Json(ScenarioLibrary library, Invocation call)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            foreach (var scenario in library.All) Entry(json, scenario);
            json.WriteEndArray();
        }

        call.Out.WriteLine(System.Text.Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static void Entry(Utf8JsonWriter json, Scenario scenario)
    {
        json.WriteStartObject();
        json.WriteString("id", scenario.Id);
        json.WriteStartObject("title");
        json.WriteString("en", scenario.Title.En);
        json.WriteString("zh", scenario.Title.Zh);
        json.WriteEndObject();
        json.WriteString("kind", scenario.Kind switch { ScenarioKind.Faulty => "faulty", ScenarioKind.Healthy => "healthy", _ => "odd" });
        json.WriteString("half", scenario.HeldOut ? "held-out" : "tune");
        json.WriteString("target", scenario.Target);
        json.WriteString("side", scenario.Expect.Side.Id());
        if (scenario.Expect.Cause is { } cause) json.WriteString("cause", cause);
        json.WriteStartArray("indistinguishable");
        foreach (var side in scenario.Indistinguishable) json.WriteStringValue(side.Id());
        json.WriteEndArray();
        json.WriteStartArray("needs");
        foreach (var need in scenario.Needs) json.WriteStringValue(need);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
