using Demarc.Desk.Calendars;

namespace Demarc.Desk.Clocks;

/// <summary>What to do about a customer who does not answer.</summary>
public abstract record FollowUp
{
    private FollowUp() { }

    /// <summary>We do not wait for the customer.</summary>
    public sealed record None : FollowUp;

    /// <summary>Nothing yet; the next attempt is due then.</summary>
    public sealed record Wait(DateTimeOffset Until, int Attempt) : FollowUp;

    /// <summary>Ask again now.</summary>
    /// <param name="Attempt">1 for the first follow-up.</param>
    public sealed record Ask(int Attempt, bool IsLast) : FollowUp;

    /// <summary>Propose to archive, with notice until that day; a person decides.</summary>
    public sealed record ProposeArchive(int Unanswered, DateTimeOffset On) : FollowUp;
}

/// <summary>How often and how soon to ask again, and when to propose the archive.</summary>
public sealed record FollowUpPolicy
{
    /// <summary>Follow-ups without an answer after which archiving is proposed.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Business days between them.</summary>
    public int Spacing { get; init; } = 2;

    /// <summary>Business days of notice before the case is archived.</summary>
    public int Notice { get; init; } = 3;

    /// <summary>The next step at <paramref name="now"/>. The request itself is no follow-up; any answer of the customer starts over.</summary>
    public FollowUp Next(IEnumerable<CaseEvent> events, DateTimeOffset now, BusinessCalendar calendar, TimeZoneInfo zone)
    {
        var asked = 0;
        DateTimeOffset last = default;
        foreach (var it in CaseClock.InOrder(events, now))
        {
            if (it is { Kind: CaseEventKind.OurReply, Awaits: Waiter.Customer }) (asked, last) = (asked + 1, it.At);
            else if (it.Kind is CaseEventKind.CustomerReply or CaseEventKind.Closed or CaseEventKind.Reopened or CaseEventKind.OurReply) asked = 0;
        }

        if (asked == 0) return new FollowUp.None();
        var due = calendar.AddBusinessDays(last, Spacing, zone);
        if (now < due) return new FollowUp.Wait(due, asked);
        return asked <= Attempts ? new FollowUp.Ask(asked, asked == Attempts) : new FollowUp.ProposeArchive(asked - 1, calendar.AddBusinessDays(now, Notice, zone));
    }
}
