using Demarc.Desk.Calendars;

namespace Demarc.Desk.Clocks;

/// <summary>Where a case's clock stands.</summary>
/// <param name="WaitingFor">Null when the case is closed or nothing was reported.</param>
/// <param name="Since">Since when it waits for them.</param>
/// <param name="Due">When the customer must hear from us; null while the customer's answer is waited for.</param>
/// <param name="IsFirstResponse">What is due is the first response.</param>
/// <param name="IsOverdue">The due time has passed.</param>
/// <param name="IsKnown">False when holidays up to the due time are not known.</param>
public sealed record ClockState(Waiter? WaitingFor, DateTimeOffset? Since, DateTimeOffset? Due, bool IsFirstResponse, bool IsOverdue, bool IsKnown);

/// <summary>The clock of a case as a pure function of what happened and of now.</summary>
public sealed class CaseClock(SeverityRow row, BusinessCalendar calendar, TimeZoneInfo zone, WorkingHours? hours = null)
{
    private readonly WorkingHours _hours = hours ?? WorkingHours.Default;

    /// <summary>The state at <paramref name="now"/>; events after it have not happened yet, automatic mails never count.</summary>
    public ClockState State(IEnumerable<CaseEvent> events, DateTimeOffset now)
    {
        Waiter? waiting = null;
        DateTimeOffset since = default, promised = default;
        var answered = false;
        foreach (var it in InOrder(events, now))
        {
            switch (it.Kind)
            {
                case CaseEventKind.Reported or CaseEventKind.Reopened when waiting is null:
                    (waiting, since, promised) = (Waiter.Us, it.At, it.At);
                    answered &= it.Kind == CaseEventKind.Reopened;
                    break;
                case CaseEventKind.OurReply when waiting is not null:
                    // Asking the same party again does not make them wait anew.
                    var next = it.Awaits ?? Waiter.Us;
                    if (next != waiting || next == Waiter.Us) since = it.At;
                    (waiting, promised, answered) = (next, it.At, true);
                    break;
                case CaseEventKind.HandedOver when waiting is not null:
                    // The customer has not heard from us by this.
                    (waiting, since) = (Waiter.ThirdParty, it.At);
                    break;
                case CaseEventKind.CustomerReply when waiting is Waiter.Customer or Waiter.ThirdParty:
                    (waiting, since, promised) = (Waiter.Us, it.At, it.At);
                    break;
                case CaseEventKind.ThirdPartyReply when waiting is Waiter.ThirdParty:
                    // What we owe the customer runs on from our last word to them.
                    (waiting, since) = (Waiter.Us, it.At);
                    break;
                case CaseEventKind.Closed:
                    waiting = null;
                    break;
            }
        }

        if (waiting is not { } who) return new(null, null, null, false, false, true);
        if (who == Waiter.Customer) return new(who, since, null, false, false, true);
        var due = (answered ? row.Update : row.First).Due(promised, calendar, zone, _hours);
        return new(who, since, due.At, !answered, now > due.At, due.IsKnown);
    }

    internal static IEnumerable<CaseEvent> InOrder(IEnumerable<CaseEvent> events, DateTimeOffset now) =>
        events.Where(it => !it.IsAutomatic && it.At <= now).OrderBy(it => it.At);
}
