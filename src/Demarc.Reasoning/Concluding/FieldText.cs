using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>Says in a verdict that confirmed cases of the field had a part in it, and what it would be without them.</summary>
internal static class FieldText
{
    public static FieldPriorsUse Use(CauseCatalogue catalogue, Ranking plain, Location? place, string? cause)
    {
        var without = Naming.Of(plain, place);
        return new(catalogue.Field!.CasesOf(catalogue.Causes), FieldPriors.Strength, cause is null ? null : catalogue.Field.Confirmed.GetValueOrDefault(cause), without.Side, without.Cause, without.Sides[0].Probability);
    }

    /// <summary>The summary with a sentence about it.</summary>
    public static Bilingual Told(Bilingual summary, FieldPriorsUse? use)
    {
        if (use is null) return summary;
        var side = use.SideWithout.Name();
        var (en, zh) = use.SideWithout == Side.Undetermined ? ("no side would be named", "不能定界") : ($"{side.En}, {ProbabilityText.Of(use.ConfidenceWithout, Language.English)}", $"{side.Zh}，{ProbabilityText.Of(use.ConfidenceWithout, Language.Chinese)}");
        return new($"{summary.En} {use.Cases} confirmed cases of this desk are weighed in; without them: {en}.", $"{summary.Zh}已计入本单位 {use.Cases} 个已确认案例；不计入时：{zh}。");
    }
}
