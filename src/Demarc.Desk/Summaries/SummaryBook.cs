using Demarc.Desk.Cases;
using Demarc.Desk.Store;

namespace Demarc.Desk.Summaries;

/// <summary>Summaries as people left them; each saving is kept.</summary>
public sealed class SummaryBook(DeskStore store)
{
    private const int Longest = 200_000;

    /// <summary>The summary that was saved last in these languages; null where none was.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="language"><c>zh en both</c>.</param>
    public SavedSummary? Latest(string caseId, string language) => store.Read(reading =>
        reading.One("SELECT at, text, author, id FROM summary WHERE case_id = @1 AND language = @2 ORDER BY at DESC, id DESC LIMIT 1", row => new SavedSummary(row.TimeOf(0), row.GetString(1), row.GetString(2), row.GetString(3)), caseId, language));

    /// <summary>Saves a summary beside those before it.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="language"><c>zh en both</c>.</param>
    /// <param name="text">The text.</param>
    /// <param name="expected"><see cref="SavedSummary.Id"/> of the summary the edit began with, empty where there was none; null to save whatever there is.</param>
    /// <exception cref="DeskFault">Somebody saved another one meanwhile: who, and when.</exception>
    public void Save(Actor actor, string caseId, string language, string text, string? expected = null) => store.Write(actor, writing =>
    {
        CaseBook.MustBeWritable(writing, caseId);
        var latest = writing.One("SELECT at, text, author, id FROM summary WHERE case_id = @1 AND language = @2 ORDER BY at DESC, id DESC LIMIT 1", row => new SavedSummary(row.TimeOf(0), row.GetString(1), row.GetString(2), row.GetString(3)), caseId, language);
        if (expected is not null && (latest?.Id ?? "") != expected && latest?.Text != text) throw EditGuard.Changed(latest?.Author ?? "—", new("summary", "总结"), latest?.At ?? writing.Now);
        if (text.Length > Longest) throw new DeskFault(DeskFaultKind.BadInput, new("a summary may have 200,000 characters at most", "总结最多 20 万字符"));
        var id = store.NewId();
        writing.Add("summary", ("id", id), ("case_id", caseId), ("at", writing.Now), ("language", language), ("text", text), ("author", actor.Name));
        writing.Index(caseId, $"summary:{caseId}:{language}", text);
        writing.Audit("summary", caseId, language);
    });
}

/// <summary>A summary as somebody left it.</summary>
public sealed record SavedSummary(DateTimeOffset At, string Text, string Author, string Id);
