using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Demarc.Lab;
using Demarc.Lab.Scenarios;
using Demarc.Lab.Scoring;
using Demarc.Model;

namespace Demarc.Cli.Lab;

/// <summary>What <c>demarc lab score</c> was asked for.</summary>
/// <param name="Seeds">Runs of each scenario, with seeds from 1 up.</param>
/// <param name="Jobs">Labs that stand at once.</param>
/// <param name="Unprivileged">Checks are run as a user without rights.</param>
/// <param name="Command">What to run in place of <c>demarc check</c>.</param>
/// <param name="Keep">File for the JSON document beside the page.</param>
/// <param name="Save">Folder for what was measured, a folder a run.</param>
/// <param name="Replay">Folder of an earlier score's measurements, to conclude from in place of measuring.</param>
internal sealed record ScoreWish(
    string? Only, int Seeds, int Jobs, bool WithControl, bool Unprivileged, string? Command, string? Link, IReadOnlyList<string> Folders, string? Keep, string? Save, string? Replay);

/// <summary><c>demarc lab score</c>: every scenario with several seeds, each in a process of its own, and how good the verdicts were.</summary>
internal sealed class LabScore(Invocation call, ScoreWish wish)
{
    /// <summary>The check's own minute, one more for a control's comparison, and time to set up and clear away.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(150);

    private readonly Lock _gate = new();
    private int _done;

    public int Do(ScenarioLibrary library)
    {
        if (wish.Replay is { } folder) return Again(library, folder);
        if (LabAbilities.Missing() is { } impossible && LabAbilities.IsRoot) throw new CommandException(ExitCodes.Unavailable, impossible.Text);
        Scenario[] chosen = [.. library.All.Where(Chosen)];
        if (chosen.Length == 0) throw new CommandException(ExitCodes.WrongUsage, new($"no scenario matches '{wish.Only}'", $"没有场景匹配“{wish.Only}”"));
        var skipped = new List<(string, Bilingual)>();
        foreach (var scenario in chosen)
        {
            if (LabAbilities.Needs(scenario) is { } missing) skipped.Add((scenario.Id, missing.Text));
        }

        var waiting = chosen.Where(scenario => skipped.All(each => each.Item1 != scenario.Id)).SelectMany(scenario => Enumerable.Range(1, wish.Seeds).Select(seed => (scenario, (long)seed))).ToArray();
        var runs = new ScoredRun[waiting.Length];
        var work = Parallel.ForAsync(0, waiting.Length, new ParallelOptions { MaxDegreeOfParallelism = wish.Jobs, CancellationToken = call.Interrupted }, async (i, cancelled) =>
        {
            var (scenario, seed) = waiting[i];
            var run = await MeasureAsync(scenario, seed, cancelled).ConfigureAwait(false);

            // A lab that was late measured the machine: once more, and what comes then stands.
            runs[i] = run.Late ? await MeasureAsync(scenario, seed, cancelled).ConfigureAwait(false) : run;
            Progress(runs[i], waiting.Length);
        });
        work.GetAwaiter().GetResult();
        if (call.ShowsProgress) call.Surroundings.Error.Write("\r\u001b[K");
        Tell(new(wish.WithControl, runs, skipped));
        return ExitCodes.Success;
    }

    /// <summary>Verdicts from what an earlier score measured: the same reasoning on the same evidence, in seconds.</summary>
    private int Again(ScenarioLibrary library, string folder)
    {
        var kept = new KeptRuns(folder, CatalogueFolder.Read(call), call.Interrupted);
        var runs = kept.Of(library.All.Where(Chosen), wish.Seeds).AsParallel().AsOrdered().WithCancellation(call.Interrupted)
            .Select(run => kept.Conclude(run.Scenario, run.Seed, wish.WithControl)).ToArray();
        if (runs.Length == 0) throw new CommandException(ExitCodes.NothingReadable, new($"no measurements of these scenarios are kept in {folder}", $"{folder} 中没有这些场景的测量结果"));
        Tell(new(wish.WithControl, runs, []));
        return ExitCodes.Success;
    }

    private bool Chosen(Scenario scenario)
    {
        if (wish.Only is not { } pattern) return true;
        return pattern.Split(',').Any(each => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(each.Contains('*', StringComparison.Ordinal) ? each : $"*{each}*", scenario.Id));
    }

    private async Task<ScoredRun> MeasureAsync(Scenario scenario, long seed, CancellationToken cancelled)
    {
        var truth = Truth.Of(scenario, wish.WithControl);
        var words = Itself.Words;
        List<string> arguments = [.. words.Skip(1), "lab", "measure", scenario.Id, "--seed", seed.ToString(CultureInfo.InvariantCulture), "--lang", "en"];
        if (wish.WithControl) arguments.Add("--with-control");
        if (wish.Unprivileged) arguments.Add("--unprivileged");
        if (wish.Command is { } command) arguments.AddRange(["--command", command]);
        if (wish.Link is { } link) arguments.AddRange(["--link", link]);
        if (wish.Save is { } save) arguments.AddRange(["--save", KeptRuns.Folder(save, scenario.Id, seed)]);
        foreach (var folder in wish.Folders) arguments.AddRange(["--scenarios", folder]);
        var ended = await BoundedProcess.RunAsync(new ProcessStartInfo(words[0], arguments), Limit, TimeProvider.System, cancelled).ConfigureAwait(false);
        if (ended.Exit is not 0) return new(truth, seed, null, ended.Took.TotalSeconds, ended.Exit is { } code ? $"exit {code}: {ended.LastWords}" : "the lab did not end in time");
        try
        {
            using var document = JsonDocument.Parse(ended.Out);
            var root = document.RootElement;
            var seconds = root.GetProperty("seconds").GetDouble();
            var late = root.GetProperty("late").GetBoolean();
            if (wish.Save is { } kept) KeptRuns.Note(KeptRuns.Folder(kept, scenario.Id, seed), seconds, late);
            if (root.GetProperty("failure").GetString() is { } failure) return new(truth, seed, null, seconds, failure, late);
            var said = Said.Read(root.GetProperty("output").GetString() ?? "", out var problem);
            return new(truth, seed, said, seconds, problem, late);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new(truth, seed, null, ended.Took.TotalSeconds, "unreadable: " + fault.Message);
        }
    }

    private void Progress(ScoredRun run, int all)
    {
        lock (_gate)
        {
            _done++;
            if (!call.ShowsProgress) return;
            var said = run.Said is { } verdict ? string.Create(CultureInfo.InvariantCulture, $"{verdict.Top.Id()} {verdict.Confidence:0.00}") : run.Failure;
            call.Surroundings.Error.Write($"\r\u001b[K[{_done}/{all}] {run.Truth.Scenario} {run.Seed}: {said}");
        }
    }

    private void Tell(ScoreSheet sheet)
    {
        if (wish.Keep is { } file) File.WriteAllText(file, ScoreJson.Write(sheet, CommandLine.Version) + "\n");
        if (call.Options.Json) call.Out.WriteLine(ScoreJson.Write(sheet, CommandLine.Version));
        else ScorePage.Write(sheet, call.Page, call.Language);
    }
}
