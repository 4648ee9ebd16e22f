using Demarc.Desk.Cases;
using Demarc.Desk.Store;

namespace Demarc.Desk.Intake.Filters;

/// <summary>Only who takes part in a case may add to it by mail. Others wait in quarantine for a person to let them in.</summary>
internal sealed class PartyFilter : IIntakeFilter
{
    public string Name => "party";

    public Decision? Look(Incoming mail, DeskReading reading)
    {
        if (mail.Case is not { } found) return null;

        // A delivery report comes from a server; that it quotes an identifier the desk signed is what speaks for it.
        if (mail.Automatic?.Report is not null && mail.Signals.Contains("message-id")) return null;
        mail.SenderIsParty = CaseBook.Parties(reading, found.Id).Any(party => party.Address == mail.Sender);
        if (mail.SenderIsParty) return null;
        return new(IntakeEnd.Quarantined, new($"the mail names case {found.Number}, but {mail.Sender} takes no part in it", $"邮件提到案例 {found.Number}，但 {mail.Sender} 不是该案例的参与方"));
    }
}
