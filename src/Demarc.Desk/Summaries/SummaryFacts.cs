using Demarc.Model;

namespace Demarc.Desk.Summaries;

/// <summary>All a summary is drafted from: plain facts of one case, whoever keeps them. Words of persons stand as they wrote them.</summary>
public sealed record SummaryFacts
{
    /// <summary>Case number.</summary>
    public required string Case { get; init; }
    public required string Title { get; init; }

    /// <summary>The problem as agreed.</summary>
    public string? Scope { get; init; }

    /// <summary>What had to be reached.</summary>
    public string? Goal { get; init; }

    /// <summary>Host, URL or service.</summary>
    public string? Target { get; init; }

    /// <summary>Zone times are written in.</summary>
    public required TimeZoneInfo Zone { get; init; }
    public DateTimeOffset? Opened { get; init; }
    public DateTimeOffset? Closed { get; init; }
    public IReadOnlyList<SummaryParty> Parties { get; init; } = [];
    public IReadOnlyList<TimelineEntry> Timeline { get; init; } = [];
    public IReadOnlyList<RequestOutcome> Requests { get; init; } = [];
    public IReadOnlyList<VerdictStep> Verdicts { get; init; } = [];
    public IReadOnlyList<ClaimOutcome> Claims { get; init; } = [];
    public IReadOnlyList<TrialRow> Trials { get; init; } = [];
    public IReadOnlyList<ChangeRow> Changes { get; init; } = [];

    /// <summary>What was found in the end; null while nothing was.</summary>
    public Bilingual? Conclusion { get; init; }
    public IReadOnlyList<Bilingual> OpenPoints { get; init; } = [];

    /// <summary>Output quoted in the summary.</summary>
    public IReadOnlyList<Excerpt> Excerpts { get; init; } = [];
}

/// <summary>Somebody of the case.</summary>
/// <param name="Role">What they are to it, such as <c>network owner</c>.</param>
public sealed record SummaryParty(string Name, string? Organisation, Bilingual Role);

/// <summary>Something that happened.</summary>
/// <param name="At">When it happened; null when that is not known, the entry then stands where it is in the list.</param>
public sealed record TimelineEntry(DateTimeOffset? At, string? Who, string What);

/// <summary>A request and what became of it.</summary>
/// <param name="Came">What came or is missing.</param>
public sealed record RequestOutcome(DateTimeOffset? Asked, Bilingual What, Bilingual Where, bool IsMet, Bilingual Came);

/// <summary>The verdict as it stood from some time on.</summary>
/// <param name="MovedBy">The evidence that moved it there.</param>
public sealed record VerdictStep(DateTimeOffset At, Side Side, string Standing, double Confidence, Bilingual MovedBy);

/// <summary>What became of a theory somebody stated.</summary>
/// <param name="Status"><c>supported refuted undecided</c>.</param>
public sealed record ClaimOutcome(Bilingual Claim, string? By, string Status, Bilingual Why);

/// <summary>One environment and whether the symptom came in it.</summary>
public sealed record TrialRow(IReadOnlyDictionary<string, string> Factors, bool Symptom, int Repeats);

/// <summary>Something altered.</summary>
/// <param name="Effect"><c>none better cured worse returned-on-revert</c>; null when not told.</param>
public sealed record ChangeRow(DateTimeOffset? At, string What, string? By, string? Effect);

/// <summary>Lines of an artifact.</summary>
public sealed record Excerpt(string Caption, IReadOnlyList<string> Lines, string Source);
