using System.Globalization;
using System.Text.Json;
using Demarc.Diagnosing;
using Demarc.Lab.Scenarios;
using Demarc.Lab.Scoring;
using Demarc.Model;
using Demarc.Reasoning;

namespace Demarc.Cli.Lab;

/// <summary>
/// What a score measured, kept in a folder so that reasoning can be tried on it again without a network: a folder a run,
/// named SCENARIO.SEED, in it one observations document for each place and what is known of the run itself.
/// </summary>
internal sealed class KeptRuns(string root, CauseCatalogue catalogue, CancellationToken cancelled)
{
    private const string About = "run.json";

    public static string Folder(string root, string scenario, long seed) => Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"{scenario}.{seed}"));

    /// <summary>The document of what was measured at one place.</summary>
    public static string File(string folder, string at) => Path.Combine(folder, at + ".json");

    /// <summary>Keeps how long a run took and whether its lab was late.</summary>
    public static void Note(string folder, double seconds, bool late)
    {
        if (!Directory.Exists(folder)) return;
        var text = string.Create(CultureInfo.InvariantCulture, $"{{ \"seconds\": {seconds:0.###}, \"late\": {(late ? "true" : "false")} }}\n");
        System.IO.File.WriteAllText(Path.Combine(folder, About), text);
    }

    /// <summary>The runs that are kept of some scenarios, up to a number of seeds each.</summary>
    public IReadOnlyList<(Scenario Scenario, long Seed)> Of(IEnumerable<Scenario> scenarios, int seeds) =>
    [
        .. from scenario in scenarios
           from seed in Enumerable.Range(1, seeds)
           where System.IO.File.Exists(File(Folder(root, scenario.Id, seed), "client"))
           select (scenario, (long)seed),
    ];

    /// <summary>The verdict on a kept run, from what its client measured alone or with the control beside it.</summary>
    public ScoredRun Conclude(Scenario scenario, long seed, bool withControl)
    {
        var folder = Folder(root, scenario.Id, seed);
        string[] places = withControl ? [File(folder, "client"), File(folder, "control")] : [File(folder, "client")];
        var (input, _) = CaseReading.Read(places.Where(System.IO.File.Exists), [], Stream.Null, cancelled);
        var document = Diagnosis.Conclude(input, catalogue, CommandLine.Version);
        var (seconds, late) = Noted(Path.Combine(folder, About));
        return new(Truth.Of(scenario, withControl), seed, Said.Of(document), seconds, null, late);
    }

    private static (double Seconds, bool Late) Noted(string file)
    {
        try
        {
            using var about = JsonDocument.Parse(System.IO.File.ReadAllText(file));
            return (about.RootElement.GetProperty("seconds").GetDouble(), about.RootElement.GetProperty("late").GetBoolean());
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return (0, false);
        }
    }
}
