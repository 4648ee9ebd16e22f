using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>
/// All candidates of a case with their priors: the catalogue, healthy (weight 30, only where the complaint's own protocol
/// was measured good or nothing is complained of) and an unknown cause (5 %).
/// </summary>
public sealed class CandidateSpace
{
    private const double HealthyWeight = 30;
    private const double HealthyWeightWithoutComplaint = 56;
    private const double UnknownShare = 0.05;

    /// <summary>Mixed into every distribution: something not in the list may always happen.</summary>
    public const double Leak = 0.02;

    /// <summary>The same for trials and changes made on purpose, which leave less room for chance.</summary>
    public const double ExperimentLeak = 0.01;

    private readonly CauseCatalogue _catalogue;
    private readonly Dictionary<string, double[]> _unknown = new(StringComparer.Ordinal);

    /// <param name="catalogue">The causes.</param>
    /// <param name="healthyPossible">Whether "nothing wrong" may be concluded at all.</param>
    /// <param name="sidesOf">Sides of a cause in this case with their shares (a located cause follows its segment, which may lie on a border); null = the catalogue's.</param>
    /// <param name="complaint">Somebody complains; where nobody does, healthy weighs nearly twice as much.</param>
    public CandidateSpace(CauseCatalogue catalogue, bool healthyPossible, Func<Cause, IReadOnlyList<(Side Side, double Share)>>? sidesOf = null, bool complaint = true)
    {
        _catalogue = catalogue;
        var healthy = !healthyPossible ? 0 : complaint ? HealthyWeight : HealthyWeightWithoutComplaint;
        var weights = catalogue.Causes.Sum(cause => cause.Prior) + healthy;
        var scale = (1 - UnknownShare) / weights;
        var all = new List<Candidate>(catalogue.Causes.Count + 2);
        foreach (var cause in catalogue.Causes)
        {
            foreach (var (side, share) in sidesOf?.Invoke(cause) ?? [(cause.Side, 1)])
                all.Add(new() { Id = cause.Id, Cause = cause, Side = side, Prior = cause.Prior * scale * share, Of = cause.Of });
        }

        if (healthyPossible) all.Add(new() { Id = Candidate.Healthy, Side = Side.Healthy, Prior = healthy * scale, Of = OfHealthy });
        all.Add(new() { Id = Candidate.Unknown, Side = Side.Undetermined, Prior = UnknownShare, Of = OfUnknown });
        All = all;
    }

    /// <summary>Causes by id, then healthy, then unknown.</summary>
    public IReadOnlyList<Candidate> All { get; }

    /// <summary>
    /// The pair of two causes: each abnormal outcome shows when either brings it about (noisy-or).
    /// Its prior is that of both, independently, thinned so that pairs speak only when single causes leave much unexplained.
    /// </summary>
    public static Candidate Pair(Candidate first, Candidate second) => new()
    {
        Id = first.Id,
        Cause = first.Cause,
        With = second.Cause,
        Side = first.Side,
        Prior = first.Prior * second.Prior,
        Of = test => Either(test, first.Of(test), second.Of(test)),
    };

    private static double[] Either(TestDefinition test, double[] a, double[] b)
    {
        var either = new double[a.Length];
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            either[i] = i == test.NormalIndex ? a[i] * b[i] : 1 - (1 - a[i]) * (1 - b[i]);
            sum += either[i];
        }

        for (var i = 0; i < a.Length; i++) either[i] /= sum;
        return either;
    }

    private static double[] OfHealthy(TestDefinition test) => Likelihood.Sound(test);

    /// <summary>An unknown cause is half like an average one, half anything at all.</summary>
    private double[] OfUnknown(TestDefinition test)
    {
        if (_unknown.TryGetValue(test.Id, out var known)) return known;
        var count = test.Outcomes.Count;
        var shares = new double[count];
        var sum = _catalogue.Causes.Sum(cause => cause.Prior);
        foreach (var cause in _catalogue.Causes)
        {
            var of = cause.Of(test);
            for (var i = 0; i < count; i++) shares[i] += 0.5 * of[i] * cause.Prior / sum;
        }

        for (var i = test.NormalIndex; i < count; i++) shares[i] += 0.5 / (count - test.NormalIndex);
        return _unknown[test.Id] = shares;
    }
}
