using Demarc.Model;

namespace Demarc.Desk.Summaries;

/// <summary>Headings and short words of summaries, in both languages.</summary>
internal static class SummaryWords
{
    public static readonly Bilingual Summary = new("Case summary", "案例总结");
    public static readonly Bilingual Facts = new("Case", "案例信息");
    public static readonly Bilingual CaseNumber = new("Case number", "案例号");
    public static readonly Bilingual TitleWord = new("Title", "标题");
    public static readonly Bilingual Target = new("Target", "目标");
    public static readonly Bilingual Opened = new("Opened", "受理时间");
    public static readonly Bilingual Closed = new("Closed", "关闭时间");
    public static readonly Bilingual Zone = new("Times are in", "时间所用时区");
    public static readonly Bilingual Parties = new("Parties", "相关人员");
    public static readonly Bilingual Name = new("Name", "姓名");
    public static readonly Bilingual Organisation = new("Organisation", "单位");
    public static readonly Bilingual Role = new("Role", "角色");
    public static readonly Bilingual Problem = new("Problem", "问题定义");
    public static readonly Bilingual Goal = new("Solved when", "解决标准");
    public static readonly Bilingual Conclusion = new("Conclusion", "问题总结");
    public static readonly Bilingual NoConclusion = new("No conclusion has been reached.", "尚未得出结论。");
    public static readonly Bilingual Analysis = new("What happened", "处理过程");
    public static readonly Bilingual Time = new("Time", "时间");
    public static readonly Bilingual Who = new("Who", "人员");
    public static readonly Bilingual What = new("What", "内容");
    public static readonly Bilingual Where = new("Where", "位置");
    public static readonly Bilingual Requests = new("What was asked for and what came", "取证请求与结果");
    public static readonly Bilingual Asked = new("Asked", "提出时间");
    public static readonly Bilingual Met = new("Met", "是否齐全");
    public static readonly Bilingual Came = new("What came", "收到的内容");
    public static readonly Bilingual Verdicts = new("How the verdict changed", "定界结论的变化");
    public static readonly Bilingual Verdict = new("Verdict", "定界结论");
    public static readonly Bilingual Probability = new("Probability", "概率");
    public static readonly Bilingual MovedBy = new("What moved it", "变化依据");
    public static readonly Bilingual Claims = new("What had been suggested", "已有判断的核对");
    public static readonly Bilingual Claim = new("Suggestion", "判断");
    public static readonly Bilingual By = new("By", "提出者");
    public static readonly Bilingual Outcome = new("Outcome", "核对结果");
    public static readonly Bilingual Why = new("Why", "依据");
    public static readonly Bilingual Trials = new("Trials", "对照试验");
    public static readonly Bilingual Symptom = new("Symptom", "现象");
    public static readonly Bilingual Repeats = new("Runs", "次数");
    public static readonly Bilingual Changes = new("Changes", "变更");
    public static readonly Bilingual Effect = new("Effect", "效果");
    public static readonly Bilingual OpenPoints = new("Still open", "遗留事项");
    public static readonly Bilingual Excerpts = new("From the evidence", "证据摘录");
    public static readonly Bilingual Yes = new("yes", "是");
    public static readonly Bilingual No = new("no", "否");
    public static readonly Bilingual Occurred = new("occurred", "出现");
    public static readonly Bilingual Absent = new("did not occur", "未出现");

    private static readonly Dictionary<string, Bilingual> Statuses = new(StringComparer.Ordinal)
    {
        ["supported"] = new("borne out", "成立"),
        ["refuted"] = new("not borne out", "不成立"),
        ["undecided"] = new("open", "尚待判定"),
    };

    private static readonly Dictionary<string, Bilingual> Effects = new(StringComparer.Ordinal)
    {
        ["none"] = new("no effect", "没有变化"),
        ["better"] = new("better afterwards", "有所改善"),
        ["cured"] = new("cured it", "恢复正常"),
        ["worse"] = new("worse afterwards", "更差"),
        ["returned-on-revert"] = new("the symptom returned when it was taken back", "撤销后现象重现"),
    };

    public static Bilingual Status(string id) => Statuses.GetValueOrDefault(id) ?? new(id, id);

    public static Bilingual EffectOf(string id) => Effects.GetValueOrDefault(id) ?? new(id, id);
}
