using Demarc.Desk.Cases;
using Demarc.Desk.Keys;
using Demarc.Desk.Store;

namespace Demarc.Desk.Intake.Filters;

/// <summary>
/// Finds the case a mail belongs to: by Message-IDs the desk signed, else by a subject tag it signed, else by Message-IDs of mails it
/// took in, else by a bare number. Numbers of other systems are evidence and never decide.
/// </summary>
internal sealed class CorrelationFilter(DeskKeys keys) : IIntakeFilter
{
    private const int MostReferences = 100;

    public string Name => "correlation";

    public Decision? Look(Incoming mail, DeskReading reading)
    {
        var references = mail.Message.InReplyTo.Concat(mail.Message.References.Reverse()).Append(mail.Automatic?.Report?.OriginalMessageId ?? "").Where(id => id.Length > 0).Distinct(StringComparer.Ordinal).Take(MostReferences).ToList();
        foreach (var id in references)
        {
            if (keys.OfMessageId(id) is var (caseId, _)) Found(mail, CaseBook.Find(reading, caseId), "message-id");
        }

        foreach (var (number, signed) in keys.Numbers(mail.Message.Subject).Where(it => it.Signed)) Found(mail, CaseBook.Find(reading, number), "tag");
        foreach (var id in references)
        {
            if (reading.Text("SELECT case_id FROM message WHERE message_id = @1", id) is { } caseId) Found(mail, CaseBook.Find(reading, caseId), "reference");
        }

        foreach (var (number, _) in keys.Numbers(mail.Message.Subject).Where(it => !it.Signed)) Found(mail, CaseBook.Find(reading, number), "number");
        return null;
    }

    private static void Found(Incoming mail, CaseRecord? found, string signal)
    {
        if (found is null) return;
        mail.Case ??= found;
        mail.Signals.Add(mail.Case.Id == found.Id ? signal : $"{signal}:{found.Number}");
    }
}
