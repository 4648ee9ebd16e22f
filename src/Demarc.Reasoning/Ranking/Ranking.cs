using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>The ranked candidates of a case, with what each sign adds to each.</summary>
public sealed class Ranking
{
    private readonly Lazy<double[][]> _without;

    internal Ranking(IReadOnlyList<Candidate> candidates, IReadOnlyList<Sign> signs, double[] all, Func<double[][]> without)
    {
        (Candidates, Signs, Posterior, _without) = (candidates, signs, all, new(without));
        Probabilities = Calibration.Of(candidates, signs, all);
        Order = [.. Enumerable.Range(0, candidates.Count).OrderByDescending(i => all[i]).ThenBy(i => candidates[i].Id, StringComparer.Ordinal).ThenBy(i => candidates[i].With?.Id, StringComparer.Ordinal)];
    }

    public IReadOnlyList<Candidate> Candidates { get; }

    public IReadOnlyList<Sign> Signs { get; }

    /// <summary>Probability by candidate index, calibrated to be told; sums to 1.</summary>
    public IReadOnlyList<double> Probabilities { get; }

    /// <summary>Probability by candidate index as the evidence has it; what a sign or a further test is worth is reckoned from this.</summary>
    public IReadOnlyList<double> Posterior { get; }

    /// <summary>The posterior with one sign left out, by sign index.</summary>
    private double[][] Without => _without.Value;

    /// <summary>Candidate indexes, most probable first.</summary>
    public IReadOnlyList<int> Order { get; }

    public Candidate Best => Candidates[Order[0]];

    /// <summary>Probability of the best candidate, wherever it lies.</summary>
    public double BestProbability => Whole(Order[0]);

    /// <summary>
    /// What a sign adds to a candidate against another, in nats: the change of their log-ratio when the sign is taken away.
    /// </summary>
    public double Weight(int sign, int candidate, int rival) =>
        Ratio(Posterior, candidate, rival) - Ratio(Without[sign], candidate, rival);

    /// <summary>Probability of what a candidate stands for, on whichever side of a border it lies.</summary>
    public double Whole(int candidate) => Candidates.Select((c, i) => c.Id == Candidates[candidate].Id && c.With?.Id == Candidates[candidate].With?.Id ? Probabilities[i] : 0).Sum();

    /// <summary>Candidate indexes, most probable first, each cause once.</summary>
    public IEnumerable<int> Distinct => Order.DistinctBy(i => (Candidates[i].Id, Candidates[i].With?.Id));

    /// <summary>What a sign adds to the candidate's log-odds against everything else.</summary>
    public double LogOddsGain(int sign, int candidate) => LogOdds(Posterior[candidate]) - LogOdds(Without[sign][candidate]);

    /// <summary>Probability of a side.</summary>
    public double Of(Side side) => Sum(Probabilities, side);

    /// <summary>What a sign adds to the log-odds of a side.</summary>
    public double LogOddsGain(int sign, Side side) => LogOdds(Sum(Posterior, side)) - LogOdds(Sum(Without[sign], side));

    private double Sum(IReadOnlyList<double> p, Side side) => Candidates.Select((c, i) => c.Side == side ? p[i] : 0).Sum();
    private static double Ratio(IReadOnlyList<double> p, int a, int b) => Math.Log(Math.Max(p[a], 1e-300)) - Math.Log(Math.Max(p[b], 1e-300));

    private static double LogOdds(double p) => Math.Log(Math.Max(p, 1e-12)) - Math.Log(Math.Max(1 - p, 1e-12));
}
