using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Demarc.Lab;
using Demarc.Lab.Linux;
using Demarc.Lab.Scenarios;

namespace Demarc.Cli.Lab;

/// <summary>
/// <c>demarc lab measure SCENARIO</c>: one run for <c>demarc lab score</c>, in a process of its own so that whatever happens
/// in it ends with it. Checks the scenario's target from the client, and from the control vantage beside it where asked, and
/// writes one JSON object: the verdict's text, how long it took, and whether the lab kept its time. What was measured at
/// either place can be kept in a folder, for <c>demarc lab score --replay</c>.
/// </summary>
internal sealed class LabMeasure(Invocation call, Scenario scenario, ulong seed, LabLink link, bool withControl, bool unprivileged, string? command, string? save)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public int Do()
    {
        if (OperatingSystem.IsLinux() && !LabAbilities.IsRoot) return UserNamespace.RunInside(call);
        try
        {
            UserNamespace.Prepare();
            using var lab = RunningLab.Start(scenario, seed, link);
            MeasureAsync(lab).GetAwaiter().GetResult();
            return ExitCodes.Success;
        }
        catch (LabUnavailableException missing)
        {
            throw new CommandException(missing.Forbidden ? ExitCodes.NotPermitted : ExitCodes.Unavailable, missing.Text);
        }
    }

    private async Task MeasureAsync(RunningLab lab)
    {
        if (save is not null)
        {
            Directory.CreateDirectory(save);
            await MeasureAsync(lab, save).ConfigureAwait(false);
            return;
        }

        var folder = withControl ? Directory.CreateTempSubdirectory("demarc-measure-") : null;
        try
        {
            await MeasureAsync(lab, folder?.FullName).ConfigureAwait(false);
        }
        finally
        {
            folder?.Delete(recursive: true);
        }
    }

    private async Task MeasureAsync(RunningLab lab, string? folder)
    {
        var client = CheckAsync(lab, "client", folder);
        var control = withControl ? CheckAsync(lab, "control", folder) : Task.FromResult<BoundedProcess?>(null);
        await Task.WhenAll(client, control).ConfigureAwait(false);
        lab.ThrowIfBroken();
        var (here, there) = (await client.ConfigureAwait(false), await control.ConfigureAwait(false));
        var took = here!.Took;
        var verdict = here;
        if (there is not null && command is null)
        {
            verdict = await CompareAsync(folder!).ConfigureAwait(false);
            took = (took > there.Took ? took : there.Took) + verdict.Took;
        }

        Write(verdict, took, lab.Lateness.IsVoid);
    }

    private async Task<BoundedProcess?> CheckAsync(RunningLab lab, string at, string? folder)
    {
        IReadOnlyList<string> words = Words(lab, at);
        if (folder is not null && command is null) words = [.. words, "--save", Saved(folder, at)];
        var start = lab.Command(at, words, unprivileged);
        return await BoundedProcess.RunAsync(start, Limit, TimeProvider.System, call.Interrupted).ConfigureAwait(false);
    }

    /// <summary>The check, or the command given in its place with <c>{target}</c>, <c>{ca}</c> and <c>{at}</c> filled in.</summary>
    private IReadOnlyList<string> Words(RunningLab lab, string at)
    {
        if (command is null) return [.. Itself.Words, "check", scenario.Target, "--json", "--quiet", "--ca", lab.TrustFile(at), "--vantage", at];
        var filled = command.Replace("{target}", scenario.Target, StringComparison.Ordinal).Replace("{ca}", lab.TrustFile(at), StringComparison.Ordinal).Replace("{at}", at, StringComparison.Ordinal);
        return ["sh", "-c", filled];
    }

    private static string Saved(string folder, string at) => KeptRuns.File(folder, at);

    /// <summary>What was measured at both places, as evidence for one verdict.</summary>
    private async Task<BoundedProcess> CompareAsync(string folder)
    {
        var words = Itself.Words;
        var start = new ProcessStartInfo(words[0], [.. words.Skip(1), "diagnose", Saved(folder, "client"), Saved(folder, "control"), "--json", "--quiet"]);
        return await BoundedProcess.RunAsync(start, Limit, TimeProvider.System, call.Interrupted).ConfigureAwait(false);
    }

    private void Write(BoundedProcess verdict, TimeSpan took, bool late)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("seconds", Math.Round(took.TotalSeconds, 3));
            json.WriteBoolean("late", late);
            json.WriteString("output", verdict.Out);
            json.WriteString("failure", verdict.Exit is 0 or 1 or 2 ? null : verdict.Exit is { } code ? string.Create(CultureInfo.InvariantCulture, $"exit {code}: {verdict.LastWords}") : "no end within a minute");
            json.WriteEndObject();
        }

        call.Out.WriteLine(Encoding.UTF8.GetString(bytes.ToArray()));
    }
}
