using Demarc.Artifacts;
using Demarc.Captures;
using Demarc.Model;
using Demarc.Reasoning;
using Demarc.Transcripts;

namespace Demarc.Diagnosing;

/// <summary>A case as it was read from what a user gave: every piece by itself, then joined, so that what is met twice counts once.</summary>
public static class CaseReading
{
    /// <summary>Reads artifacts and facts files as one case.</summary>
    /// <param name="paths">Files, folders, archives or <c>-</c>.</param>
    /// <param name="facts">Facts files given as such.</param>
    /// <param name="stdin">Standard input.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The case; whether nothing at all could be read.</returns>
    public static (CaseInput Input, bool Nothing) Read(IEnumerable<string> paths, IEnumerable<string> facts, Stream stdin, CancellationToken cancellationToken) => Join(
    [
        new PieceReader(cancellationToken).Read(ArtifactReader.Open(paths, stdin, null, cancellationToken), areFacts: false),
        new PieceReader(cancellationToken).Read(ArtifactReader.Open(facts, stdin, null, cancellationToken), areFacts: true),
    ]);

    /// <summary>Reads one file.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="isFacts">It was given as a facts file.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static PieceReading Piece(string path, string name, bool isFacts, CancellationToken cancellationToken) =>
        new PieceReader(cancellationToken).Read(ArtifactReader.OpenAs(path, name, cancellationToken), isFacts);

    /// <summary>What pieces say together.</summary>
    /// <returns>The case; whether nothing in any of them could be read.</returns>
    public static (CaseInput Input, bool Nothing) Join(IReadOnlyList<PieceReading> pieces)
    {
        var all = new List<Observation>();
        var proposed = new List<(Observation Fact, string Rule)>();
        var documents = new List<DocumentSpan>();
        foreach (var piece in pieces)
        {
            proposed.AddRange(piece.Proposed.Select(it => (piece.Observations[it.Index], it.Rule)));
            documents.AddRange(piece.Documents.Select(it => it with { First = it.First + all.Count }));
            all.AddRange(piece.Observations);
        }

        NamePlaces(all, documents);
        var (observations, kept) = Repeats.Join(FilterNames.Join(all));
        var input = new CaseInput
        {
            Target = pieces.Select(it => it.Target).LastOrDefault(it => it is not null),
            Symptom = pieces.Select(it => it.Symptom).LastOrDefault(it => it is not null),
            Observations = observations,
            Proposed = [.. proposed.Where(it => kept.ContainsKey(it.Fact)).Select(it => (kept[it.Fact], it.Rule)).DistinctBy(it => it.Item1, ReferenceEqualityComparer.Instance)],
            Unread = [.. pieces.SelectMany(it => it.Unread)],
        };
        return (input, pieces.All(it => it.NothingReadable));
    }

    /// <summary>Another build of the readers may read another thing from the same bytes, and so may another program beside it: this tells them apart.</summary>
    public static string Readers { get; } = string.Join('/', new[] { typeof(Observation), typeof(ArtifactReader), typeof(CaptureReader), typeof(TranscriptReader), typeof(CaseReading) }.Select(it => it.Module.ModuleVersionId.ToString("N")).Append(ArtifactReader.Abilities));

    /// <summary>Each document was made at a place. Where several name none, their file names tell the places apart.</summary>
    private static void NamePlaces(List<Observation> observations, List<DocumentSpan> documents)
    {
        if (documents.Count < 2) return;
        foreach (var (source, first, count) in documents)
        {
            var place = Path.GetFileNameWithoutExtension(source.Split('!')[^1]);
            if (place.Length == 0) continue;
            for (var i = first; i < first + count; i++)
            {
                var it = observations[i];
                if (it.Vantage is null && it.Basis == Basis.Measured) observations[i] = it with { Vantage = place, Evidence = it.Evidence with { Vantage = place } };
            }
        }
    }
}
