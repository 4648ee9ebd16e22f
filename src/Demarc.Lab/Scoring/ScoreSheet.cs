using Demarc.Model;

namespace Demarc.Lab.Scoring;

/// <summary>All runs of a scoring.</summary>
/// <param name="WithControl">Whether a control vantage was asked as well.</param>
/// <param name="Skipped">Scenarios this machine cannot run, each with the reason.</param>
public sealed record ScoreSheet(bool WithControl, IReadOnlyList<ScoredRun> Runs, IReadOnlyList<(string Scenario, Bilingual Reason)> Skipped)
{
    /// <summary>All of it, the half that may be tuned on, and the half that may not.</summary>
    public IEnumerable<(string Name, IReadOnlyList<ScoredRun> Runs)> Parts
    {
        get
        {
            yield return ("all", Runs);
            yield return ("tune", [.. Runs.Where(run => !run.Truth.HeldOut)]);
            yield return ("heldOut", [.. Runs.Where(run => run.Truth.HeldOut)]);
        }
    }
}
