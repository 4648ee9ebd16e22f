using Demarc.Model;

namespace Demarc.Reporting.Wording;

/// <summary>
/// What a weight means in words. A weight is in nats against the runner-up: 0.7 doubles the odds, 2.3 makes them
/// tenfold, 4.6 hundredfold.
/// </summary>
internal static class Strength
{
    private static readonly (double From, Bilingual Word, string Mark)[] Steps =
    [
        (3.0, new("decisive", "决定性"), "+++"),
        (1.5, new("strong", "有力"), "++"),
        (0.5, new("clear", "明显"), "+"),
        (0.0, new("slight", "轻微"), "·"),
    ];

    /// <summary>The word for how much a sign weighs, whichever way.</summary>
    public static string Word(double weight, Language language) => Step(weight).Word.In(language);

    /// <summary>One to three plus or minus signs, a dot for next to nothing.</summary>
    public static string Mark(double weight) => weight < 0 ? Step(weight).Mark.Replace('+', '-') : Step(weight).Mark;

    /// <summary>Every word.</summary>
    public static IEnumerable<(string Name, Bilingual Text)> All() => Steps.Select(step => (step.Mark, step.Word));

    private static (double From, Bilingual Word, string Mark) Step(double weight)
    {
        var size = double.IsFinite(weight) ? Math.Abs(weight) : 0;
        foreach (var step in Steps)
        {
            if (size >= step.From) return step;
        }

        return Steps[^1];
    }
}
