using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>Everything known of one case, whoever read or measured it.</summary>
public sealed record CaseInput
{
    /// <summary>Service under complaint, if somebody named it; else it is found in the observations.</summary>
    public string? Target { get; init; }

    /// <summary>What is complained of; null = take it from the reports.</summary>
    public string? Symptom { get; init; }

    /// <summary>Measured and stated facts, and those proposed from prose.</summary>
    public IReadOnlyList<Observation> Observations { get; init; } = [];

    /// <summary>The reading rule behind each proposed fact, by the fact.</summary>
    public IReadOnlyList<(Observation Fact, string Rule)> Proposed { get; init; } = [];

    public IReadOnlyList<Unread> Unread { get; init; } = [];

    /// <summary>Time to date the verdict with; null = the newest evidence.</summary>
    public DateTimeOffset? Now { get; init; }
}
