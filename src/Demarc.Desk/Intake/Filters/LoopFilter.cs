using Demarc.Desk.Store;
using Demarc.Mail.Reading;

namespace Demarc.Desk.Intake.Filters;

/// <summary>Mail that goes in circles is set aside: answering it would never end.</summary>
internal sealed class LoopFilter(Func<string?, bool> isOwnMailbox) : IIntakeFilter
{
    public string Name => "loop";

    public Decision? Look(Incoming mail, DeskReading reading)
    {
        mail.Automatic = AutomaticMail.Of(mail.Message);
        if (mail.Automatic.LooksLooped) return new(IntakeEnd.SetAside, new("the mail has been here before or passed too many servers: a mail loop", "邮件曾到过此处或经过的服务器过多：疑似邮件循环"));
        return isOwnMailbox(mail.Sender) ? new(IntakeEnd.SetAside, new("the mail claims to come from the desk's own mailbox", "邮件自称来自本工单邮箱")) : null;
    }
}
