using System.Text;
using System.Text.Json;
using Demarc.Model;

namespace Demarc.Transcripts;

/// <summary>
/// A verdict made elsewhere: one report of whether its target works from its place, and what its evidence says when it is
/// read again. The verdict's own opinion about side and cause, and how sure it was, is not evidence here, or an error there
/// would be repeated with more weight.
/// </summary>
internal static class VerdictEvidence
{
    public const string Tool = "demarc";

    /// <summary>Everything the document contributes.</summary>
    public static IReadOnlyList<Observation> Read(string source, string sha256, ReadOnlyMemory<byte> json, Range document, DocumentProblems problems)
    {
        if (Part<Subject>(json, document, "subject", problems) is not { } subject) return [];
        if (Part<Verdict>(json, document, "verdict", problems) is not { } verdict) return [];
        var quoted = All<Evidence>(json, document, "evidence"u8, problems);
        var read = RereadEvidence.Read(source, quoted).ToList();
        var signs = All<Hypothesis>(json, document, "hypotheses"u8, problems).SelectMany(h => (h.For ?? []).Concat(h.Against ?? []).Concat(h.Unexplained ?? []));
        var byId = quoted.Where(e => e.Id is { Length: > 0 }).DistinctBy(e => e.Id).ToDictionary(e => e.Id, StringComparer.Ordinal);
        read.AddRange(SignObservations.Read(source, subject.Target is { } target ? Secrets.MaskAll(target) : null, signs.Where(s => s is { Evidence: not null }), byId, read.Select(o => o.Kind).ToHashSet(StringComparer.Ordinal)).ToArray());
        foreach (var proposal in All<Proposal>(json, document, "proposed"u8, problems))
        {
            if (proposal is { Fact: Report or Change or Claim or Trial, SupersededBy: null }) read.Add(EvidenceDocument.Rehome(source, proposal.Fact) with { Basis = Basis.Proposed });
        }

        if (Summarised(source, sha256, json, document, subject, verdict, problems) is { } report) read.Insert(0, report);
        if (read.Count == 0) problems.Add(document, "this verdict names no fault and no health, and quotes nothing that can be read again", "该结论既未指出故障也未确认正常，引用的内容也无法再次读取");
        return read;
    }

    private static Report? Summarised(string source, string sha256, ReadOnlyMemory<byte> json, Range document, Subject subject, Verdict verdict, DocumentProblems problems)
    {
        var (works, symptom) = Says(subject, verdict);
        if (works is null && symptom is null) return null;
        var vantage = subject.Vantages is [var first, ..] ? first : null;
        var time = Time(json, document);
        return new Report
        {
            Tool = Tool,
            Vantage = vantage,
            Target = subject.Target is { } target ? Secrets.MaskAll(target) : null,
            Time = time,
            Basis = Hearsay(All<SideShare>(json, document, "sides"u8, problems), verdict.Side) ? Basis.Stated : Basis.Measured,
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

    /// <summary>The verdict rests more on what people said than on what was measured; then so does what it says here.</summary>
    private static bool Hearsay(IReadOnlyList<SideShare> shares, Side side) =>
        shares.FirstOrDefault(share => share.Side == side) is { } share && share.Measured < share.Reported;

    private static List<T> All<T>(ReadOnlyMemory<byte> json, Range document, ReadOnlySpan<byte> name, DocumentProblems problems)
        where T : class
    {
        var all = new List<T>();
        foreach (var element in DocumentParts.ElementsOf(json, document, name, problems))
        {
            if (EvidenceDocument.Parse<T>(json, element, problems) is { } part) all.Add(part);
        }

        return all;
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
