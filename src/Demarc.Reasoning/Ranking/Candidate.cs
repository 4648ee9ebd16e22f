using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>What may explain the signs: a cause, a pair of causes, nothing wrong, or something not in the catalogue.</summary>
public sealed record Candidate
{
    /// <summary>Id of "nothing is wrong".</summary>
    public const string Healthy = "healthy";

    /// <summary>Id of the cause that is not in the catalogue.</summary>
    public const string Unknown = "unknown";

    /// <summary>Cause id, <see cref="Healthy"/> or <see cref="Unknown"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The cause; null for healthy and unknown.</summary>
    public Cause? Cause { get; init; }

    /// <summary>The second cause of a pair.</summary>
    public Cause? With { get; init; }

    /// <summary>Side, after location.</summary>
    public required Side Side { get; init; }

    /// <summary>Probability before any sign.</summary>
    public required double Prior { get; init; }

    /// <summary>Distribution over the outcomes of a test.</summary>
    public required Func<TestDefinition, double[]> Of { get; init; }
}
