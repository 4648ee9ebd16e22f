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

    public static Score Of(IReadOnlyCollection<Trial> trials)
    {
        Trial[] faulty = [.. trials.Where(trial => trial.Truth.Faulty)];
        Trial[] harmless = [.. trials.Where(trial => !trial.Truth.Faulty)];
        Trial[] sure = [.. trials.Where(trial => trial.IsSure)];
        Trial[] said = [.. trials.Where(trial => trial.Said is not null)];
        return new(
            trials.Count,
            trials.Count - said.Length,
            Count(trials, trial => trial.SideRight),
            Count(faulty, trial => trial.SideRight),
            Count(harmless, trial => trial.SideRight),
            Count(faulty, trial => trial.CauseWithin(1)),
            Count(faulty, trial => trial.CauseWithin(3)),
            Count(harmless, trial => trial.FalseAccusation),
            Count(faulty, trial => trial.WrongSure || trial.TiedSure),
            Count(sure, trial => trial.SideRight),
            CalibrationError(said, trial => Weigh(trial.Said!, trial.Truth)),
            CalibrationError(said, trial => (trial.Said!.Confidence, trial.Said.Top == trial.Truth.Side)),
            Spread.Of(said.Select(trial => (double)trial.Said!.Tests)),
            Spread.Of(said.Select(trial => trial.Seconds)),
            Spread.Of(said.Where(trial => !trial.Truth.Faulty).Select(trial => trial.Seconds)).Median,
            Spread.Of(said.Where(trial => trial.Truth.BlackHoled).Select(trial => trial.Seconds)).Median,
            Confused(trials));
    }

    private static Share Count(IReadOnlyCollection<Trial> trials, Func<Trial, bool> right) => new(trials.Count(right), trials.Count);

    /// <summary>What one claims who says one of several sides that look alike: that it is one of them.</summary>
    private static (double Confidence, bool Right) Weigh(Said said, Truth truth) =>
        truth.Holds(said.Top) ? (Math.Min(1, truth.Tied.Append(truth.Side).Distinct().Sum(side => said.Sides.GetValueOrDefault(side))), true) : (said.Confidence, false);

    /// <summary>Expected calibration error: in ten bins of equal width, how far the share of right ones is from the mean confidence.</summary>
    private static double? CalibrationError(Trial[] trials, Func<Trial, (double Confidence, bool Right)> weigh)
    {
        if (trials.Length == 0) return null;
        var sum = new double[Bins];
        var right = new int[Bins];
        foreach (var trial in trials)
        {
            var (confidence, isRight) = weigh(trial);
            var bin = Math.Clamp((int)(confidence * Bins), 0, Bins - 1);
            sum[bin] += confidence;
            if (isRight) right[bin]++;
        }

        // Each bin weighs by its size, so that size cancels out against the means.
        return Enumerable.Range(0, Bins).Sum(bin => Math.Abs(sum[bin] - right[bin])) / trials.Length;
    }

    private static ConfusionCell[] Confused(IEnumerable<Trial> trials) =>
    [
        .. trials.GroupBy(trial => (trial.Truth.Side, Top: trial.Said?.Top ?? Side.Undetermined))
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
