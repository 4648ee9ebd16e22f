using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>A factor at a level: <c>dlp = signed-in</c>.</summary>
public sealed record Factor(string Name, string Level)
{
    private static readonly string[] Inactive = ["absent", "closed", "signed-out", "none", "off", "no", "false", "disabled", "not-installed", "uninstalled", "disconnected", "无", "否", "未安装", "关闭", "未登录"];
    private static readonly string[] Systems = ["system", "os", "operating-system", "操作系统", "系统"];
    private static readonly string[] Networks = ["network", "vpn", "wifi", "wlan", "lan", "proxy", "网络", "接入"];

    /// <summary>The factor is present at this level, so that it can be what brings the symptom.</summary>
    public bool Active => !Inactive.Contains(Level, StringComparer.OrdinalIgnoreCase);

    /// <summary><c>system</c>, <c>network</c> or <c>software</c>, as the outcomes of factor-split name them.</summary>
    public string Class => Is(Systems) ? "system" : Is(Networks) ? "network" : "software";

    private bool Is(string[] names) => names.Contains(Name, StringComparer.OrdinalIgnoreCase);
}

/// <summary>
/// The model of trials (catalogue, section 5): the symptom goes with one factor, with a pair, or with none of them;
/// it shows with a reproduction rate when they are present and with a spurious rate when not. Both rates are summed out.
/// </summary>
public sealed class TrialAnalysis
{
    private const double NonePrior = 0.10;
    private const double SinglePrior = 0.65;
    private const double PairPrior = 0.25;
    private const double CrossedPair = 0.25;
    private static readonly double[] ReproductionRates = [0.5, 0.8, 0.95, 0.99];
    private static readonly double[] SpuriousRates = [0.01, 0.05, 0.2];

    private TrialAnalysis(IReadOnlyList<Trial> trials, IReadOnlyList<(Factor[] Factors, double Probability)> ranked)
    {
        Trials = trials;
        Ranked = ranked;
    }

    public IReadOnlyList<Trial> Trials { get; }

    /// <summary>Every hypothesis with its probability, best first; an empty set of factors means none of them.</summary>
    public IReadOnlyList<(Factor[] Factors, double Probability)> Ranked { get; }

    /// <summary>The best hypothesis.</summary>
    public (Factor[] Factors, double Probability) Best => Ranked[0];

    /// <summary>Likelihood of the trials by outcome of factor-split; the best is 1.</summary>
    public required IReadOnlyDictionary<string, double> FitByClass { get; init; }

    /// <summary>Probability that a factor of that class takes part.</summary>
    public double Share(string factorClass) => Ranked.Where(h => h.Factors.Any(f => f.Class == factorClass)).Sum(h => h.Probability);

    /// <summary>The analysis of a case's trials; null when there are none to compare (some with and some without the symptom).</summary>
    public static TrialAnalysis? Of(CaseView view) => Of([.. view.Standing.OfType<Trial>().Where(t => t is { Factors.Count: > 0, Symptom: not null })]);

    /// <summary>The analysis of trials; null when nothing varies.</summary>
    public static TrialAnalysis? Of(IReadOnlyList<Trial> trials)
    {
        if (!trials.Any(t => t.Symptom == true) || !trials.Any(t => t.Symptom == false)) return null;
        Factor[] factors = [.. trials.SelectMany(t => t.Factors!).Select(f => new Factor(f.Key, f.Value)).Where(f => f.Active).Distinct()
            .OrderBy(f => f.Name, StringComparer.Ordinal).ThenBy(f => f.Level, StringComparer.Ordinal).Take(40)];
        var sets = new List<Factor[]> { Array.Empty<Factor>() };
        sets.AddRange(factors.Select(f => new[] { f }));
        for (var i = 0; i < factors.Length; i++)
        {
            for (var j = i + 1; j < factors.Length; j++)
            {
                if (factors[i].Name != factors[j].Name) sets.Add([factors[i], factors[j]]);
            }
        }

        double[] likelihoods = [.. sets.Select(set => Likelihood(set, trials))];
        var singles = Math.Max(1, factors.Length);
        var pairs = Math.Max(1, sets.Count - 1 - factors.Length);
        double[] weights = [.. sets.Select((set, i) => likelihoods[i] * (set.Length switch { 0 => NonePrior, 1 => SinglePrior / singles, _ => PairPrior / pairs * (Crossed(set) ? CrossedPair : 1) }))];
        var total = weights.Sum();
        var ranked = sets.Select((set, i) => (set, weights[i] / total)).OrderByDescending(h => h.Item2).ThenBy(h => h.set.Length).ThenBy(h => string.Join('|', h.set.AsEnumerable()), StringComparer.Ordinal).ToArray();
        return new(trials, ranked) { FitByClass = ByClass(sets, likelihoods) };
    }

    private static double Likelihood(Factor[] set, IReadOnlyList<Trial> trials)
    {
        var sum = 0.0;
        foreach (var rate in ReproductionRates)
        {
            foreach (var spurious in SpuriousRates) sum += Likelihood(set, trials, rate, spurious);
        }

        return sum / (ReproductionRates.Length * SpuriousRates.Length);
    }

    private static double Likelihood(Factor[] set, IReadOnlyList<Trial> trials, double rate, double spurious)
    {
        var product = 1.0;
        foreach (var trial in trials)
        {
            var present = set.Length == 0 ? 0 : set.Min(f => Presence(f, trial));
            var symptom = spurious + (rate - spurious) * present;

            // Five repeats alike in one session are worth about two independent ones.
            var repeats = Math.Sqrt(Math.Clamp(trial.Repeats ?? 1, 1, 100));
            product *= Math.Pow(trial.Symptom == true ? symptom : 1 - symptom, repeats);
        }

        return product;
    }

    /// <summary>1 when the trial has the factor, 0 when it has another level of it, and a guess where it does not say.</summary>
    private static double Presence(Factor factor, Trial trial) =>
        trial.Factors!.TryGetValue(factor.Name, out var level) ? level == factor.Level ? 1 : 0 : factor.Class == "system" ? 0.5 : 0.3;

    private static Dictionary<string, double> ByClass(List<Factor[]> sets, double[] likelihoods)
    {
        var byClass = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var group in sets.Select((set, i) => (Class: ClassOf(set), Likelihood: likelihoods[i], Share: Crossed(set) ? CrossedPair : 1)).GroupBy(x => x.Class, StringComparer.Ordinal))
        {
            byClass[group.Key] = group.Max(x => x.Likelihood * x.Share);
        }

        var best = byClass.Values.Max();
        return byClass.ToDictionary(pair => pair.Key, pair => pair.Value / best, StringComparer.Ordinal);
    }

    /// <summary>A program together with a system or a network: rarer than two programs, or than either alone.</summary>
    private static bool Crossed(Factor[] set) => set.Length == 2 && set[0].Class != set[1].Class;

    private static string ClassOf(Factor[] set) => set.Length switch
    {
        0 => "none",
        1 => set[0].Class,
        _ when set.All(f => f.Class == "software") => "software-pair",
        _ when set.Any(f => f.Class == "software") => "software",
        _ => set[0].Class,
    };
}
