using Demarc.Model;

namespace Demarc.Checking;

/// <summary>
/// One thing that can be measured from here, and the tests its observations may answer. A measurement only observes; what
/// its observations mean is Reasoning's to say.
/// </summary>
public abstract class Measurement
{
    /// <summary>Stable, short, such as <c>connect</c>: shown while it runs and used to name its results.</summary>
    public abstract string Id { get; }

    /// <summary>What is being done, for a person.</summary>
    public abstract Bilingual Doing { get; }

    /// <summary>Tests (tests.tsv) it may answer, the one it is chosen for first.</summary>
    public abstract IReadOnlyList<string> Answers { get; }

    /// <summary>Runs now without being chosen: part of the opening, since a check that has not looked cannot say "healthy".</summary>
    public virtual bool Opens(CheckState state) => false;

    /// <summary>Runs with nothing beside it: it would disturb others, or be disturbed.</summary>
    public virtual bool Alone => false;

    /// <summary>Chosen only with <c>--deep</c>: it takes long, or leaves traces in other people's logs.</summary>
    public virtual bool Deep => false;

    /// <summary>How long it takes as a rule; it is not begun when less is left.</summary>
    public virtual TimeSpan Usually => TimeSpan.FromSeconds(1);

    /// <summary>What it needs is known, and it may tell something new.</summary>
    public abstract bool Ready(CheckState state);

    /// <summary>Measures. Never throws for what the network does; cancellation ends it early with what is known.</summary>
    public abstract Task<IReadOnlyList<Observation>> RunAsync(CheckState state, CancellationToken cancelled);
}
