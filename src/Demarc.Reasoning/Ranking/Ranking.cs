using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>The ranked candidates of a case, with what each sign adds to each.</summary>
public sealed class Ranking
{
    private readonly Lazy<double[][]> _without;

    internal Ranking(IReadOnlyList<Candidate> candidates, IReadOnlyList<Sign> signs, double[] all, Func<double[][]> without)
    {
        (Candidates, Signs, Probabilities, _without) = (candidates, signs, all, new(without));
        Order = [.. Enumerable.Range(0, candidates.Count).OrderByDescending(i => all[i]).ThenBy(i => candidates[i].Id, StringComparer.Ordinal).ThenBy(i => candidates[i].With?.Id, StringComparer.Ordinal)];
    }

    public IReadOnlyList<Candidate> Candidates { get; }

    public IReadOnlyList<Sign> Signs { get; }

    /// <summary>Probability by candidate index; sums to 1.</summary>
    public IReadOnlyList<double> Probabilities { get; }

    /// <summary>The same with one sign left out, by sign index.</summary>
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
        Ratio(Probabilities, candidate, rival) - Ratio(Without[sign], candidate, rival);

    /// <summary>Probability of what a candidate stands for, on whichever side of a border it lies.</summary>
    public double Whole(int candidate) => Candidates.Select((c, i) => c.Id == Candidates[candidate].Id && c.With?.Id == Candidates[candidate].With?.Id ? Probabilities[i] : 0).Sum();

    /// <summary>Candidate indexes, most probable first, each cause once.</summary>
    public IEnumerable<int> Distinct => Order.DistinctBy(i => (Candidates[i].Id, Candidates[i].With?.Id));

    /// <summary>What a sign adds to the candidate's log-odds against everything else.</summary>
    public double LogOddsGain(int sign, int candidate) => LogOdds(Probabilities[candidate]) - LogOdds(Without[sign][candidate]);

    /// <summary>Probability of a side.</summary>
    public double Of(Side side) => Candidates.Select((c, i) => c.Side == side ? Probabilities[i] : 0).Sum();

    /// <summary>Probability of a side with one sign left out.</summary>
    public double OfWithout(Side side, int sign) => Candidates.Select((c, i) => c.Side == side ? Without[sign][i] : 0).Sum();

    private static double Ratio(IReadOnlyList<double> p, int a, int b) => Math.Log(Math.Max(p[a], 1e-300)) - Math.Log(Math.Max(p[b], 1e-300));

    private static double LogOdds(double p) => Math.Log(Math.Max(p, 1e-300)) - Math.Log(Math.Max(1 - p, 1e-300));
}
