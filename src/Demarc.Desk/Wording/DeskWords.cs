using Demarc.Desk.Cases;
using Demarc.Model;

namespace Demarc.Desk.Wording;

/// <summary>The desk's ids in the reader's words.</summary>
public static class DeskWords
{
    /// <summary>Where a case stands, in a phrase.</summary>
    public static Bilingual Status(CaseRecord it) => Status(it.Status, it.WaitingFor);

    /// <inheritdoc cref="Status(CaseRecord)"/>
    public static Bilingual Status(string status, string waitingFor) => status switch
    {
        CaseStatus.Closed => new("closed", "已关闭"),
        CaseStatus.Archived => new("archived", "已归档"),
        _ => Waiting(waitingFor),
    };

    /// <summary>Who has to do something next.</summary>
    public static Bilingual Waiting(string id) => id switch
    {
        WaitingFor.Us => new("waiting for us", "待我方处理"),
        WaitingFor.Customer => new("waiting for the customer", "待客户回复"),
        WaitingFor.ThirdParty => new("waiting for a third party", "待第三方处理"),
        _ => new("waiting for nobody", "无待办"),
    };

    /// <summary>How grave a case is.</summary>
    public static Bilingual Severity(string id) => id switch
    {
        "a" => new("A, service down", "A 业务中断"),
        "b" => new("B, hard to work", "B 严重受影响"),
        "d" => new("D, question", "D 咨询"),
        _ => new("C, nuisance", "C 一般"),
    };

    /// <summary>What part somebody takes.</summary>
    public static Bilingual Role(string id) => id switch
    {
        PartyRole.Engineer => new("engineer", "工程师"),
        PartyRole.Team => new("other team", "其他团队"),
        PartyRole.Vendor => new("vendor", "厂商"),
        _ => new("customer", "客户"),
    };

    /// <summary>The kind of a log entry.</summary>
    public static Bilingual Kind(string id) => id switch
    {
        EntryKind.Report => new("report", "现象"),
        EntryKind.Scope => new("scope", "范围"),
        EntryKind.Hypothesis => new("claim", "判断"),
        EntryKind.Request => new("request", "请求"),
        EntryKind.Experiment => new("experiment", "试验"),
        EntryKind.Change => new("change", "变更"),
        EntryKind.Result => new("result", "结果"),
        EntryKind.Analysis => new("analysis", "分析"),
        EntryKind.Decision => new("conclusion", "结论"),
        _ => new(id, id),
    };

    /// <summary>Why a case was closed.</summary>
    public static Bilingual Reason(string? id) => id switch
    {
        CloseReasons.CauseConfirmed => new("cause confirmed", "原因已确认"),
        CloseReasons.Solved => new("solved", "已解决"),
        CloseReasons.NotOurs => new("handed over", "已移交"),
        CloseReasons.NoAnswer => new("no answer", "客户未回复"),
        CloseReasons.Withdrawn => new("withdrawn", "客户撤回"),
        _ => new(id ?? "", id ?? ""),
    };

    /// <summary>How a cause was confirmed.</summary>
    public static Bilingual Confirmation(string? id) => id switch
    {
        Confirmations.CuredAndReturned => new("cured, and back when the change was taken back", "变更后恢复，回退后复现"),
        Confirmations.Owner => new("the owner's word", "所属方确认"),
        Confirmations.ServerSide => new("proof at the server", "服务器侧证据"),
        _ => new(id ?? "", id ?? ""),
    };

    /// <summary>Whether a verdict was right.</summary>
    public static Bilingual Right(string? id) => id switch
    {
        VerdictRight.Yes => new("right", "正确"),
        VerdictRight.Partly => new("partly right", "部分正确"),
        VerdictRight.No => new("wrong", "错误"),
        _ => new("not said", "未说明"),
    };

    /// <summary>How a cause was confirmed.</summary>
    public static Bilingual Confirmed(string? id) => id switch
    {
        Confirmations.CuredAndReturned => new("a change cured it; taking it back brought it back", "变更后恢复，回退后复现"),
        Confirmations.Owner => new("the owner says so", "责任方确认"),
        Confirmations.ServerSide => new("the server's own record proves it", "服务器侧记录证实"),
        _ => new(id ?? "", id ?? ""),
    };

    /// <summary>A side of the verdict.</summary>
    public static Bilingual Side(string? id) => Sides.TryParse(id, out var side) ? side.Name() : new("no verdict yet", "尚无结论");

    /// <summary>How evidence or a turn came.</summary>
    public static Bilingual Channel(string id) => id switch
    {
        "mail" => new("mail", "邮件"),
        "portal" => new("customer portal", "客户门户"),
        "page" => new("workbench", "工作台"),
        "command" => new("command line", "命令行"),
        "api" => new("API", "API"),
        "call" => new("call", "电话"),
        "note" => new("note", "笔记"),
        _ => new(id, id),
    };
}
