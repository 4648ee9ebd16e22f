using Demarc.Desk.Calendars;
using Demarc.Model;

namespace Demarc.Desk.Clocks;

/// <summary>How hard a case hits the customer.</summary>
public enum Severity
{
    /// <summary>A service is down.</summary>
    A,

    /// <summary>Work is hard.</summary>
    B,

    /// <summary>A nuisance.</summary>
    C,

    /// <summary>A question.</summary>
    D,
}

/// <summary>How long something may take.</summary>
/// <param name="Amount">How many units.</param>
/// <param name="Unit"><c>m</c>, <c>h</c> or <c>d</c>.</param>
/// <param name="InBusinessHours">Only working time counts.</param>
public sealed record Target(int Amount, char Unit, bool InBusinessHours)
{
    /// <summary>When it is due, and whether the holidays up to then are known; around the clock nothing needs to be known.</summary>
    public Reckoned Due(DateTimeOffset from, BusinessCalendar calendar, TimeZoneInfo zone, WorkingHours hours)
    {
        var time = Unit switch { 'm' => TimeSpan.FromMinutes(Amount), 'h' => TimeSpan.FromHours(Amount), _ => TimeSpan.FromDays(Amount) };
        if (!InBusinessHours) return new(TimeZoneInfo.ConvertTime(from + time, zone), IsKnown: true);

        // Whole days keep the time of day; a start outside working hours counts from the next opening.
        var start = calendar.AddBusinessTime(from, TimeSpan.Zero, zone, hours);
        var due = Unit == 'd' ? calendar.AddBusinessDays(start, Amount, zone) : calendar.AddBusinessTime(start, time, zone, hours);
        return calendar.Flagged(from, due, zone);
    }
}

/// <summary>The targets of one severity.</summary>
public sealed record SeverityRow(Severity Severity, Bilingual Name, Target First, Target Update);
