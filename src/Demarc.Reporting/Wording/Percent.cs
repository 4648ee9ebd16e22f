using System.Globalization;
using Demarc.Model;

namespace Demarc.Reporting.Wording;

/// <summary>Probabilities for people: whole percents, and never a certainty nobody has.</summary>
internal static class Percent
{
    /// <summary><c>93 %</c>, at the ends <c>&gt; 99 %</c> and <c>&lt; 1 %</c>; Chinese sets no space before the sign.</summary>
    public static string Of(double probability, Language language)
    {
        var sign = language == Language.Chinese ? "%" : " %";
        if (!(probability >= 0.01)) return "< 1" + sign;
        if (probability > 0.99) return "> 99" + sign;
        return Math.Round(probability * 100, MidpointRounding.AwayFromZero).ToString("0", CultureInfo.InvariantCulture) + sign;
    }
}
