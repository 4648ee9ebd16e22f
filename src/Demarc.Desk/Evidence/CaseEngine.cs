using Demarc.Diagnosing;
using Demarc.Model;
using Demarc.Reasoning;

namespace Demarc.Desk.Evidence;

/// <summary>Asks the verdict engine about all evidence of a case, and names the evidence as the case does.</summary>
public sealed class CaseEngine(Func<CauseCatalogue> catalogue, ArtifactShelf shelf, string version)
{
    /// <summary>Pieces beyond this are not read again for a picture.</summary>
    private const long LargestRead = 4_000_000;

    private readonly Lazy<CauseCatalogue> _catalogue = new(catalogue);

    public CauseCatalogue Catalogue => _catalogue.Value;

    /// <summary>The verdict from these pieces of evidence, and the observations it rests on by piece.</summary>
    /// <param name="evidence">The pieces.</param>
    /// <param name="stated">What was written into the case itself: its trials.</param>
    /// <param name="priors">Confirmed cases to weigh in; null for none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public CaseReport Conclude(IReadOnlyList<EvidenceRecord> evidence, IReadOnlyList<Observation> stated, FieldPriors? priors, CancellationToken cancellationToken)
    {
        var (input, nothing) = Read(evidence, cancellationToken);
        if (stated.Count > 0) (input, nothing) = (input with { Observations = [.. input.Observations, .. stated] }, false);
        return new(Diagnosis.Conclude(input, priors is null ? Catalogue : Catalogue.WeighedBy(priors), version), input.Observations, nothing);
    }

    /// <summary>What these pieces of evidence say, named as the case does; whether nothing in them could be read.</summary>
    public (CaseInput Input, bool Nothing) Read(IEnumerable<EvidenceRecord> evidence, CancellationToken cancellationToken)
    {
        var kept = evidence.Where(it => it.Erased is null && shelf.Has(it.Sha256)).ToList();
        return CaseReading.Join([.. kept.Where(it => !IsFacts(it)).DistinctBy(it => it.Sha256).Concat(kept.Where(IsFacts)).Select(it => Piece(it, cancellationToken).Under($"{it.Label} "))]);
    }

    /// <summary>The path traces a verdict cites, read again from their pieces, for drawing.</summary>
    public IReadOnlyList<PathTrace> Traces(VerdictDocument document, IReadOnlyList<EvidenceRecord> evidence, CancellationToken cancellationToken = default)
    {
        var cited = document.Evidence.Where(it => it.Kind == Kinds.PathTrace).ToList();
        var pieces = evidence.Where(piece => piece.Size <= LargestRead && cited.Any(it => it.Source.Split(' ')[0] == piece.Label)).ToList();
        if (pieces.Count == 0) return [];
        return [.. Read(pieces, cancellationToken).Input.Observations.OfType<PathTrace>().Where(trace => trace.Hops is { Count: > 0 } && cited.Any(it => it.Source == trace.Evidence.Source && (it.Lines ?? []).SequenceEqual(trace.Evidence.Lines ?? [])))];
    }

    private static bool IsFacts(EvidenceRecord it) => it.Name is "facts.yaml" or "facts.yml";

    /// <summary>What one piece says: as it was read before, or read now.</summary>
    private PieceReading Piece(EvidenceRecord it, CancellationToken cancellationToken)
    {
        if (shelf.Readings.Find(it, IsFacts(it)) is { } known) return known;
        var reading = CaseReading.Piece(shelf.PathOf(it.Sha256), it.Name, IsFacts(it), cancellationToken);
        shelf.Keep(it, IsFacts(it), reading);
        return reading;
    }
}

/// <summary>What the engine says of a case.</summary>
/// <param name="Document">The verdict.</param>
/// <param name="Observations">What it rests on.</param>
/// <param name="Nothing">Nothing in the evidence could be read.</param>
public sealed record CaseReport(VerdictDocument Document, IReadOnlyList<Observation> Observations, bool Nothing)
{
    /// <summary>Observations from one piece of evidence.</summary>
    public IEnumerable<Observation> From(EvidenceRecord evidence) => Observations.Where(it => it.Evidence.Source.StartsWith($"{evidence.Label} ", StringComparison.Ordinal) || it.Evidence.Also.Any(place => place.Source.StartsWith($"{evidence.Label} ", StringComparison.Ordinal)));
}
