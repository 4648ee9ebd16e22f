using Demarc.Model;
using Demarc.Probing;
using Demarc.Reasoning;

namespace Demarc.Checking;

/// <summary>
/// Measures one or several targets until each verdict stands. First the opening, every part as soon as what it needs is known;
/// then, one choice after another, what the ranking expects most from for its cost. Ends when a side is very likely, when
/// nothing worthwhile is left, or with the budget.
/// </summary>
public sealed class CheckRun(CauseCatalogue catalogue, IReadOnlyList<Measurement> measurements, CheckSite site, TimeSpan budget)
{
    /// <summary>Expected information below which a test is not worth its trouble, in bits (catalogue: inference method, point 8).</summary>
    private const double SmallestGain = 0.05;

    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(50);

    /// <summary>Told when a measurement begins or ends, on the thread of the run.</summary>
    public Action<CheckEvent>? Watch { get; init; }

    /// <summary>Measures; cancelled, it ends with what is known.</summary>
    public async Task<IReadOnlyList<CheckState>> RunAsync(IReadOnlyList<TargetSpec> targets, CancellationToken cancelled)
    {
        CheckState[] states = [.. targets.Select(target => new CheckState(target, site))];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        limit.CancelAfter(budget > TimeSpan.Zero ? budget : TimeSpan.FromMilliseconds(1));
        await Task.WhenAll(states.Select(state => RunAsync(state, states, limit.Token))).ConfigureAwait(false);
        return states;
    }

    /// <summary>Where a target's case stands, with the other targets' observations as controls.</summary>
    public Assessment Assess(CheckState state, IReadOnlyList<CheckState> all) => Diagnosis.Assess(Input(state, all), catalogue);

    /// <summary>The case of one target.</summary>
    public static CaseInput Input(CheckState state, IReadOnlyList<CheckState> all) => new()
    {
        Target = state.Target.Text,
        Observations = [.. state.Observations, .. all.Where(other => other != state).SelectMany(other => other.Observations)],
        Unread = state.Failed,
        Now = state.Site.Log.Now().Utc,
    };

    private async Task RunAsync(CheckState state, IReadOnlyList<CheckState> all, CancellationToken limit)
    {
        var running = new Running();
        while (true)
        {
            if (!limit.IsCancellationRequested)
            {
                foreach (var next in Openings(state, running)) Begin(next, state, running, limit);
                if (running.Count == 0 && Choose(state, all) is { } chosen) Begin(chosen, state, running, limit);
            }

            if (running.Count == 0) return;
            await Task.WhenAny(Task.WhenAny(running.Keys), Task.Delay(Turn, site.Clock, CancellationToken.None)).ConfigureAwait(false);
            foreach (var (task, measurement) in running.Where(pair => pair.Key.IsCompleted).ToArray())
            {
                running.Remove(task);
                var observations = await Results(task, measurement, state).ConfigureAwait(false);
                state.Finish(measurement.Id, observations);
                Watch?.Invoke(new(state, measurement, observations));
            }
        }
    }

    /// <summary>Parts of the opening that can begin now. Asked for one by one, so that each sees those begun before it.</summary>
    private IEnumerable<Measurement> Openings(CheckState state, Running running)
    {
        foreach (var measurement in measurements)
        {
            if (state.Begun(measurement.Id) || running.Values.Any(other => other.Alone) || (measurement.Alone && running.Count > 0)) continue;
            if (measurement.Opens(state)) yield return measurement;
        }
    }

    private Measurement? Choose(CheckState state, IReadOnlyList<CheckState> all)
    {
        var left = measurements.Where(m => !state.Begun(m.Id) && (site.Deep || !m.Deep) && site.Elapsed + m.Usually < budget && m.Ready(state)).ToArray();
        if (left.Length == 0) return null;
        var assessment = Assess(state, all);
        if (Stands(assessment)) return null;
        var tried = measurements.Where(m => state.Begun(m.Id)).SelectMany(m => m.Answers.Take(1)).ToHashSet(StringComparer.Ordinal);
        foreach (var (test, gain) in assessment.Worthwhile(tried))
        {
            if (gain >= SmallestGain && Array.Find(left, m => m.Answers.Contains(test, StringComparer.Ordinal)) is { } found) return found;
        }

        return null;
    }

    /// <summary>A side is very likely; or, after the whole opening, nothing is wrong as far as it looked.</summary>
    private bool Stands(Assessment assessment) => assessment.Leading switch
    {
        (Side.Undetermined, _) => false,
        (Side.Healthy, var probability) => probability >= Contract.NamedFrom && !site.Deep && assessment.Signs.All(sign => !sign.Abnormal),
        var (_, probability) => probability >= Contract.VeryLikelyFrom,
    };

    private void Begin(Measurement measurement, CheckState state, Running running, CancellationToken limit)
    {
        state.Begin(measurement.Id);
        Watch?.Invoke(new(state, measurement, null));
        running.Add(Task.Run(() => measurement.RunAsync(state, limit), CancellationToken.None), measurement);
    }

    /// <summary>What is under way.</summary>
    private sealed class Running : Dictionary<Task<IReadOnlyList<Observation>>, Measurement>;

    private static async Task<IReadOnlyList<Observation>> Results(Task<IReadOnlyList<Observation>> task, Measurement measurement, CheckState state)
    {
        try
        {
            return await task.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return [];
        }
        catch (Exception defect) when (defect is not OutOfMemoryException)
        {
            state.Fail(measurement, defect);
            return [];
        }
    }
}

/// <summary>A measurement began (no observations yet) or ended.</summary>
public sealed record CheckEvent(CheckState State, Measurement Measurement, IReadOnlyList<Observation>? Observations);
