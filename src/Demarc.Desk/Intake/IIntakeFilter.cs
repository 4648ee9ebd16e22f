using Demarc.Desk.Store;
using Demarc.Model;

namespace Demarc.Desk.Intake;

/// <summary>One step of intake. It finds something out about the mail, or decides what becomes of it.</summary>
internal interface IIntakeFilter
{
    /// <summary>What the audit trail calls it.</summary>
    string Name { get; }

    /// <summary>Looks at the mail; null passes it on to the next step.</summary>
    Decision? Look(Incoming mail, DeskReading reading);
}

/// <summary>What a filter decided.</summary>
internal sealed record Decision(IntakeEnd Kind, Bilingual Reason);
