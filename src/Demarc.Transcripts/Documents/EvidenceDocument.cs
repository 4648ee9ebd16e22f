using System.Text.Json;
using Demarc.Model;

namespace Demarc.Transcripts;

/// <summary>
/// This program's own JSON as evidence: <c>demarc diagnose a.json b.json</c> compares the places they were made at.
/// Elements are read one by one, so that a broken or unknown one costs only itself. Never throws.
/// </summary>
public static class EvidenceDocument
{
    /// <summary>The observations of a document <c>demarc.observations/1</c>, <c>demarc.verdict/1</c> or an array of the latter.</summary>
    /// <param name="source">The document's name; it is put before the sources its evidence names: <c>a.json!case.txt</c>.</param>
    /// <param name="sha256">Hash of its bytes, lower-case hex.</param>
    public static DocumentReading Read(string source, string sha256, ReadOnlyMemory<byte> utf8)
    {
        var json = utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
        var problems = new DocumentProblems(source, json);
        var observations = new List<Observation>();
        try
        {
            foreach (var document in DocumentParts.Roots(json, problems))
            {
                switch (DocumentParts.SchemaOf(json, document))
                {
                    case Contract.ObservationsSchema:
                        ReadObservations(source, json, document, observations, problems);
                        break;
                    case Contract.VerdictSchema:
                        observations.AddRange(VerdictEvidence.Read(source, sha256, json, document, problems));
                        break;
                    default:
                        problems.Add(document, $"no {Contract.VerdictSchema} and no {Contract.ObservationsSchema}", $"既不是 {Contract.VerdictSchema} 也不是 {Contract.ObservationsSchema}");
                        break;
                }
            }
        }
        catch (Exception fault) when (IsFault(fault))
        {
            problems.AddBroken(fault);
        }

        return new(observations, problems.All);
    }

    /// <summary>Whether the bytes are one JSON value and nothing else; text that only begins like a document is text.</summary>
    public static bool IsWhole(ReadOnlyMemory<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8.Span.StartsWith("\uFEFF"u8) ? utf8.Span[3..] : utf8.Span, new JsonReaderOptions { MaxDepth = 64 });
        try
        {
            while (reader.Read())
            {
            }

            return reader.BytesConsumed > 0;
        }
        catch (Exception fault) when (IsFault(fault))
        {
            return false;
        }
    }

    /// <summary>What broken JSON brings out: the reader, the converters, text that is no UTF-8.</summary>
    internal static bool IsFault(Exception fault) => fault is JsonException or InvalidOperationException or NotSupportedException or ArgumentException or FormatException or OverflowException;

    /// <summary>Reads one part of a document; null, with the problem told, when it is not what it should be.</summary>
    internal static T? Parse<T>(ReadOnlyMemory<byte> json, Range part, DocumentProblems problems)
        where T : class
    {
        try
        {
            var bytes = json.Span[part];
            if (DocumentParts.HasHoles(bytes))
            {
                problems.Add(part, "a list holds null where it must not", "列表中有不应出现的 null");
                return null;
            }

            if (JsonSerializer.Deserialize(bytes, DocumentJson.Strict.GetTypeInfo(typeof(T))!) is T value) return value;
            problems.Add(part, "null where a record is due", "此处应为记录而不是 null");
        }
        catch (Exception fault) when (IsFault(fault))
        {
            problems.Add(part, "not understood: " + Plain(fault), "无法理解：" + Plain(fault));
        }

        return null;
    }

    /// <summary>An exception's words on one line, without what it quotes from the document.</summary>
    internal static string Plain(Exception fault)
    {
        var text = Secrets.MaskAll(fault.Message.ReplaceLineEndings(" "));
        return text.Length <= 160 ? text : text[..160] + "…";
    }

    private static void ReadObservations(string source, ReadOnlyMemory<byte> json, Range document, List<Observation> observations, DocumentProblems problems)
    {
        foreach (var element in DocumentParts.ElementsOf(json, document, "observations"u8, problems))
        {
            if (Parse<Observation>(json, element, problems) is { } observation) observations.Add(Rehome(source, observation));
        }

        foreach (var element in DocumentParts.ElementsOf(json, document, "unread"u8, problems))
        {
            if (Parse<Unread>(json, element, problems) is { } unread) problems.Add(Rehome(source, unread));
        }
    }

    /// <summary>An observation of a document as one of this case: its evidence names the document, its ids are given anew.</summary>
    internal static Observation Rehome(string source, Observation observation)
    {
        var evidence = observation.Evidence;
        return Complete(observation) with
        {
            Id = "",
            Evidence = evidence with
            {
                Id = "",
                Source = $"{source}!{evidence.Source}",
                Also = [.. (evidence.Also ?? []).Select(place => place with { Source = $"{source}!{place.Source}", Lines = Pair(place.Lines) })],
                Lines = Pair(evidence.Lines),
                Kind = observation.Kind,
                Text = Secrets.MaskAndCut(evidence.Text ?? "", Contract.EvidenceTextLimit),
            },
        };
    }

    // What a document leaves out arrives as null even where the model has a default. A statement without a tool was
    // never measured, whatever the document leaves out about it.
    private static Observation Complete(Observation observation) => observation switch
    {
        PathTrace { Hops: { } hops } trace => trace with { Hops = [.. hops.Select(hop => hop with { Responders = hop.Responders ?? [] })] },
        Report or Change or Claim or Trial when observation is { Tool: null, Basis: Basis.Measured } => observation with { Basis = Basis.Stated },
        _ => observation,
    };

    private static Unread Rehome(string source, Unread unread) => new(
        $"{source}!{unread.Source}", Pair(unread.Lines), Secrets.MaskAndCut(unread.Reason, Contract.EvidenceTextLimit), Secrets.MaskAndCut(unread.Zh, Contract.EvidenceTextLimit));

    private static IReadOnlyList<int>? Pair(IReadOnlyList<int>? lines) => lines is [> 0 and var first, var last] && last >= first ? lines : null;
}
