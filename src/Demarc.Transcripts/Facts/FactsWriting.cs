using System.Globalization;
using System.Text;
using Demarc.Model;

namespace Demarc.Transcripts;

/// <summary>Writes proposed facts as YAML for a person: what, from where, in whose words. A superseded fact is written out of force.</summary>
internal sealed class FactsWriting
{
    private const string Head = """
        # Proposed facts: read from prose by rule, not confirmed by anybody.
        # Check each against its source, correct or delete it, then give this file back with --facts.
        # 以下事实由规则从文字中读出，尚无人确认。请逐条核对来源，改正或删除后用 --facts 交回。

        """;

    private const int QuoteChars = 80;
    private readonly StringBuilder _text = new(Head.ReplaceLineEndings("\n"));

    public string Write(string? target, string? symptom, IReadOnlyList<ProposedFact> proposals)
    {
        if (target is { Length: > 0 }) Line("", $"target: {YamlText.Value(Secrets.MaskAll(target))}");
        if (symptom is { Length: > 0 }) Line("", $"symptom: {YamlText.Value(symptom)}");
        Section("reports", proposals, fact => fact is Report);
        Section("changes", proposals, fact => fact is Change);
        Section("claims", proposals, fact => fact is Claim);
        Section("trials", proposals, fact => fact is Trial);
        return _text.ToString();
    }

    private void Section(string name, IReadOnlyList<ProposedFact> proposals, Func<Observation, bool> belongs)
    {
        var any = false;
        foreach (var proposal in proposals)
        {
            if (!belongs(proposal.Fact)) continue;
            if (!any) Line("", $"{name}:");
            any = true;
            Entry(proposal);
        }
    }

    private void Entry(ProposedFact proposal)
    {
        var evidence = proposal.Fact.Evidence;
        var place = FactPlace.Write(evidence.Source, evidence.Lines) ?? evidence.Source;
        Line("  # ", YamlText.Remark($"{place}, {proposal.Rule}", int.MaxValue));
        if (evidence.Text.Length > 0) Line("  # ", "“" + YamlText.Remark(Secrets.MaskAll(evidence.Text), QuoteChars) + "”");
        var superseded = proposal.Fact switch { Report report => report.SupersededBy, Claim claim => claim.SupersededBy, _ => null };
        if (superseded is not null)
        {
            var by = YamlText.Remark(FactPlace.Write(superseded.Source, superseded.Lines) ?? superseded.Source, int.MaxValue);
            Line("  # ", $"taken back by {by}, so not in force / 已被 {by} 收回，不生效");
        }

        var opened = false;
        foreach (var (key, value) in Fields(proposal.Fact))
        {
            if (value is null) continue;
            Line((superseded is null ? "  " : "  # ") + (opened ? "  " : "- "), $"{key}: {value}");
            opened = true;
        }
    }

    private static IEnumerable<(string Key, string? Value)> Fields(Observation fact)
    {
        yield return ("vantage", Text(fact.Vantage));
        yield return ("target", Text(fact.Target));
        foreach (var field in OwnFields(fact)) yield return field;
        yield return ("time", Time(fact.Time));
        yield return ("lines", Text(FactPlace.Write(fact.Evidence.Source, fact.Evidence.Lines)));
    }

    private static IEnumerable<(string Key, string? Value)> OwnFields(Observation fact) => fact switch
    {
        Report report =>
        [
            ("works", Text(report.Works)), ("symptom", Text(report.Symptom)), ("share", Text(report.Share)), ("by", Text(report.By)), ("note", Text(report.Note)),
        ],
        Change change => [("what", Text(change.What)), ("concerns", Text(change.Concerns)), ("effect", Text(change.Effect)), ("by", Text(change.By))],
        Claim claim => [("claim", Text(claim.ClaimId)), ("denied", Flag(claim.Denied)), ("by", Text(claim.By))],
        Trial trial =>
        [
            ("factors", Factors(trial.Factors)), ("symptom", Flag(trial.Symptom)), ("repeats", Number(trial.Repeats)), ("spurious", Number(trial.Spurious)), ("by", Text(trial.By)),
        ],
        _ => [],
    };

    private static string? Text(string? value) => value is { Length: > 0 } ? YamlText.Value(Secrets.MaskAll(value)) : null;

    private static string? Flag(bool? value) => value switch { true => "true", false => "false", null => null };

    private static string? Number(int? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static string? Factors(IReadOnlyDictionary<string, string>? factors) => factors is not { Count: > 0 }
        ? null
        : "{ " + string.Join(", ", factors.OrderBy(factor => factor.Key, StringComparer.Ordinal).Select(factor => $"{YamlText.Value(Secrets.MaskAll(factor.Key))}: {Text(factor.Value) ?? "\"\""}")) + " }";

    // An instant whose zone was only assumed is written with the words it was made of, for the person to correct.
    private static string? Time(Moment? time)
    {
        if (time is null) return null;
        if (StatedTime.TryRead(time.Text, out var stated) && stated!.Utc == time.Utc) return YamlText.Value(time.Text);
        if (time.Utc is not { } instant) return $"# {YamlText.Remark(time.Text, QuoteChars)}";
        return UtcTime.Text(instant) + (time.Zone == ZoneKnowledge.Stated ? "" : $"   # “{YamlText.Remark(time.Text, QuoteChars)}”, zone assumed / 时区为推定");
    }

    private void Line(string lead, string text) => _text.Append(lead).Append(text).Append('\n');
}
