using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>
/// How likely each outcome of a test is, from the six words of a cause file. The words of one test are weights:
/// they are divided by their sum where it exceeds .98; otherwise the rest goes to the normal outcome, or, where
/// normal is itself listed, is spread evenly over the unlisted ones; every outcome keeps at least .005.
/// An unlisted test is normal with .95 (verdict-contract: Likelihoods).
/// </summary>
public static class Likelihood
{
    private const double Full = 0.98;
    private const double Floor = 0.005;
    private const double NormalWhenUnlisted = 0.95;
    private const double NormalWhenSound = 0.98;

    /// <summary>A trial or a change was made on purpose: a cause it does not concern hardly ever answers to it.</summary>
    private const double NormalWhenUnlistedExperiment = 0.985;

    /// <summary>The weight of a word, or null when it is none of the six.</summary>
    public static double? Weight(string word) => word switch
    {
        "always" => 0.97,
        "usually" => 0.85,
        "often" => 0.65,
        "sometimes" => 0.35,
        "rarely" => 0.10,
        "never" => 0.02,
        _ => null,
    };

    /// <summary>Distribution over the test's outcomes for listed words; sums to 1.</summary>
    /// <param name="test">The test.</param>
    /// <param name="listed">Weight per outcome index; outcomes not in it are unlisted.</param>
    public static double[] Distribution(TestDefinition test, IReadOnlyDictionary<int, double> listed)
    {
        var count = test.Outcomes.Count;
        var shares = new double[count];
        var sum = 0.0;
        foreach (var (outcome, weight) in listed)
        {
            shares[outcome] = weight;
            sum += weight;
        }

        if (sum > Full)
        {
            for (var i = 0; i < count; i++) shares[i] /= sum;
        }
        else
        {
            SpreadRest(test, shares, listed, 1 - sum);
        }

        return WithFloor(test, shares);
    }

    /// <summary>Distribution where nothing is wrong: stricter than for a cause that merely says nothing of a test.</summary>
    public static double[] Sound(TestDefinition test) => NormalWith(test, NormalWhenSound);

    /// <summary>Distribution of a test the cause says nothing about.</summary>
    public static double[] Unlisted(TestDefinition test) => NormalWith(test, test.FirstMeansNotDone ? NormalWhenUnlistedExperiment : NormalWhenUnlisted);

    private static double[] NormalWith(TestDefinition test, double normal)
    {
        var shares = new double[test.Outcomes.Count];
        Array.Fill(shares, (1 - normal) / (shares.Length - 1 - test.NormalIndex));
        shares[test.NormalIndex] = normal;
        return WithFloor(test, shares);
    }

    private static void SpreadRest(TestDefinition test, double[] shares, IReadOnlyDictionary<int, double> listed, double rest)
    {
        if (!listed.ContainsKey(test.NormalIndex))
        {
            shares[test.NormalIndex] = rest;
            return;
        }

        var unlisted = Enumerable.Range(test.NormalIndex, shares.Length - test.NormalIndex).Where(i => !listed.ContainsKey(i)).ToArray();
        if (unlisted.Length == 0)
        {
            for (var i = test.NormalIndex; i < shares.Length; i++) shares[i] *= 1 / (1 - rest);
        }

        foreach (var i in unlisted) shares[i] = rest / unlisted.Length;
    }

    private static double[] WithFloor(TestDefinition test, double[] shares)
    {
        var sum = 0.0;
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = i < test.NormalIndex ? 0 : Math.Max(Floor, shares[i]);
            sum += shares[i];
        }

        for (var i = 0; i < shares.Length; i++) shares[i] /= sum;
        return shares;
    }
}
