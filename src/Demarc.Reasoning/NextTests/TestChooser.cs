using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>A test worth running. A class, as all that is sorted here: code for sorting values would be compiled at every start.</summary>
/// <param name="Test">The test.</param>
/// <param name="Gain">Information expected, in bits.</param>
/// <param name="Score">The gain over the cost.</param>
public sealed record TestChoice(TestDefinition Test, double Gain, double Score);

/// <summary>
/// Chooses what to test next: most expected information, 0.7 of the side's and 0.3 of the cause's, per cost
/// (catalogue: inference method, point 8). A prerequisite comes before what needs it.
/// </summary>
public sealed class TestChooser(Ranking ranking, Func<string, bool> known)
{
    private const double SideShare = 0.7;

    /// <summary>
    /// Cost counts with this power: at 1 many cheap tests that tell little come before one that settles the matter
    /// (bench/reasoning.md).
    /// </summary>
    private const double CostPower = 0.6;

    /// <summary>A single try says little of a service that works at times.</summary>
    private const double SingleTryWhenIntermittent = 0.3;

    /// <summary>Among tests that promise about as much, the complaint's own connection comes first: nobody will doubt what it shows.</summary>
    private const double OwnStepFirst = 1.3;

    /// <summary>Tests by gain over cost, best first.</summary>
    /// <param name="intermittent">The service works at times.</param>
    public IReadOnlyList<TestChoice> Choose(bool intermittent)
    {
        var found = new List<TestChoice>();
        foreach (var test in Tests.All)
        {
            if (test.Cost == 0 || known(test.Id) || !Ready(test, intermittent) || (!intermittent && ExplainsFailedConnect(test) && !known(Tests.Connect))) continue;
            var single = intermittent && test.Id is (Tests.Connect or Tests.Http or Tests.Download);
            var gain = Gain(test) * (single ? SingleTryWhenIntermittent : 1);
            var own = test.Id is Tests.Connect && !intermittent ? OwnStepFirst : 1;
            found.Add(new(test, gain, own * gain / Math.Pow(test.Cost + 1, CostPower)));
        }

        return [.. found.OrderByDescending(f => f.Score).ThenBy(f => f.Test.Id, StringComparer.Ordinal)];
    }

    /// <summary>Expected information of a test, in bits.</summary>
    public double Gain(TestDefinition test)
    {
        var candidates = ranking.Candidates;
        var (sideNow, causeNow) = Entropies(ranking.Posterior);
        var gain = SideShare * sideNow + (1 - SideShare) * causeNow;
        var after = new double[candidates.Count];
        double[][] shares = [.. candidates.Select(c => WithNuisances(test, c.Of(test)))];
        for (var o = test.NormalIndex; o < test.Outcomes.Count; o++)
        {
            var total = 0.0;
            for (var c = 0; c < after.Length; c++) total += after[c] = ranking.Posterior[c] * shares[c][o];
            if (total <= 0) continue;
            for (var c = 0; c < after.Length; c++) after[c] /= total;
            var (side, cause) = Entropies(after);
            gain -= total * (SideShare * side + (1 - SideShare) * cause);
        }

        return Math.Max(0, gain);
    }

    /// <summary>Probability of every side after an outcome.</summary>
    public IReadOnlyDictionary<Side, double> After(TestDefinition test, int outcome)
    {
        var sides = new Dictionary<Side, double>();
        var total = 0.0;
        for (var c = 0; c < ranking.Candidates.Count; c++)
        {
            var candidate = ranking.Candidates[c];
            var p = ranking.Posterior[c] * WithNuisances(test, candidate.Of(test))[outcome];
            total += p;
            sides[candidate.Side] = sides.GetValueOrDefault(candidate.Side) + p;
        }

        return sides.ToDictionary(pair => pair.Key, pair => pair.Value / total);
    }

    /// <summary>Probability of an outcome.</summary>
    public double Probability(TestDefinition test, int outcome) =>
        ranking.Candidates.Select((c, i) => ranking.Posterior[i] * WithNuisances(test, c.Of(test))[outcome]).Sum();

    /// <summary>Prerequisites first; a name is resolved on the way to connecting, and a service that works at times does connect.</summary>
    private bool Ready(TestDefinition test, bool intermittent) =>
        test.Needs is null or Tests.Dns || known(test.Needs) || (intermittent && test.Needs == Tests.Connect);

    /// <summary>Tests that tell where a connection fails come after one that tells whether it does.</summary>
    private static bool ExplainsFailedConnect(TestDefinition test) =>
        test.Id is Tests.TraceTcp or Tests.TraceMark or Tests.ConnectRepeat or Tests.CaptureClient or Tests.CaptureServer or Tests.EgressNetwork;

    private static double[] WithNuisances(TestDefinition test, double[] shares)
    {
        double[]? bent = null;
        foreach (var nuisance in Nuisance.All)
        {
            if (!nuisance.Bends.TryGetValue(test.Id, out var outcome)) continue;
            bent ??= (double[])shares.Clone();
            var strength = nuisance.Prior * nuisance.Strength;
            for (var o = 0; o < bent.Length; o++) bent[o] *= 1 - strength;
            bent[test.IndexOf(outcome)] += strength;
        }

        return bent ?? shares;
    }

    private (double Side, double Cause) Entropies(IReadOnlyList<double> p)
    {
        Span<double> sides = stackalloc double[Sides.All.Count];
        var cause = 0.0;
        for (var c = 0; c < p.Count; c++)
        {
            sides[(int)ranking.Candidates[c].Side] += p[c];
            if (p[c] > 0) cause -= p[c] * Math.Log2(p[c]);
        }

        var side = 0.0;
        foreach (var share in sides)
        {
            if (share > 0) side -= share * Math.Log2(share);
        }

        return (side, cause);
    }
}
