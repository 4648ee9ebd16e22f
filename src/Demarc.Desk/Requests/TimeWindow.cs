using Demarc.Model;

namespace Demarc.Desk.Requests;

/// <summary>A span of time evidence has to lie in; both ends belong to it.</summary>
public sealed record TimeWindow(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The instant lies inside.</summary>
    public bool Holds(DateTimeOffset instant) => instant >= From && instant <= To;

    /// <summary>In UTC, for people and for other companies: <c>2026-11-20T08:00:00Z/2026-11-20T09:00:00Z</c>.</summary>
    public string Text => UtcTime.Text(From) + "/" + UtcTime.Text(To);
}
