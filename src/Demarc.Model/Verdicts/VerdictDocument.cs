namespace Demarc.Model;

/// <summary>The published answer for one subject: <c>demarc.verdict/1</c>.</summary>
public sealed record VerdictDocument
{
    public string Schema { get; init; } = Contract.VerdictSchema;

    /// <summary>Newest evidence time, or <c>--now</c>; null when neither is known.</summary>
    public DateTimeOffset? GeneratedAt { get; init; }
    public required string Version { get; init; }
    public required Subject Subject { get; init; }
    public required Verdict Verdict { get; init; }

    /// <summary>Every side, most probable first; sums to 1. <c>undetermined</c> carries the unknown cause.</summary>
    public required IReadOnlyList<SideShare> Sides { get; init; }

    /// <summary>The ten best.</summary>
    public required IReadOnlyList<Hypothesis> Hypotheses { get; init; }
    public required IReadOnlyList<Harmless> Harmless { get; init; }
    public required IReadOnlyList<ClaimVerdict> Claims { get; init; }
    public required IReadOnlyList<Proposal> Proposed { get; init; }
    public required IReadOnlyList<NextTest> NextTests { get; init; }
    public required IReadOnlyList<Evidence> Evidence { get; init; }
    public required IReadOnlyList<Unread> Unread { get; init; }

    /// <summary>What confirmed cases of the field had a part in it; null where the catalogue's own weights alone were used.</summary>
    public FieldPriorsUse? FieldPriors { get; init; }
}

/// <summary>Confirmed cases that were weighed in with the catalogue.</summary>
/// <param name="Cases">How many.</param>
/// <param name="Strength">How many cases the catalogue's own weights counted for.</param>
/// <param name="OfCause">How many of them had the cause that is named; null where none is.</param>
/// <param name="SideWithout">The side that would be named without them.</param>
/// <param name="CauseWithout">The cause that would be named without them.</param>
/// <param name="ConfidenceWithout">Probability of the most probable side without them.</param>
public sealed record FieldPriorsUse(int Cases, double Strength, int? OfCause, Side SideWithout, string? CauseWithout, double ConfidenceWithout);

/// <summary>The published list of what was read: <c>demarc.observations/1</c>.</summary>
public sealed record ObservationsDocument
{
    public string Schema { get; init; } = Contract.ObservationsSchema;
    public required IReadOnlyList<Observation> Observations { get; init; }
    public IReadOnlyList<Unread> Unread { get; init; } = [];
}

/// <summary>What the verdict is about.</summary>
/// <param name="Target">The service under complaint; null when nothing names it.</param>
/// <param name="Symptom"><c>unreachable intermittent slow hangs refused error</c>; null when none is reported.</param>
/// <param name="Vantages">Places observed from, affected ones first.</param>
/// <param name="From">Earliest evidence time.</param>
/// <param name="To">Latest evidence time.</param>
public sealed record Subject(string? Target, string? Symptom, IReadOnlyList<string> Vantages, DateTimeOffset? From, DateTimeOffset? To);

/// <summary>The conclusion.</summary>
public sealed record Verdict
{
    /// <summary>Named from probability .60 up, else <see cref="Side.Undetermined"/>.</summary>
    public required Side Side { get; init; }

    /// <summary>A cause of the catalogue; null below probability .50.</summary>
    public string? Cause { get; init; }

    /// <summary>A family of causes that work alike; may be sure where the side is not.</summary>
    public Mechanism? Mechanism { get; init; }

    /// <summary>Probability of the named side; undetermined: of the best side.</summary>
    public required double Confidence { get; init; }

    /// <summary><c>possible likely very-likely confirmed</c>.</summary>
    public required string Standing { get; init; }

    /// <summary>The segment implicated, or null.</summary>
    public Location? Location { get; init; }
    public required Bilingual Summary { get; init; }

    /// <summary>What to ask of whom; null when there is nothing to ask.</summary>
    public Tell? Tell { get; init; }

    /// <summary>The one result that would overturn it; null when nothing is claimed.</summary>
    public Bilingual? WouldChange { get; init; }
}

/// <summary>A family of causes and its probability.</summary>
public sealed record Mechanism(string Id, double Probability);

/// <summary>Between which hops a fault lies.</summary>
public sealed record Location(int? AfterHop, int? BeforeHop, string? AfterAddress, string? BeforeAddress, string? Owner);

/// <summary>A request to a party.</summary>
public sealed record Tell(string Party, string En, string Zh);

/// <summary>A side's probability, and how much of it rests on measurement and on hearsay; the two sum to it.</summary>
public sealed record SideShare(Side Side, double Probability, double Measured, double Reported);

/// <summary>A cause held against this case's signs.</summary>
public sealed record Hypothesis
{
    public required string Cause { get; init; }

    /// <summary>The second cause of a pair; null for a single one.</summary>
    public string? With { get; init; }
    public required Side Side { get; init; }
    public required double Probability { get; init; }
    public required IReadOnlyList<SignWeight> For { get; init; }
    public required IReadOnlyList<SignWeight> Against { get; init; }

    /// <summary>Signs this cause leaves unexplained.</summary>
    public required IReadOnlyList<SignWeight> Unexplained { get; init; }
}

/// <summary>A sign and what it weighs, in nats against the runner-up.</summary>
public sealed record SignWeight(string Test, string Outcome, double Weight, IReadOnlyList<string> Evidence, bool Reported);

/// <summary>An oddity that is not a fault, and why.</summary>
public sealed record Harmless(string Rule, IReadOnlyList<string> Evidence, string En, string Zh);

/// <summary>What became of a theory somebody stated.</summary>
/// <param name="Status"><c>supported refuted undecided</c>.</param>
/// <param name="Settle">The test that would settle it; null when settled.</param>
/// <param name="En">Why, in one kind sentence that names the theory.</param>
/// <param name="Zh">The same in Chinese.</param>
public sealed record ClaimVerdict(string Claim, string? By, string Status, IReadOnlyList<string> Evidence, string? Settle, string En, string Zh);

/// <summary>A fact read from prose, for a person to confirm.</summary>
/// <param name="Fact">The observation it would become.</param>
/// <param name="Rule">The reading rule that proposed it.</param>
/// <param name="SupersededBy">Evidence of a later statement that takes it back; null while it stands.</param>
public sealed record Proposal(Observation Fact, IReadOnlyList<string> Evidence, string Rule, string? SupersededBy);

/// <summary>A test worth running next.</summary>
/// <param name="Gain">Expected information, 0.7 of the side's and 0.3 of the cause's, in bits.</param>
public sealed record NextTest(string Test, double Gain, int Cost, string Where, string? Command, string Permission, string En, string Zh);
