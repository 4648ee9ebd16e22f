using Demarc.Model;

namespace Demarc.Transcripts;

/// <summary>What was found in a text.</summary>
/// <param name="Observations">In order of their lines; a block met twice is one observation with several references.</param>
/// <param name="Unread">What was recognised and could not be read.</param>
/// <param name="Proposals">Facts read from prose, for a person to confirm.</param>
public sealed record ReadResult(IReadOnlyList<Observation> Observations, IReadOnlyList<Unread> Unread, IReadOnlyList<ProposedFact> Proposals);

/// <summary>A fact that a reading rule proposes from prose.</summary>
/// <param name="Fact">The observation, with basis proposed.</param>
/// <param name="Rule">The rule's id, such as <c>works-here-not-there</c>.</param>
public sealed record ProposedFact(Observation Fact, string Rule);
