using System.Globalization;
using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>A sign in words: "ping to the target: ping is answered".</summary>
public static class SignTexts
{
    /// <summary>Test and outcome as a phrase, in both languages.</summary>
    public static Bilingual Phrase(Sign sign) => Phrase(sign.Test.Id, sign.Outcome);

    /// <summary>Test and outcome as a phrase, in both languages.</summary>
    public static Bilingual Phrase(string test, string outcome)
    {
        var title = TestTexts.Of(test).Title;
        var shown = TestTexts.Outcome(test, outcome);
        return new($"{title.En}: {shown.En}", $"{title.Zh}：{shown.Zh}");
    }
}

/// <summary>Probabilities for people: never 0 % or 100 %.</summary>
public static class ProbabilityText
{
    public static string Of(double probability) => probability switch
    {
        > 0.99 => "> 99 %",
        < 0.01 => "< 1 %",
        _ => Math.Round(probability * 100).ToString(CultureInfo.InvariantCulture) + " %",
    };
}
