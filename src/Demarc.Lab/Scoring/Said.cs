using System.Text.Json;
using Demarc.Model;

namespace Demarc.Lab.Scoring;

/// <summary>What a verdict document says, as far as it is scored.</summary>
/// <param name="Top">The most probable side, whether or not it was probable enough to be named.</param>
/// <param name="Confidence">Its probability.</param>
/// <param name="Sides">Probability of each side.</param>
/// <param name="Causes">Causes, best first.</param>
/// <param name="Cause">The one that was named, if any.</param>
/// <param name="Tests">Sorts of measurement the verdict rests on.</param>
public sealed record Said(Side Top, double Confidence, IReadOnlyDictionary<Side, double> Sides, IReadOnlyList<string> Causes, string? Cause, int Tests)
{
    private const int LongestDocument = 32 << 20;

    /// <summary>Reads the first verdict of a command's output; null with the reason when there is none.</summary>
    public static Said? Read(string output, out string? problem)
    {
        problem = null;
        try
        {
            if (output.Length > LongestDocument) throw new JsonException("longer than any verdict");
            var text = output.Trim();
            var document = text.StartsWith('[')
                ? JsonSerializer.Deserialize(text, ModelJson.Readable.VerdictDocumentArray)?.FirstOrDefault()
                : JsonSerializer.Deserialize(text, ModelJson.Readable.VerdictDocument);
            if (document is not null) return Of(document);
            problem = "no verdict in the output";
        }
        catch (JsonException fault)
        {
            problem = "no verdict in the output: " + fault.Message.ReplaceLineEndings(" ");
        }

        return null;
    }

    /// <summary>Kinds for which something was sent; what this host says of itself costs nobody anything.</summary>
    private static readonly HashSet<string> Sent = new(StringComparer.Ordinal)
    {
        Kinds.Ping, Kinds.PathTrace, Kinds.Dns, Kinds.Connect, Kinds.Tls, Kinds.Http, Kinds.Download, Kinds.Upload,
    };

    public static Said Of(VerdictDocument document)
    {
        var sides = new Dictionary<Side, double>();
        foreach (var share in document.Sides) sides[share.Side] = sides.GetValueOrDefault(share.Side) + share.Probability;
        if (sides.Count == 0) sides[document.Verdict.Side] = document.Verdict.Confidence;
        var top = sides.OrderByDescending(share => share.Value).ThenBy(share => share.Key).First();
        var causes = document.Hypotheses.Select(hypothesis => hypothesis.Cause).ToArray();
        var tests = document.Evidence.Where(evidence => Sent.Contains(evidence.Kind)).Select(evidence => (evidence.Kind, evidence.Tool)).Distinct().Count();
        return new(top.Key, top.Value, sides, causes, document.Verdict.Cause, tests);
    }
}
