using System.Globalization;
using Demarc.Desk.Store;

namespace Demarc.Desk.Cases;

/// <summary>
/// Two people who edit the same thing notice each other. What the case grew by meanwhile, such as a mail that came, stands in nobody's
/// way: only a change of the same thing does.
/// </summary>
internal static class EditGuard
{
    /// <summary>Lets an edit through that started from what still holds.</summary>
    /// <param name="writing">The change.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="what">What is edited, as the audit trail calls it.</param>
    /// <param name="expected">The version of the case that the editor saw; null where nobody looked.</param>
    /// <exception cref="DeskFault">Somebody changed it since; says who, what and when.</exception>
    public static void Check(DeskReading writing, string caseId, string what, long? expected)
    {
        if (expected is not { } seen) return;
        var changed = writing.One(
            "SELECT actor, at FROM audit WHERE case_id = @1 AND version > @2 AND ((action = 'set' AND detail = @3) OR (action = 'scope-agreed' AND @3 = 'scope')) ORDER BY rowid DESC LIMIT 1",
            row => Tuple.Create(row.GetString(0), row.TimeOf(1)), caseId, seen, what);
        if (changed is not null) throw Changed(changed.Item1, Name(what), changed.Item2);
    }

    internal static DeskFault Changed(string actor, Model.Bilingual what, DateTimeOffset at)
    {
        var minute = at.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
        return new(DeskFaultKind.Conflict, new(
            $"{actor} changed the {what.En} at {minute}, while you wrote; yours was not saved. Look at theirs, then save again",
            $"您编辑期间，{actor} 于 {minute} 修改了{what.Zh}；您的内容尚未保存。请查看后再保存"));
    }

    private static Model.Bilingual Name(string what) => what switch
    {
        "title" => new("title", "标题"),
        "scope" => new("scope", "问题范围"),
        "severity" => new("severity", "严重程度"),
        "waiting-for" => new("waiting party", "待办方"),
        "assignee" => new("assignee", "负责人"),
        "customer" => new("customer", "客户"),
        "language" => new("language", "语言"),
        "country" => new("country", "国家"),
        "tags" => new("tags", "标签"),
        _ => new(what, what),
    };
}
