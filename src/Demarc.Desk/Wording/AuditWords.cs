using Demarc.Model;

namespace Demarc.Desk.Wording;

/// <summary>The audit trail's actions in the reader's words; the trail itself keeps their ids.</summary>
public static class AuditWords
{
    private static readonly Dictionary<string, Bilingual> Words = new(StringComparer.Ordinal)
    {
        ["open"] = new("opened the case", "新建案例"),
        ["set"] = new("changed", "修改"),
        ["scope-agreed"] = new("noted that the scope is agreed", "记录范围已确认"),
        ["log"] = new("wrote into the log", "写入日志"),
        ["note"] = new("wrote a note", "记录笔记"),
        ["party"] = new("added a party", "添加参与方"),
        ["party-removed"] = new("took a party out", "移除参与方"),
        ["access-withdrawn"] = new("took access from", "取消访问权"),
        ["evidence"] = new("added evidence", "添加证据"),
        ["erase"] = new("erased", "删除"),
        ["verdict"] = new("verdict", "结论"),
        ["request"] = new("asked for", "提出请求"),
        ["request-withdrawn"] = new("withdrew a request", "撤回请求"),
        ["trial"] = new("wrote down trial", "记录试验"),
        ["trial-removed"] = new("struck out a trial", "划去试验"),
        ["reminder"] = new("set a reminder for", "设置提醒"),
        ["reminder-done"] = new("settled a reminder", "完成提醒"),
        ["mail-in"] = new("took a mail in", "收录邮件"),
        ["mail-queued"] = new("wrote a mail", "写信"),
        ["mail-sent"] = new("sent a mail", "发出邮件"),
        ["mail-undone"] = new("called a mail back", "撤回邮件"),
        ["close"] = new("closed the case", "关闭案例"),
        ["reopen"] = new("opened the case again", "重新打开案例"),
        ["archive"] = new("archived the case", "归档案例"),
        ["access-granted"] = new("gave access to", "授予访问权"),
        ["summary"] = new("saved the summary", "保存总结"),
        ["hold"] = new("put the case on legal hold", "设为法律保留"),
        ["release"] = new("released the legal hold", "解除法律保留"),
        ["export"] = new("took the customer's copy out", "导出客户副本"),
        ["seal"] = new("sealed the case's files", "加密案例文件"),
        ["erase-case"] = new("erased the case", "删除案例内容"),
        ["retention"] = new("set how long it is kept", "设置保留类别"),
        ["upload"] = new("an upload came", "收到上传"),
        ["upload-refused"] = new("an upload was refused", "拒绝上传"),
        ["portal"] = new("made an upload link", "生成上传链接"),
        ["portal-revoked"] = new("revoked an upload link", "撤销上传链接"),
        ["portal-code-used"] = new("a link's code was typed", "使用了链接代码"),
    };

    /// <summary>What was done; an action without words stands as it is.</summary>
    public static Bilingual Of(string action) => Words.TryGetValue(action, out var words) ? words : new(action, action);
}
