using System.Text;
using System.Text.Json;
using Demarc.Model;

namespace Demarc.Transcripts;

/// <summary>
/// A verdict made elsewhere as one measured report: does its target work from its place? The verdict's own opinion about
/// the side is not evidence here, or an error there would be repeated with more weight.
/// </summary>
internal static class VerdictEvidence
{
    private const string Tool = "demarc";

    public static Report? Read(string source, string sha256, ReadOnlyMemory<byte> json, Range document, DocumentProblems problems)
    {
        if (Part<Subject>(json, document, "subject", problems) is not { } subject) return null;
        if (Part<Verdict>(json, document, "verdict", problems) is not { } verdict) return null;
        var (works, symptom) = Says(subject, verdict);
        if (works is null && symptom is null)
        {
            problems.Add(document, "this verdict names no fault and no health, so there is nothing to compare", "该结论既未指出故障也未确认正常，没有可比较的内容");
            return null;
        }

        var vantage = subject.Vantages is [var first, ..] ? first : null;
        var time = Time(json, document);
        return new Report
        {
            Tool = Tool,
            Vantage = vantage,
            Target = subject.Target is { } target ? Secrets.MaskAll(target) : null,
            Time = time,
            Basis = Basis.Measured,
            Works = works,
            Symptom = symptom,
            Evidence = new()
            {
                Source = source,
                Sha256 = sha256,
                Lines = problems.Lines(document),
                Kind = Kinds.Report,
                Tool = Tool,
                Vantage = vantage,
                Time = time,
                Text = Secrets.MaskAndCut(Encoding.UTF8.GetString(Head(json.Span[document])), Contract.EvidenceTextLimit),
            },
        };
    }

    // Undetermined without a mechanism means that no fault was seen: the symptom is then hearsay of that place, not measured.
    private static (string? Works, string? Symptom) Says(Subject subject, Verdict verdict) => verdict switch
    {
        { Side: Side.Healthy } => ("always", null),
        { Side: Side.Undetermined, Mechanism: null } => (null, null),
        _ => subject.Symptom switch
        {
            "intermittent" => ("sometimes", "intermittent"),
            "slow" or "hangs" or "error" => (null, subject.Symptom),
            "unreachable" or "refused" => ("never", subject.Symptom),
            null => ("never", null),
            _ => (null, null),
        },
    };

    private static T? Part<T>(ReadOnlyMemory<byte> json, Range document, string name, DocumentProblems problems)
        where T : class
    {
        if (DocumentParts.ValueOf(json, document, Encoding.UTF8.GetBytes(name)) is { } part) return EvidenceDocument.Parse<T>(json, part, problems);
        problems.Add(document, $"a verdict document without '{name}'", $"结论文档缺少“{name}”");
        return null;
    }

    private static Moment? Time(ReadOnlyMemory<byte> json, Range document)
    {
        if (DocumentParts.ValueOf(json, document, "generatedAt"u8) is not { } part) return null;
        var reader = new Utf8JsonReader(json.Span[part]);
        if (!reader.Read() || reader.TokenType != JsonTokenType.String || !reader.TryGetDateTimeOffset(out var instant)) return null;
        return new(reader.GetString()!, instant.ToUniversalTime(), ZoneKnowledge.Stated);
    }

    private static ReadOnlySpan<byte> Head(ReadOnlySpan<byte> json) => json[..Math.Min(json.Length, 2 * Contract.EvidenceTextLimit)];
}
