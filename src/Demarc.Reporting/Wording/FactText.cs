using Demarc.Model;

namespace Demarc.Reporting.Wording;

/// <summary>A stated fact in one line, for a person to confirm.</summary>
internal static class FactText
{
    public static string Of(Observation fact, VerdictView view)
    {
        var parts = new List<string>();
        switch (fact)
        {
            case Report report:
                Add(Term(Terms.Works, report.Works));
                Add(Term(Terms.Symptoms, report.Symptom));
                Add(report.Share);
                Add(Term(Terms.Notes, report.Note));
                Add(report.By);
                break;
            case Change change:
                Add(change.What);
                Add(Term(Terms.Effects, change.Effect));
                Add(change.By);
                break;
            case Claim claim:
                Add(claim.ClaimId is { } id ? (claim.Denied == true ? "≠ " : "") + view.ClaimName(id) : null);
                Add(claim.By);
                break;
            case Trial trial:
                Add(trial.Factors is { } factors ? string.Join(", ", factors.OrderBy(factor => factor.Key, StringComparer.Ordinal).Select(factor => $"{factor.Key}={factor.Value}")) : null);
                break;
        }

        var head = Terms.Of(Terms.Kinds, fact.Kind, view.Language);
        var place = fact.Vantage ?? fact.Target;
        if (place is not null) head += view.Paren(SafeText.Line(place));
        return parts.Count == 0 ? head : head + (view.IsChinese ? "：" : ": ") + string.Join(view.IsChinese ? "，" : ", ", parts);

        string? Term(IReadOnlyDictionary<string, Bilingual> table, string? id) => id is null ? null : Terms.Of(table, id, view.Language);

        void Add(string? part)
        {
            if (!string.IsNullOrWhiteSpace(part)) parts.Add(SafeText.Line(part));
        }
    }
}
