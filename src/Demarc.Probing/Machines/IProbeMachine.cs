namespace Demarc.Probing.Machines;

/// <summary>
/// Decides what to send and what the answers mean. It has no socket and no clock: the loop asks it what to do at a given
/// time, tells it what came, and asks again.
/// </summary>
public interface IProbeMachine
{
    /// <summary>What to do now. After <see cref="ProbeStep.Send"/> and <see cref="ProbeStep.Forget"/> it is asked again at once.</summary>
    /// <param name="now">Time on the clock of the replies; never runs backwards.</param>
    ProbeStep Next(TimeSpan now);

    /// <summary>An answer to a probe of this machine, possibly late or a second one.</summary>
    void Accept(Reply reply);
}

/// <summary>What a machine wants.</summary>
public abstract record ProbeStep
{
    private ProbeStep()
    {
    }

    /// <summary>Send this probe.</summary>
    public sealed record Send(Probe Probe) : ProbeStep;

    /// <summary>Nobody waits for this probe any more; what it holds, such as its source port, becomes free.</summary>
    public sealed record Forget(int ProbeId) : ProbeStep;

    /// <summary>Nothing to do before this time, unless an answer comes.</summary>
    public sealed record Wait(TimeSpan Until) : ProbeStep;

    /// <summary>The machine is done.</summary>
    public sealed record Finish : ProbeStep
    {
        public static Finish Instance { get; } = new();
    }
}
