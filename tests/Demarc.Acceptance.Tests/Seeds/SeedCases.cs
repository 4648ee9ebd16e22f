using System.Text.Json;
using Demarc.Cli;
using Demarc.Testing;

namespace Demarc.Acceptance.Tests.Seeds;

/// <summary>Runs the command on a seed case, as a user would, and gives its JSON.</summary>
internal static class SeedCases
{
    public static Diagnosed Diagnose(string seed, params string[] more)
    {
        var path = Repository.Shared("seeds", seed);
        return Run(["diagnose", path, "--json", "--quiet", .. more]);
    }

    public static Diagnosed Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = CommandLine.Run(arguments, Stream.Null, output, error);
        return new(exit, output.ToString(), error.ToString());
    }

    public static string Facts(string name) => Repository.File("tests", "Demarc.Acceptance.Tests", "Seeds", name);
}

/// <summary>What a run printed, with short ways into the verdict document.</summary>
internal sealed record Diagnosed(int Exit, string Out, string Error)
{
    private JsonElement? _root;

    public JsonElement Root => _root ??= JsonDocument.Parse(Out).RootElement;

    public string Side => Root.GetProperty("verdict").GetProperty("side").GetString()!;

    public string? Cause => Root.GetProperty("verdict").GetProperty("cause").GetString();

    public string[] SidesInOrder => [.. Root.GetProperty("sides").EnumerateArray().Select(s => s.GetProperty("side").GetString()!)];

    public double Share(string side) => Root.GetProperty("sides").EnumerateArray().Single(s => s.GetProperty("side").GetString() == side).GetProperty("probability").GetDouble();

    public string[] Harmless => [.. Root.GetProperty("harmless").EnumerateArray().Select(h => h.GetProperty("rule").GetString()!)];

    public string HarmlessText(string rule) => Root.GetProperty("harmless").EnumerateArray().Single(h => h.GetProperty("rule").GetString() == rule).GetProperty("en").GetString()!;

    public string[] Causes => [.. Root.GetProperty("hypotheses").EnumerateArray().Select(h => h.GetProperty("cause").GetString()!)];

    public string[] NextTests => [.. Root.GetProperty("nextTests").EnumerateArray().Select(t => t.GetProperty("test").GetString()!)];

    public JsonElement? Claim(string id) => Root.GetProperty("claims").EnumerateArray().Where(c => c.GetProperty("claim").GetString() == id).Select(c => (JsonElement?)c).FirstOrDefault();

    public string? ClaimStatus(string id) => Claim(id)?.GetProperty("status").GetString();

    public JsonElement Evidence(string id) => Root.GetProperty("evidence").EnumerateArray().Single(e => e.GetProperty("id").GetString() == id);

    /// <summary>First lines of the evidence a claim cites, for naming it in a failure.</summary>
    public string[] Quotes(JsonElement cited) => [.. cited.GetProperty("evidence").EnumerateArray().Select(id => Evidence(id.GetString()!).GetProperty("text").GetString()!)];

    public JsonElement[] Proposed => [.. Root.GetProperty("proposed").EnumerateArray()];
}
