using System.Text.Json;
using System.Text.Json.Nodes;
using Demarc.Model;
using Demarc.Testing;

namespace Demarc.Transcripts.Tests.Corpus;

/// <summary>Holds what is read of every sample against its truths.</summary>
internal sealed class CorpusScore
{
    private readonly List<string> _misses = [];

    public int Blocks { get; private set; }

    public int BlocksFound { get; private set; }

    public int Fields { get; private set; }

    public int FieldsRight { get; private set; }

    /// <summary>Observations where no truth has a block, or of a kind that no truth foresees there.</summary>
    public int Unforeseen { get; private set; }

    /// <summary>What was missed, by file and line.</summary>
    public IReadOnlyList<string> Misses => _misses;

    public double BlockShare => (double)BlocksFound / Blocks;

    public double FieldShare => (double)FieldsRight / Fields;

    public static CorpusScore Take()
    {
        var score = new CorpusScore();
        foreach (var truth in Truths.Load())
        {
            var text = File.ReadAllText(Repository.Shared(["corpus", "samples", .. truth.File.Split('/')]));
            score.Add(truth, [.. TranscriptReader.Read(new(truth.File, "", text)).Observations.SelectMany(Places)]);
        }

        return score;
    }

    public string Summary => FormattableString.Invariant(
        $"blocks {BlocksFound} of {Blocks} ({BlockShare:P1}), fields {FieldsRight} of {Fields} ({FieldShare:P1}), unforeseen observations {Unforeseen}");

    private void Add(FileTruth truth, List<Found> found)
    {
        foreach (var block in truth.Blocks)
        {
            var inside = found.Where(one => one.Lines.Meets(block.Outer) && Foreseen(block, one)).OrderBy(one => one.Lines.First).ToList();
            Blocks++;
            if (Wrong(block, inside) is { } wrong) _misses.Add($"{truth.File}:{block.Outer.First}-{block.Outer.Last} {wrong}");
            else BlocksFound++;
            var json = inside.ConvertAll(one => one.Json);
            foreach (var field in block.Fields)
            {
                Fields++;
                if (FieldPath.Wrong(field, json) is { } instead) _misses.Add($"{truth.File}:{block.Outer.First}   {field.Path} {field.Sign} {field.Value}, found {Cut(instead)}");
                else FieldsRight++;
            }
        }

        foreach (var one in found)
        {
            if (truth.Ambiguous.Exists(one.Lines.Meets) || truth.Blocks.Exists(block => one.Lines.Meets(block.Outer) && Foreseen(block, one))) continue;
            Unforeseen++;
            _misses.Add($"{truth.File}:{one.Lines.First}-{one.Lines.Last} unforeseen {one.Kind}");
        }
    }

    private static string? Wrong(BlockTruth block, List<Found> inside)
    {
        foreach (var kinds in block.Must)
        {
            if (!inside.Exists(one => kinds.Contains(one.Kind))) return $"no {string.Join('|', kinds)}";
        }

        var span = new Lines(inside.Min(one => one.Lines.First), inside.Max(one => one.Lines.Last));
        return block.Outer.Covers(span) && span.Covers(block.Core) ? null : $"lines {span.First}-{span.Last}, must cover {block.Core.First}-{block.Core.Last}";
    }

    private static bool Foreseen(BlockTruth block, Found one) => block.May.Contains(one.Kind) || block.Must.Any(kinds => kinds.Contains(one.Kind));

    /// <summary>The observation once for each place it was read at.</summary>
    private static IEnumerable<Found> Places(Observation observation)
    {
        var json = (JsonObject)JsonSerializer.SerializeToNode(observation, ModelJson.Default.Observation)!;
        IReadOnlyList<int>?[] places = [observation.Evidence.Lines, .. observation.Evidence.Also.Select(place => place.Lines)];
        return places.OfType<IReadOnlyList<int>>().Select(lines => new Found(observation.Kind, new(lines[0], lines[1]), json));
    }

    private static string Cut(string text) => text.Length > 100 ? text[..100] + "…" : text;

    private sealed record Found(string Kind, Lines Lines, JsonObject Json);
}
