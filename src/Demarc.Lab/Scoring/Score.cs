using Demarc.Model;

namespace Demarc.Lab.Scoring;

/// <summary>A count out of a number.</summary>
public sealed record Share(int Count, int Of)
{
    /// <summary>Null where there is nothing to count.</summary>
    public double? Value => Of == 0 ? null : (double)Count / Of;
}

/// <summary>How good the verdicts of some runs are. Runs without a verdict count as wrong.</summary>
/// <param name="SideTop1">Right side, over all runs.</param>
/// <param name="FaultySideTop1">Right side, where something is wrong.</param>
/// <param name="HarmlessSideTop1">Health seen, where nothing is wrong.</param>
/// <param name="CauseTop1">True cause first, where something is wrong.</param>
/// <param name="CauseTop3">True cause among the first three.</param>
/// <param name="FalseAccusations">A side named at .6 or more although nothing is wrong.</param>
/// <param name="WrongSure">A wrong side, or one of several that look alike, at .9 or more where something is wrong.</param>
/// <param name="SureRight">Right, of all that were sure.</param>
/// <param name="Ece">Calibration error: where sides look alike, their probabilities count together.</param>
/// <param name="EceStrict">The same with only the true side counted as right.</param>
/// <param name="Confusion">Runs by expected and said side.</param>
public sealed record Score(
    int Runs,
    int Failed,
    Share SideTop1,
    Share FaultySideTop1,
    Share HarmlessSideTop1,
    Share CauseTop1,
    Share CauseTop3,
    Share FalseAccusations,
    Share WrongSure,
    Share SureRight,
    double? Ece,
    double? EceStrict,
    Spread Tests,
    Spread Seconds,
    double? HealthySeconds,
    double? BlackHoledSeconds,
    IReadOnlyList<ConfusionCell> Confusion)
{
    private const int Bins = 10;

    public static Score Of(IReadOnlyCollection<ScoredRun> runs)
    {
        ScoredRun[] faulty = [.. runs.Where(run => run.Truth.Faulty)];
        ScoredRun[] harmless = [.. runs.Where(run => !run.Truth.Faulty)];
        ScoredRun[] sure = [.. runs.Where(run => run.IsSure)];
        ScoredRun[] said = [.. runs.Where(run => run.Said is not null)];
        return new(
            runs.Count,
            runs.Count - said.Length,
            Count(runs, run => run.SideRight),
            Count(faulty, run => run.SideRight),
            Count(harmless, run => run.SideRight),
            Count(faulty, run => run.CauseWithin(1)),
            Count(faulty, run => run.CauseWithin(3)),
            Count(harmless, run => run.FalseAccusation),
            Count(faulty, run => run.WrongSure || run.TiedSure),
            Count(sure, run => run.SideRight),
            CalibrationError(said, run => Weigh(run.Said!, run.Truth)),
            CalibrationError(said, run => (run.Said!.Confidence, run.Said.Top == run.Truth.Side)),
            Spread.Of(said.Select(run => (double)run.Said!.Tests)),
            Spread.Of(said.Select(run => run.Seconds)),
            Spread.Of(said.Where(run => !run.Truth.Faulty).Select(run => run.Seconds)).Median,
            Spread.Of(said.Where(run => run.Truth.BlackHoled).Select(run => run.Seconds)).Median,
            Confused(runs));
    }

    private static Share Count(IReadOnlyCollection<ScoredRun> runs, Func<ScoredRun, bool> right) => new(runs.Count(right), runs.Count);

    /// <summary>What one claims who says one of several sides that look alike: that it is one of them.</summary>
    private static (double Confidence, bool Right) Weigh(Said said, Truth truth) =>
        truth.Holds(said.Top) ? (Math.Min(1, truth.Tied.Append(truth.Side).Distinct().Sum(side => said.Sides.GetValueOrDefault(side))), true) : (said.Confidence, false);

    /// <summary>Expected calibration error: in ten bins of equal width, how far the share of right ones is from the mean confidence.</summary>
    private static double? CalibrationError(ScoredRun[] runs, Func<ScoredRun, (double Confidence, bool Right)> weigh)
    {
        if (runs.Length == 0) return null;
        var sum = new double[Bins];
        var right = new int[Bins];
        foreach (var run in runs)
        {
            var (confidence, isRight) = weigh(run);
            var bin = Math.Clamp((int)(confidence * Bins), 0, Bins - 1);
            sum[bin] += confidence;
            if (isRight) right[bin]++;
        }

        // Each bin weighs by its size, so that size cancels out against the means.
        return Enumerable.Range(0, Bins).Sum(bin => Math.Abs(sum[bin] - right[bin])) / runs.Length;
    }

    private static ConfusionCell[] Confused(IEnumerable<ScoredRun> runs) =>
    [
        .. runs.GroupBy(run => (run.Truth.Side, Top: run.Said?.Top ?? Side.Undetermined))
            .Select(cell => new ConfusionCell(cell.Key.Side, cell.Key.Top, cell.Count()))
            .OrderBy(cell => cell.Expected).ThenBy(cell => cell.Said),
    ];
}

/// <summary>How often one side was said where another (or the same) was so.</summary>
public sealed record ConfusionCell(Side Expected, Side Said, int Count);

/// <summary>The middle and the slow end of some figures; null where there are none.</summary>
public sealed record Spread(double? Median, double? P90)
{
    public static Spread Of(IEnumerable<double> figures)
    {
        double[] sorted = [.. figures.Order()];
        return sorted.Length == 0 ? new(null, null) : new(At(sorted, 0.5), At(sorted, 0.9));
    }

    /// <summary>By linear interpolation between the two nearest.</summary>
    private static double At(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (place - below));
    }
}
