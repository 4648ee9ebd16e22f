namespace Demarc.Transcripts.Iptables;

/// <summary>A rule as listed, before it becomes an observation.</summary>
internal sealed record ChainRule
{
    /// <summary>Index of its line.</summary>
    public required int Line { get; init; }

    /// <summary>Null for a rule that only counts.</summary>
    public required string? Target { get; init; }

    /// <summary>The match part with single blanks, without what belongs to the target; empty when there is none.</summary>
    public required string Match { get; init; }

    /// <summary>Number printed before the rule, with <c>--line-numbers</c>.</summary>
    public int? Number { get; init; }
    public long? Packets { get; init; }
    public long? Bytes { get; init; }

    /// <summary>The listing shows every condition; <c>-L</c> without <c>-v</c> hides interfaces.</summary>
    public required bool ShowsAll { get; init; }

    /// <summary>No condition is shown.</summary>
    public required bool MatchesAll { get; init; }

    /// <summary>The conditions alone, for comparing two rules.</summary>
    public required string Key { get; init; }
}
