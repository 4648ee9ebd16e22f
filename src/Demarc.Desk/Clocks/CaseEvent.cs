namespace Demarc.Desk.Clocks;

/// <summary>Who a case waits for.</summary>
public enum Waiter { Us, Customer, ThirdParty }

/// <summary>What can happen to a case's clock.</summary>
public enum CaseEventKind
{
    /// <summary>The customer's report reached us.</summary>
    Reported,

    /// <summary>We wrote to the customer, or called.</summary>
    OurReply,

    /// <summary>We asked a carrier, cloud or vendor.</summary>
    HandedOver,

    /// <summary>The customer wrote or called.</summary>
    CustomerReply,

    /// <summary>They answered.</summary>
    ThirdPartyReply,

    /// <summary>The case was closed or archived.</summary>
    Closed,

    /// <summary>It was opened again.</summary>
    Reopened,
}

/// <summary>One event.</summary>
/// <param name="Awaits">For our reply: whose answer the case waits for after it; null when the next step is ours.</param>
/// <param name="IsAutomatic">A mail no person wrote: an acknowledgement, an out-of-office, a bounce. It moves no clock.</param>
public sealed record CaseEvent(DateTimeOffset At, CaseEventKind Kind, Waiter? Awaits = null, bool IsAutomatic = false);
