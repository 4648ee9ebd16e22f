using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>
/// The discrete Bayesian model: one candidate holds, nuisances are summed out, the leak keeps every outcome possible,
/// hearsay is halved and capped. All exact; a case is a few hundred thousand multiplications.
/// </summary>
public sealed class Posterior
{
    /// <summary>
    /// How much more a sign weighs that Demarc measured itself than one read out of what people pasted: the right address, the
    /// right moment, no step forgotten. Fitted on the half of the lab's networks that is for tuning (ADR 9).
    /// </summary>
    private const double OwnMeasurementWeight = 1.5;

    private readonly IReadOnlyList<Candidate> _candidates;
    private readonly double[] _configurationPriors;
    private readonly double[] _configurationPriorsWhenHealthy;
    private readonly bool[][] _configurations;      // configuration → nuisance present

    public Posterior(IReadOnlyList<Candidate> candidates)
    {
        _candidates = candidates;
        var count = 1 << Nuisance.All.Count;
        _configurations = new bool[count][];
        _configurationPriors = new double[count];
        _configurationPriorsWhenHealthy = new double[count];
        for (var i = 0; i < count; i++)
        {
            var present = new bool[Nuisance.All.Count];
            var (prior, healthy) = (1.0, 1.0);
            for (var n = 0; n < present.Length; n++)
            {
                present[n] = (i >> n & 1) == 1;
                var nuisance = Nuisance.All[n];
                prior *= present[n] ? nuisance.Prior : 1 - nuisance.Prior;
                healthy *= present[n] ? nuisance.PriorWhenHealthy : 1 - nuisance.PriorWhenHealthy;
            }

            _configurations[i] = present;
            _configurationPriors[i] = Math.Log(prior);
            _configurationPriorsWhenHealthy[i] = Math.Log(healthy);
        }
    }

    /// <summary>Log-likelihood of one sign by candidate and nuisance configuration, hearsay already weakened.</summary>
    public double[][] LogLikelihoods(Sign sign)
    {
        var table = new double[_candidates.Count][];
        for (var c = 0; c < table.Length; c++)
        {
            table[c] = new double[_configurations.Length];
            for (var n = 0; n < _configurations.Length; n++) table[c][n] = Math.Log(Probability(sign, _candidates[c], _configurations[n]));
        }

        if (sign.Reported) Weaken(table, sign.Statements);
        else if (sign.OwnMeasurement) Sharpen(table);
        return table;
    }

    /// <summary>Probability of each candidate, given tables of <see cref="LogLikelihoods"/>; sums to 1.</summary>
    /// <param name="tables">One table per sign.</param>
    /// <param name="without">Index of a sign to leave out, or -1.</param>
    public double[] Rank(IReadOnlyList<double[][]> tables, int without = -1)
    {
        var logs = new double[_candidates.Count];
        var terms = new double[_configurations.Length];
        for (var c = 0; c < logs.Length; c++)
        {
            Array.Copy(_candidates[c].Id == Candidate.Healthy ? _configurationPriorsWhenHealthy : _configurationPriors, terms, terms.Length);
            for (var s = 0; s < tables.Count; s++)
            {
                if (s == without) continue;
                var row = tables[s][c];
                for (var n = 0; n < terms.Length; n++) terms[n] += row[n];
            }

            logs[c] = Math.Log(_candidates[c].Prior) + LogSum(terms);
        }

        return Normalise(logs);
    }

    private static double Probability(Sign sign, Candidate candidate, bool[] nuisances)
    {
        if (sign.ByCause is { } byCause) return byCause.GetValueOrDefault(candidate.Id, sign.OtherCauses);
        var shares = candidate.Of(sign.Test);
        var (likelihood, uniform) = (0.0, 0.0);
        for (var o = 0; o < shares.Length; o++)
        {
            likelihood += shares[o] * sign.Fit[o];
            uniform += sign.Fit[o];
        }

        for (var n = 0; n < nuisances.Length; n++)
        {
            var nuisance = Nuisance.All[n];
            if (!nuisances[n] || !nuisance.Bends.TryGetValue(sign.Test.Id, out var outcome)) continue;
            likelihood = (1 - nuisance.Strength) * likelihood + nuisance.Strength * sign.Fit[sign.Test.IndexOf(outcome)];
        }

        var leak = sign.Test.FirstMeansNotDone ? CandidateSpace.ExperimentLeak : CandidateSpace.Leak;
        return (1 - leak) * likelihood + leak * uniform / (shares.Length - sign.Test.NormalIndex);
    }

    private static void Sharpen(double[][] table)
    {
        foreach (var row in table)
        {
            for (var n = 0; n < row.Length; n++) row[n] *= OwnMeasurementWeight;
        }
    }

    /// <summary>Halves the weight, and lets no two candidates differ by more than the cap.</summary>
    private static void Weaken(double[][] table, int statements)
    {
        var cap = 0.0;
        for (var (i, step) = (0, 1.0); i < statements; i++, step /= 2) cap += step;
        var best = double.NegativeInfinity;
        foreach (var row in table)
        {
            for (var n = 0; n < row.Length; n++) best = Math.Max(best, row[n] *= 0.5);
        }

        foreach (var row in table)
        {
            for (var n = 0; n < row.Length; n++) row[n] = Math.Max(row[n], best - cap);
        }
    }

    private static double LogSum(double[] terms)
    {
        var best = double.NegativeInfinity;
        foreach (var term in terms) best = Math.Max(best, term);
        var sum = 0.0;
        foreach (var term in terms) sum += Math.Exp(term - best);
        return best + Math.Log(sum);
    }

    private static double[] Normalise(double[] logs)
    {
        var total = LogSum(logs);
        for (var i = 0; i < logs.Length; i++) logs[i] = Math.Exp(logs[i] - total);
        return logs;
    }
}
