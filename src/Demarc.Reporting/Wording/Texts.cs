using Demarc.Model;

namespace Demarc.Reporting.Wording;

/// <summary>Headings and short phrases of every report, in both languages.</summary>
internal static class Texts
{
    // Headings.
    public static readonly Bilingual Tell = new("What to ask of whom", "请谁做什么");
    public static readonly Bilingual Why = new("Why", "依据");
    public static readonly Bilingual Against = new("What speaks against it", "不支持的迹象");
    public static readonly Bilingual Unexplained = new("What it leaves unexplained", "尚未解释的迹象");
    public static readonly Bilingual ClaimsHeading = new("What has been suggested", "已有判断的核对");
    public static readonly Bilingual HarmlessHeading = new("Odd but harmless", "看似异常，实属正常");
    public static readonly Bilingual NextTest = new("Next test", "下一步测试");
    public static readonly Bilingual NextTests = new("Next tests", "下一步测试");
    public static readonly Bilingual WouldChange = new("What would change this", "什么结果会推翻结论");
    public static readonly Bilingual SidesHeading = new("Sides", "各侧概率");
    public static readonly Bilingual LeadingSides = new("Leading sides", "可能性较大的各侧");
    public static readonly Bilingual HypothesesHeading = new("Hypotheses", "各项假设");
    public static readonly Bilingual ProposedHeading = new("Read from the text, to be confirmed", "从文字中读出，待确认");
    public static readonly Bilingual EvidenceHeading = new("Evidence", "证据");
    public static readonly Bilingual UnreadHeading = new("Not read", "未能读取");
    public static readonly Bilingual PathHeading = new("Path", "路径");
    public static readonly Bilingual LocationHeading = new("Place", "位置");

    // The closing mail.
    public static readonly Bilingual CaseSummary = new("Case summary", "案例总结");
    public static readonly Bilingual ProblemDefinition = new("Problem", "问题定义");
    public static readonly Bilingual ProblemAnalysis = new("Analysis", "问题分析");
    public static readonly Bilingual ProblemSummary = new("Conclusion", "问题总结");
    public static readonly Bilingual Advice = new("What to do next", "后续建议");

    // Labels.
    public static readonly Bilingual Target = new("Target", "目标");
    public static readonly Bilingual SymptomLabel = new("Symptom", "现象");
    public static readonly Bilingual SeenFrom = new("Seen from", "观测点");
    public static readonly Bilingual Period = new("Period", "时间范围");
    public static readonly Bilingual CauseLabel = new("Cause", "原因");
    public static readonly Bilingual MechanismLabel = new("How it fails", "机理");
    public static readonly Bilingual PartyLabel = new("Party", "联系对象");
    public static readonly Bilingual WhereLabel = new("where", "执行位置");
    public static readonly Bilingual PermissionLabel = new("permission", "所需许可");
    public static readonly Bilingual SettledBy = new("the test that would settle it", "可由此项测试判定");
    public static readonly Bilingual By = new("by", "提出者");
    public static readonly Bilingual ConfidenceLabel = new("Confidence", "可信程度");
    public static readonly Bilingual SideLabel = new("Side", "侧");
    public static readonly Bilingual ProbabilityLabel = new("Probability", "概率");
    public static readonly Bilingual Measured = new("from measurements", "来自测量");
    public static readonly Bilingual Reported = new("from what people report", "来自口述");
    public static readonly Bilingual AsReported = new("as reported", "据口述");
    public static readonly Bilingual UnknownCause = new("a cause not known here", "未知原因");
    public static readonly Bilingual Others = new("all others together", "其余各侧合计");
    public static readonly Bilingual AlsoAt = new("also at", "另见");
    public static readonly Bilingual Frames = new("frames", "帧");
    public static readonly Bilingual TakenBack = new("taken back later", "后来已更正");
    public static readonly Bilingual UnknownTarget = new("target not named", "未指明目标");
    public static readonly Bilingual UnknownPlace = new("unknown place", "未知地点");
    public static readonly Bilingual Version = new("version", "版本");
    public static readonly Bilingual NewestEvidence = new("newest evidence", "最新证据");
    public static readonly Bilingual NoEvidence = new("No evidence could be read.", "没有可读取的证据。");
    public static readonly Bilingual Subjects = new("Subjects", "各问题对象");

    // Sentences with places to fill.
    public static readonly Bilingual OnSide = new("The fault is on the side of the {0}", "问题位于{0}侧");
    public static readonly Bilingual HealthyLine = new("No fault found", "未见异常");
    public static readonly Bilingual UndeterminedLine = new("The side cannot be told yet", "暂不能定界");
    public static readonly Bilingual MechanismKnown = new("A fault was found, its side is not settled", "已发现故障，尚不能确定在哪一侧");
    public static readonly Bilingual LeadingHealthy = new("most likely nothing is wrong, {0}", "目前最可能没有异常，{0}");
    public static readonly Bilingual LeadingIs = new("leading: {0}, {1}", "目前以{0}侧可能性最大，{1}");
    public static readonly Bilingual BestHypothesis = new("best hypothesis: {0}, {1}", "最可能的假设：{0}，{1}");
    public static readonly Bilingual BetweenHops = new("between hop {0} ({1}) and hop {2} ({3})", "第 {0} 跳（{1}）与第 {2} 跳（{3}）之间");
    public static readonly Bilingual AfterHop = new("after hop {0} ({1})", "第 {0} 跳（{1}）之后");
    public static readonly Bilingual BeforeHop = new("before hop {0} ({1})", "第 {0} 跳（{1}）之前");
    public static readonly Bilingual OwnedBy = new("network of {0}", "属于 {0}");
    public static readonly Bilingual NoAddress = new("no address", "地址未知");
    public static readonly Bilingual AndMore = new("and {0} more", "另有 {0} 项");
    public static readonly Bilingual MoreText = new("the rest is in the original", "其余见原文");

    /// <summary>Every text of this file, for the test that none is missing.</summary>
    public static IEnumerable<(string Name, Bilingual Text)> All() => Listing.Of(typeof(Texts));
}
