using Demarc.Model;

namespace Demarc.Lab.Scoring;

/// <summary>A figure that must hold, and whether it does.</summary>
/// <param name="Measured">Null where no run gives it; it then holds for want of a counterexample.</param>
/// <param name="AtMost">Whether the limit is an upper one.</param>
/// <param name="IsShare">Shown in percent.</param>
public sealed record Goal(string Id, Bilingual Name, double? Measured, double Limit, bool AtMost, bool IsShare)
{
    private const double Rounding = 1e-9;

    public bool Holds => Measured is not { } value || (AtMost ? value <= Limit + Rounding : value >= Limit - Rounding);
}

/// <summary>What must hold of verdicts, with evidence of the client alone and with a control vantage.</summary>
public static class Goals
{
    public static IReadOnlyList<Goal> Of(Score score, bool withControl) =>
    [
        new("side-top-1", new("right side first", "首位侧正确"), score.SideTop1.Value, withControl ? 0.95 : 0.90, AtMost: false, IsShare: true),
        new("wrong-side-sure", new("wrong side, or one of a tie, at 0.9 or more (faulty)", "故障场景中以 0.9 以上把握指错或在不可区分的侧中指定一侧"), score.WrongSure.Value, 0.02, AtMost: true, IsShare: true),
        new("false-accusation", new("a side named at 0.6 or more (healthy, odd)", "正常或仅异常的网络被定界到某一侧（0.6 以上）"), score.FalseAccusations.Value, 0, AtMost: true, IsShare: true),
        new("sure-accuracy", new("right where sure (0.9 or more)", "把握 0.9 以上时的正确率"), score.SureRight.Value, 0.95, AtMost: false, IsShare: true),
        new("calibration-error", new("calibration error (ECE, 10 bins)", "校准误差（ECE，10 档）"), score.Ece, 0.06, AtMost: true, IsShare: false),
        new("tests-median", new("sorts of measurement, median", "测量种类数，中位数"), score.Tests.Median, 8, AtMost: true, IsShare: false),
        new("seconds-median", new("seconds, median", "用时（秒），中位数"), score.Seconds.Median, 6, AtMost: true, IsShare: false),
        new("seconds-median-healthy", new("seconds, median, nothing wrong", "用时（秒），中位数，无故障"), score.HealthySeconds, 3, AtMost: true, IsShare: false),
        new("seconds-median-black-holed", new("seconds, median, packets vanish", "用时（秒），中位数，报文被丢弃"), score.BlackHoledSeconds, 4, AtMost: true, IsShare: false),
    ];
}
