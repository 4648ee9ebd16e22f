using System.Globalization;
using Demarc.Cli.Printing;
using Demarc.Lab.Scoring;
using Demarc.Model;

namespace Demarc.Cli.Lab;

/// <summary>A score for people: what must hold, beside both halves; more figures; who was taken for whom; and every miss with what was said.</summary>
internal static class ScorePage
{
    public static void Write(ScoreSheet sheet, Page page, Language language)
    {
        string Say(string en, string zh) => new Bilingual(en, zh).In(language);
        var scores = sheet.Parts.Select(part => Score.Of(part.Runs)).ToArray();
        var evidence = sheet.WithControl ? Say("evidence of the client and of a control vantage", "证据来自客户端与对照观测点") : Say("evidence of the client alone", "证据仅来自客户端");
        page.Writer.WriteLine(Say($"{scores[0].Runs} runs, {evidence}", $"{scores[0].Runs} 次运行，{evidence}"));
        string[] head = [Say("all", "全部"), Say("tune", "可调半"), Say("held out", "留出半")];

        page.Heading(Say("What must hold", "必须达到"));
        var goals = scores.Select(score => Goals.Of(score, sheet.WithControl)).ToArray();
        List<string[]> rows = [[.. head, Say("limit", "界限"), ""]];
        for (var i = 0; i < goals[0].Count; i++)
        {
            var goal = goals[0][i];
            rows.Add([.. goals.Select(part => Shown(part[i].Measured, goal.IsShare) + (part[i].Holds ? "" : " !")), (goal.AtMost ? "≤ " : "≥ ") + Shown(goal.Limit, goal.IsShare), goal.Name.In(language)]);
        }

        page.Rows(rows);

        page.Heading(Say("More figures", "其他数字"));
        page.Rows(
        [
            [.. head, ""],
            Row(scores, score => Shares(score.FaultySideTop1), Say("right side first, where something is wrong", "首位侧正确（有故障）")),
            Row(scores, score => Shares(score.HarmlessSideTop1), Say("health first, where nothing is wrong", "首位为正常（无故障）")),
            Row(scores, score => Shares(score.CauseTop1), Say("true cause first", "首位原因正确")),
            Row(scores, score => Shares(score.CauseTop3), Say("true cause among the first three", "前三原因含真因")),
            Row(scores, score => Shown(score.EceStrict, share: false), Say("calibration error, only the true side counted", "校准误差，只认真实的侧")),
            Row(scores, score => Shown(score.Tests.P90, share: false), Say("sorts of measurement, 90 %", "测量种类数，90 %")),
            Row(scores, score => Shown(score.Seconds.P90, share: false), Say("seconds, 90 %", "用时（秒），90 %")),
            Row(scores, score => score.Failed.ToString(CultureInfo.InvariantCulture), Say("runs without a verdict (counted as wrong)", "没有结论的运行（计为错误）")),
        ]);

        page.Heading(Say("Expected side, and what was said first", "期望的侧与首位结论"));
        page.Rows([.. scores[0].Confusion.GroupBy(cell => cell.Expected).Select(cells => new[]
        {
            cells.Key.Name().In(language),
            string.Join(Say(", ", "，"), cells.OrderByDescending(cell => cell.Count).Select(cell => $"{cell.Said.Name().In(language)} {cell.Count}")),
        })]);
        Misses(sheet, page, language);
    }

    private static void Misses(ScoreSheet sheet, Page page, Language language)
    {
        string Say(string en, string zh) => new Bilingual(en, zh).In(language);
        var misses = sheet.Runs.Where(run => !run.SideRight || run.FalseAccusation).GroupBy(run => run.Truth.Scenario).ToArray();
        page.Heading(misses.Length == 0 ? Say("No misses", "没有偏差") : Say("Misses, by scenario", "偏差，按场景"));
        page.Rows([.. misses.Select(runs => new[] { runs.Key, runs.First().Truth.Side.Name().In(language), string.Join(Say("; ", "；"), runs.Select(run => Miss(run, language))) })]);
        var late = sheet.Runs.Count(run => run.Late);
        if (late > 0) page.Paragraph(Say($"{late} runs in which the lab was late even when tried again: their times are this machine's.", $"{late} 次运行中实验网络重试后仍然滞后：其用时反映的是本机负载。"));
        if (sheet.Skipped.Count == 0) return;
        page.Heading(Say("Not run here", "此处未运行"));
        page.Rows([.. sheet.Skipped.Select(each => new[] { each.Scenario, each.Reason.In(language) })]);
    }

    private static string Miss(ScoredRun run, Language language)
    {
        if (run.Said is not { } said) return run.Failure ?? "";
        var cause = said.Causes.Count > 0 ? $", {said.Causes[0]}" : "";
        var sure = run.TiedSure ? new Bilingual(" (one of a tie)", "（不可区分者之一）").In(language) : "";
        return string.Create(CultureInfo.InvariantCulture, $"{said.Top.Name().In(language)} {said.Confidence:0.00}{cause}{sure}");
    }

    private static string[] Row(Score[] scores, Func<Score, string> figure, string name) => [.. scores.Select(figure), name];

    private static string Shares(Share share) => share.Value is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value:P1} ({share.Count}/{share.Of})") : "-";

    private static string Shown(double? value, bool share) => value is not { } figure ? "-" : share ? figure.ToString("P1", CultureInfo.InvariantCulture) : figure.ToString("0.0##", CultureInfo.InvariantCulture);
}
