namespace Demarc.Desk.Calendars;

/// <summary>When a business day begins and ends, on the wall clock of its zone.</summary>
public sealed record WorkingHours
{
    /// <summary>09:00 to 18:00.</summary>
    public static WorkingHours Default { get; } = new(new(9, 0), new(18, 0));

    public WorkingHours(TimeOnly open, TimeOnly close)
    {
        if (close <= open) throw new ArgumentException("a business day ends after it begins", nameof(close));
        (Open, Close) = (open, close);
    }

    public TimeOnly Open { get; }
    public TimeOnly Close { get; }
}
