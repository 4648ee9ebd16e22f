using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>The outcome of a named test in this case, with the evidence it rests on.</summary>
public sealed record Sign
{
    /// <summary>The test.</summary>
    public required TestDefinition Test { get; init; }

    /// <summary>The outcome that fits best.</summary>
    public required string Outcome { get; init; }

    /// <summary>
    /// How well what was seen fits each outcome, by index; the best is 1. One 1 and zeros when the outcome is plain;
    /// softer where few repeats or an incomplete view leave several outcomes open.
    /// </summary>
    public required IReadOnlyList<double> Fit { get; init; }

    /// <summary>
    /// For changes: likelihood by cause id instead of by outcome; causes not in it have <see cref="OtherCauses"/>.
    /// </summary>
    public IReadOnlyDictionary<string, double>? ByCause { get; init; }

    /// <summary>Likelihood under every cause that <see cref="ByCause"/> does not name.</summary>
    public double OtherCauses { get; init; } = 1;

    /// <summary>Rests on hearsay: its weight is halved and capped (verdict-contract: Likelihoods).</summary>
    public bool Reported { get; init; }

    /// <summary>Demarc measured it itself.</summary>
    public bool OwnMeasurement => !Reported && Evidence.All(evidence => evidence.Tool == "demarc");

    /// <summary>Independent statements behind a reported sign; the first counts up to one nat, each further one half of the last.</summary>
    public int Statements { get; init; } = 1;

    /// <summary>What it rests on; never empty.</summary>
    public required IReadOnlyList<Evidence> Evidence { get; init; }

    /// <summary>Where it implicates a segment of the path.</summary>
    public Location? Location { get; init; }

    /// <summary>On which segments of the path it lies, with their shares: for faults that leave every probe's path whole.</summary>
    public IReadOnlyList<(string Segment, double Share)>? Segments { get; init; }

    /// <summary>The outcome is not the normal one.</summary>
    public bool Abnormal => Outcome != Test.Normal;

    /// <summary>A sign whose outcome is plain.</summary>
    public static Sign Plain(string test, string outcome, IReadOnlyList<Evidence> evidence, bool reported = false, int statements = 1, Location? location = null)
    {
        var definition = Tests.Get(test);
        var fit = new double[definition.Outcomes.Count];
        fit[definition.IndexOf(outcome)] = 1;
        return new() { Test = definition, Outcome = outcome, Fit = fit, Evidence = evidence, Reported = reported, Statements = statements, Location = location };
    }

    /// <summary>A sign that fits several outcomes; the one that fits best names it, the earlier one on a tie.</summary>
    public static Sign Soft(string test, IReadOnlyList<Evidence> evidence, bool reported, int statements, params (string Outcome, double Fit)[] fits)
    {
        var definition = Tests.Get(test);
        var fit = new double[definition.Outcomes.Count];
        var best = fits[0];
        foreach (var candidate in fits)
        {
            fit[definition.IndexOf(candidate.Outcome)] = candidate.Fit;
            if (candidate.Fit > best.Fit) best = candidate;
        }

        for (var i = 0; i < fit.Length; i++) fit[i] /= best.Fit;
        return new() { Test = definition, Outcome = best.Outcome, Fit = fit, Evidence = evidence, Reported = reported, Statements = statements };
    }
}
