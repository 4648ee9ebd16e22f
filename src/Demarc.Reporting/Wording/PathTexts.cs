using Demarc.Model;

namespace Demarc.Reporting.Wording;

/// <summary>Words of the path drawing.</summary>
internal static class PathTexts
{
    public static readonly Bilingual From = new("from {0}", "自 {0}");
    public static readonly Bilingual NoAnswer = new("no answer", "无应答");
    public static readonly Bilingual NoAnswers = new("hops {0} to {1}: no answer", "第 {0}～{1} 跳：无应答");
    public static readonly Bilingual Loss = new("{0}/{1} lost", "丢失 {0}/{1}");
    public static readonly Bilingual LossPercent = new("{0} % lost", "丢失 {0}%");
    public static readonly Bilingual Responders = new("{0} addresses answer here", "此跳有 {0} 个应答地址");
    public static readonly Bilingual ImplicatedHere = new("the fault is in this stretch", "问题位于此段");
    public static readonly Bilingual TargetReached = new("target", "目标");
    public static readonly Bilingual TargetNotReached = new("target, not reached by this trace", "目标，本次追踪未到达");
    public static readonly Bilingual TargetUnknown = new("target, not known whether reached", "目标，未知是否到达");
    public static readonly Bilingual Cut = new("the output was cut off here", "输出到此中断");
    public static readonly Bilingual HopNode = new("a hop that answers", "有应答的跳");
    public static readonly Bilingual SilentNode = new("a silent hop", "无应答的跳");
    public static readonly Bilingual Drawing = new("Path from {0} to {1}", "自 {0} 至 {1} 的路径");

    /// <summary>Every text of this file.</summary>
    public static IEnumerable<(string Name, Bilingual Text)> All() => Listing.Of(typeof(PathTexts));
}
