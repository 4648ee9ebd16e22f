using Demarc.Desk.Store;
using Demarc.Mail.Reading;

namespace Demarc.Desk.Intake.Filters;

/// <summary>What no person wrote opens no case: it is added to the case it belongs to, or set aside.</summary>
internal sealed class AutomaticFilter : IIntakeFilter
{
    public string Name => "automatic";

    public Decision? Look(Incoming mail, DeskReading reading) =>
        mail.Case is null && mail.Automatic?.Kind is AutomaticKind.Bounce or AutomaticKind.AutoReply or AutomaticKind.ReadReceipt && mail.Case is null
            ? new(IntakeEnd.SetAside, new("an automatic mail that belongs to no case", "不属于任何案例的自动邮件"))
            : null;
}
