using Demarc.Desk.Evidence;
using Demarc.Desk.Store;
using Demarc.Model;

namespace Demarc.Desk.Finding;

/// <summary>What a case shares with others where their faults are alike: its signs and causes first, then the names it mentions.</summary>
internal static class Observables
{
    public const string Sign = "sign";
    public const string Cause = "cause";
    public const string Target = "target";

    /// <summary>A rare word that both cases' texts hold; not kept, but found when asked for (<see cref="SharedWords"/>).</summary>
    public const string Word = "word";

    private const int MostCauses = 3;
    private const double LeastProbability = 0.1;

    /// <summary>Replaces what the case is known to show.</summary>
    public static void Keep(DeskWriting writing, string caseId, CaseReport report)
    {
        writing.Do("DELETE FROM observable WHERE case_id = @1", caseId);
        var found = new HashSet<(string Kind, string Value)>();
        foreach (var hypothesis in report.Document.Hypotheses)
        {
            foreach (var sign in hypothesis.For.Concat(hypothesis.Against).Concat(hypothesis.Unexplained)) found.Add((Sign, $"{sign.Test}={sign.Outcome}"));
        }

        foreach (var hypothesis in report.Document.Hypotheses.Where(it => it.Probability >= LeastProbability).Take(MostCauses)) found.Add((Cause, hypothesis.Cause));
        if (report.Document.Subject.Target is { } target) found.Add((Target, target.ToLowerInvariant()));
        foreach (var (kind, value) in found) writing.Add("observable", ("case_id", caseId), ("kind", kind), ("value", value));
    }
}
