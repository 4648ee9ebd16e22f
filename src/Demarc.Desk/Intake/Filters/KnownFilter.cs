using Demarc.Desk.Store;

namespace Demarc.Desk.Intake.Filters;

/// <summary>The same mail delivered twice, or fetched from two mailboxes, counts once.</summary>
internal sealed class KnownFilter : IIntakeFilter
{
    public string Name => "known";

    public Decision? Look(Incoming mail, DeskReading reading) =>
        reading.Text("SELECT direction FROM message WHERE message_id = @1", mail.Key) is not null || (mail.Content is { } content && reading.Text("SELECT message_id FROM message WHERE content = @1 LIMIT 1", content) is not null)
            ? new(IntakeEnd.Known, new("the mail was taken in before", "该邮件此前已收录"))
            : null;
}
