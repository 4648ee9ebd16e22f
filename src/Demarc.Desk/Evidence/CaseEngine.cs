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
    public (CaseInput Input, bool Nothing) Read(IReadOnlyList<EvidenceRecord> evidence, CancellationToken cancellationToken)
    {
        var kept = evidence.Where(it => it.Erased is null && shelf.Has(it.Sha256)).ToList();
        var names = kept.DistinctBy(it => it.Sha256).ToDictionary(it => shelf.PathOf(it.Sha256), it => $"{it.Label} {it.Name}", StringComparer.Ordinal);
        var reading = new CaseReading(cancellationToken);
        var (facts, others) = (kept.Where(IsFacts).ToList(), kept.Where(it => !IsFacts(it)).DistinctBy(it => it.Sha256).ToList());
        var input = reading.Read(others.Select(it => shelf.PathOf(it.Sha256)), facts.Select(it => shelf.PathOf(it.Sha256)), Stream.Null);
        var renamed = new Dictionary<Observation, Observation>(ReferenceEqualityComparer.Instance);
        foreach (var observation in input.Observations) renamed[observation] = observation with { Evidence = Named(observation.Evidence, names) };
        input = input with
        {
            Observations = [.. input.Observations.Select(it => renamed[it])],
            Proposed = [.. input.Proposed.Select(it => (renamed.GetValueOrDefault(it.Fact, it.Fact), it.Rule))],
            Unread = [.. input.Unread.Select(it => it with { Source = Named(it.Source, names), Reason = Told(it.Reason, names), Zh = Told(it.Zh, names) })],
        };
        return (input, reading.NothingReadable);
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

    private static Model.Evidence Named(Model.Evidence it, Dictionary<string, string> names) =>
        it with { Source = Named(it.Source, names), Also = [.. it.Also.Select(place => place with { Source = Named(place.Source, names) })] };

    private static string Named(string source, Dictionary<string, string> names)
    {
        var member = source.IndexOf('!', StringComparison.Ordinal);
        var file = member < 0 ? source : source[..member];
        return names.TryGetValue(file, out var name) ? name + (member < 0 ? "" : source[member..]) : source;
    }

    private static string Told(string reason, Dictionary<string, string> names)
    {
        foreach (var (path, name) in names) reason = reason.Replace(path, name, StringComparison.Ordinal);
        return reason;
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
