namespace Demarc.Lab.Scoring;

/// <summary>One run of one scenario: what is so, what was said, and how long it took.</summary>
/// <param name="Said">Null when no verdict came.</param>
/// <param name="Seconds">Wall time of the check.</param>
/// <param name="Failure">Why no verdict came.</param>
/// <param name="Late">The lab was late, so that times are the machine's rather than the scenario's.</param>
public sealed record ScoredRun(Truth Truth, long Seed, Said? Said, double Seconds, string? Failure = null, bool Late = false)
{
    /// <summary>From here up a verdict is sure.</summary>
    public const double Sure = 0.9;

    /// <summary>From here up a side is named.</summary>
    public const double Named = 0.6;

    /// <summary>The most probable side is a right one; without a verdict nothing is.</summary>
    public bool SideRight => Said is { } said && Truth.Holds(said.Top) && !TiedSure;

    /// <summary>One of several sides that look alike was named as if it were certain.</summary>
    public bool TiedSure => Said is { Confidence: >= Sure } said && Truth.IsTied && Truth.Holds(said.Top);

    /// <summary>A wrong side was named as if it were certain: the worst that can be said.</summary>
    public bool WrongSure => Said is { Confidence: >= Sure } said && said.Top != Model.Side.Undetermined && !Truth.Holds(said.Top);

    /// <summary>Somebody is accused although nothing is wrong.</summary>
    public bool FalseAccusation => !Truth.Faulty && Said is { Confidence: >= Named } said && said.Top is not (Model.Side.Healthy or Model.Side.Undetermined);

    /// <summary>The verdict is sure and names a side, or health.</summary>
    public bool IsSure => Said is { Confidence: >= Sure } said && said.Top != Model.Side.Undetermined;

    /// <summary>The true cause is among the first few said.</summary>
    public bool CauseWithin(int first) => Said is { } said && said.Causes.Take(first).Any(cause => Truth.Causes.Contains(cause, StringComparer.Ordinal));
}
