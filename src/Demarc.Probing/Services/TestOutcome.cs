using Demarc.Model;

namespace Demarc.Probing.Services;

/// <summary>
/// What a comparison of measurements says as a test of the contract, with the measurements it compares: the observations are
/// evidence each for itself, the outcome lies between them.
/// </summary>
/// <param name="Test">Id in tests.tsv.</param>
/// <param name="Outcome">One of that test's outcomes; null where the measurements cannot tell.</param>
public sealed record TestOutcome(string Test, string? Outcome, IReadOnlyList<Observation> Observations);
