using Demarc.Desk.Cases;
using Demarc.Desk.Store;

namespace Demarc.Desk.Clocks;

/// <summary>What somebody wants to be reminded of, and when.</summary>
/// <param name="Id">Its name in the store.</param>
/// <param name="Case">The case.</param>
/// <param name="Owner">Account of whoever shall see to it; null for whoever looks.</param>
/// <param name="Due">From then on it is due.</param>
/// <param name="Text">What is to be done.</param>
/// <param name="IsOpen">Nobody has done it yet.</param>
public sealed record Reminder(string Id, string Case, string? Owner, DateTimeOffset Due, string Text, bool IsOpen);

/// <summary>Reminders of cases. Closing a case settles its reminders.</summary>
public sealed class ReminderBook(DeskStore store)
{
    private const int LongestText = 1000;
    private const string Columns = "id, case_id, owner, due, text, state";

    /// <summary>Reminders of a case that nobody has done yet, the next one first.</summary>
    public IReadOnlyList<Reminder> Of(string caseId) => store.Read(reading => reading.All($"SELECT {Columns} FROM reminder WHERE case_id = @1 AND state = 'open' ORDER BY due, id", Read, caseId));

    /// <summary>Everything that is due by a time, the longest overdue first.</summary>
    public IReadOnlyList<Reminder> Due(DateTimeOffset by, int most = 200) =>
        store.Read(reading => reading.All($"SELECT {Columns} FROM reminder WHERE state = 'open' AND due <= @1 ORDER BY due, id LIMIT {most.ToString(System.Globalization.CultureInfo.InvariantCulture)}", Read, by));

    public Reminder Add(Actor actor, string caseId, string text, DateTimeOffset due, string? owner)
    {
        text = text.Trim();
        if (text.Length is 0 or > LongestText) throw new DeskFault(DeskFaultKind.BadInput, new($"a reminder needs 1 to {LongestText} characters of text", $"提醒内容需为 1 至 {LongestText} 个字符"));
        return store.Write(actor, writing =>
        {
            CaseBook.MustBeWritable(writing, caseId);
            var made = new Reminder(store.NewId(), caseId, owner, due, text, true);
            writing.Add("reminder", ("id", made.Id), ("case_id", caseId), ("owner", owner), ("due", due), ("text", text), ("state", "open"), ("made", writing.Now));
            CaseBook.Touch(writing, caseId);
            writing.Audit("reminder", caseId, Times.Text(due));
            return made;
        });
    }

    /// <summary>It was done.</summary>
    public void Done(Actor actor, string caseId, string id) => store.Write(actor, writing =>
    {
        if (writing.Do("UPDATE reminder SET state = 'done' WHERE case_id = @1 AND id = @2 AND state = 'open'", caseId, id) == 0) throw new DeskFault(DeskFaultKind.NotFound, new("there is no such open reminder", "没有这条未完成的提醒"));
        CaseBook.Touch(writing, caseId);
        writing.Audit("reminder-done", caseId, id);
    });

    private static Reminder Read(System.Data.Common.DbDataReader row) => new(row.GetString(0), row.GetString(1), row.TextOf(2), row.TimeOf(3), row.GetString(4), row.GetString(5) == "open");
}
