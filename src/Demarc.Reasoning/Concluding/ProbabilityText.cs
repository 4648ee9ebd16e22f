using System.Globalization;
using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>Probabilities for people: never 0 % or 100 %; Chinese sets no space before the sign.</summary>
public static class ProbabilityText
{
    public static string Of(double probability, Language language)
    {
        var sign = language == Language.Chinese ? "%" : " %";
        return probability switch
        {
            > 0.99 => "> 99" + sign,
            < 0.01 => "< 1" + sign,
            _ => Math.Round(probability * 100).ToString(CultureInfo.InvariantCulture) + sign,
        };
    }
}
