using Demarc.Model;

namespace Demarc.Reasoning.Tests;

/// <summary>The signs of a case built line by line, as <c>test=outcome</c>.</summary>
internal static class SignsOfEvidence
{
    public static IReadOnlyList<Sign> Signs(this CaseBuilder built) => SignEvaluator.Evaluate(new CaseView(Numbering.Number(built.Build())));

    public static string[] Outcomes(this CaseBuilder built) => [.. built.Signs().Select(sign => $"{sign.Test.Id}={sign.Outcome}")];

    /// <summary>Whether a cause gains by the case's signs of a test against an average one.</summary>
    public static double Likelihood(this CaseBuilder built, string test, string cause) =>
        built.Signs().Single(sign => sign.Test.Id == test) is { ByCause: { } causes } sign ? causes.GetValueOrDefault(cause, sign.OtherCauses) : double.NaN;
}
