namespace Demarc.Reasoning;

/// <summary>
/// n repeats are not n proofs: how well k failures of n fit "fine", "sometimes" and "always", where the true rate of each
/// is itself uncertain (beta-binomial).
/// </summary>
public static class BetaBinomial
{
    /// <summary>Beyond this the difference of huge logarithms loses the digits that count; the rate stays.</summary>
    private const int MostTries = 1_000_000;

    /// <summary>Fit of k failures in n tries with a path or service that is fine: failures well under 2 %.</summary>
    public static double Fine(int failures, int tries) => Probability(failures, tries, 0.3, 40);

    /// <summary>Fit with one that fails at times.</summary>
    public static double Sometimes(int failures, int tries) => Probability(failures, tries, 1.2, 2.4);

    /// <summary>Fit with one that always fails.</summary>
    public static double Always(int failures, int tries) => Probability(failures, tries, 40, 0.3);

    private static double Probability(int failures, int tries, double a, double b)
    {
        // Counts come from strangers' text: they may be negative, or more failures than tries.
        var n = Math.Clamp(tries, 0, MostTries);
        var k = Math.Clamp(failures, 0, Math.Max(0, tries));
        if (tries > MostTries) k = (int)((double)k / tries * n);
        return Math.Exp(LogGamma(n + 1) - LogGamma(k + 1) - LogGamma(n - k + 1) + LogBeta(k + a, n - k + b) - LogBeta(a, b));
    }

    private static double LogBeta(double a, double b) => LogGamma(a) + LogGamma(b) - LogGamma(a + b);

    /// <summary>Stirling's series after shifting the argument above 10; error under 1e-10.</summary>
    private static double LogGamma(double x)
    {
        var shift = 0.0;
        for (; x < 10; x++) shift -= Math.Log(x);
        return shift + (x - 0.5) * Math.Log(x) - x + 0.918938533204672742 + 1 / (12 * x) - 1 / (360 * x * x * x);
    }
}
