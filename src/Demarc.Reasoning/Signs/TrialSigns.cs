using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>Trials in several environments: which factor, or pair of factors, goes with the symptom.</summary>
public sealed class TrialSigns : ISignRule
{
    public IEnumerable<Sign> Evaluate(CaseView view)
    {
        if (TrialAnalysis.Of(view) is not { } analysis) yield break;
        yield return Sign.Soft(Tests.FactorSplit, [.. analysis.Trials.Select(t => t.Evidence).DistinctBy(e => e.Id)],
            reported: analysis.Trials.All(t => t.Basis == Basis.Proposed), analysis.Trials.Count, [.. analysis.FitByClass.Select(pair => (pair.Key, pair.Value))]);
    }
}
