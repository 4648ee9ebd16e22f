using Demarc.Desk.Store;

namespace Demarc.Desk.Intake.Filters;

/// <summary>A mail that names no sender cannot be answered; a person looks at it.</summary>
internal sealed class SenderFilter : IIntakeFilter
{
    public string Name => "sender";

    public Decision? Look(Incoming mail, DeskReading reading) =>
        mail.Sender is null && mail.Automatic?.Report is null ? new(IntakeEnd.Quarantined, new("the mail names no sender", "邮件没有发件人")) : null;
}
