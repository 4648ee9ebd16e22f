namespace Demarc.Probing.Machines;

/// <summary>A machine that works in stages, each chosen by what the ones before it have shown.</summary>
public abstract class StagedMachine : IProbeMachine
{
    private readonly List<Stage> _stages = [];
    private IEnumerator<IReadOnlyList<Stage>>? _plan;
    private IReadOnlyList<Stage> _current = [];

    private protected StagedMachine()
    {
    }

    private protected ProbeNumbers Numbers { get; } = new();

    /// <summary>All stages are done; false when cut short.</summary>
    public bool Finished { get; private set; }

    /// <summary>The stages; those of one step run side by side.</summary>
    private protected abstract IEnumerable<IReadOnlyList<Stage>> Plan();

    public ProbeStep Next(TimeSpan now)
    {
        _plan ??= Plan().GetEnumerator();
        while (!Finished)
        {
            TimeSpan? wake = null;
            foreach (var stage in _current)
            {
                switch (stage.Next(now))
                {
                    case ProbeStep.Wait(var until):
                        if (wake is null || until < wake) wake = until;
                        break;
                    case ProbeStep.Finish:
                        break;
                    case var step:
                        return step;
                }
            }

            if (wake is { } due) return new ProbeStep.Wait(due);
            if (_plan.MoveNext()) _stages.AddRange(_current = _plan.Current);
            else Finished = true;
        }

        return ProbeStep.Finish.Instance;
    }

    public void Accept(Reply reply)
    {
        foreach (var stage in _stages)
        {
            if (stage.Accept(reply)) return;
        }
    }
}
