using System.Globalization;
using Demarc.Desk.Calendars;
using Demarc.Desk.Cases;
using Demarc.Desk.Store;

namespace Demarc.Desk.Clocks;

/// <summary>What a case's time asks for.</summary>
/// <param name="Due">When the customer must hear from us; null while somebody else has to act.</param>
/// <param name="IsFirstResponse">What is due is the first response.</param>
/// <param name="IsOverdue">The due time has passed.</param>
/// <param name="IsKnown">False when holidays up to the due time are not known.</param>
/// <param name="FollowUp">What to do about a customer who does not answer.</param>
public sealed record CaseTimes(DateTimeOffset? Due, bool IsFirstResponse, bool IsOverdue, bool IsKnown, FollowUp FollowUp);

/// <summary>
/// The clocks of cases, reckoned from what was said and done: turns, hand-overs, closing. What was said before the desk had the case
/// counts from when it got it. Holidays and targets are those of <c>calendars/</c> and <c>severities.yaml</c> in the desk's folder, over the built-in ones.
/// </summary>
public sealed class CaseTiming(DeskStore store, DeskSettings settings, string home)
{
    private readonly Lazy<BusinessCalendars> _calendars = new(() => BusinessCalendars.Load(Path.Combine(home, "calendars")));
    private readonly Lazy<SeverityTable> _severities = new(() => SeverityTable.Load(home));
    private readonly FollowUpPolicy _policy = new();

    /// <summary>The zone days are reckoned in.</summary>
    public TimeZoneInfo Zone => TimeZoneInfo.TryFindSystemTimeZoneById(settings.Get("time-zone") ?? "Asia/Shanghai", out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>What was wrong in the files of calendars and severities.</summary>
    public IReadOnlyList<SettingFault> Faults => [.. _calendars.Value.Faults, .. _severities.Value.Faults];

    /// <summary>The same time of day so many business days of the case's country from now.</summary>
    public DateTimeOffset InBusinessDays(CaseRecord it, int days) => _calendars.Value.Of(it.Country).AddBusinessDays(store.Clock.GetUtcNow(), Math.Clamp(days, 0, 400), Zone);

    public CaseTimes Of(CaseRecord it) => Of([it])[it.Id];

    /// <summary>The times of cases by their ids.</summary>
    public IReadOnlyDictionary<string, CaseTimes> Of(IReadOnlyList<CaseRecord> cases)
    {
        var (now, zone) = (store.Clock.GetUtcNow(), Zone);
        var events = store.Read(reading => Events(reading, cases));
        return cases.ToDictionary(it => it.Id, it => Of(it, events[it.Id].ToList(), now, zone), StringComparer.Ordinal);
    }

    private CaseTimes Of(CaseRecord it, List<CaseEvent> events, DateTimeOffset now, TimeZoneInfo zone)
    {
        var calendar = _calendars.Value.Of(it.Country);
        if (!it.IsOpen) return new(null, false, false, true, new FollowUp.None());
        var row = _severities.Value[Enum.TryParse<Severity>(it.Severity, ignoreCase: true, out var severity) ? severity : Severity.C];
        var clock = new CaseClock(row, calendar, zone).State(events, now);
        var followUp = it.WaitingFor == WaitingFor.Customer ? _policy.Next(events, now, calendar, zone) : new FollowUp.None();

        // Who is waited for may have been set by hand: what is due is due while it is our turn.
        return it.WaitingFor == WaitingFor.Us ? new(clock.Due, clock.IsFirstResponse, clock.IsOverdue, clock.IsKnown, followUp) : new(null, false, false, true, followUp);
    }

    private static ILookup<string, CaseEvent> Events(DeskReading reading, IReadOnlyList<CaseRecord> cases)
    {
        var ids = cases.Select(it => it.Id).ToArray();
        var names = string.Join(", ", ids.Select((_, i) => "@" + (i + 1).ToString(CultureInfo.InvariantCulture)));
        if (ids.Length == 0) names = "NULL";
        var opened = cases.ToDictionary(it => it.Id, it => it.Opened, StringComparer.Ordinal);
        var others = reading.All($"SELECT case_id, address FROM party WHERE case_id IN ({names}) AND role IN ('{PartyRole.Vendor}', '{PartyRole.Team}') AND address IS NOT NULL", row => (row.GetString(0), row.GetString(1)), ids).ToHashSet();
        var events = new List<(string Case, CaseEvent Event)>();
        foreach (var it in cases) events.Add((it.Id, new(it.Opened, CaseEventKind.Reported)));
        events.AddRange(reading.All(
            $"SELECT case_id, direction, channel, address, recipients, COALESCE(at, found), found, automatic FROM turn WHERE case_id IN ({names}) AND channel <> 'note' ORDER BY COALESCE(at, found), id",
            row =>
            {
                var (id, isOurs, address, recipients) = (row.GetString(0), row.GetString(1) == "out", row.TextOf(3), row.TextOf(4));
                var (at, found) = (row.TimeOf(5), row.TimeOf(6));
                var when = at > found ? found : at;
                return (id, new CaseEvent(when < opened[id] ? opened[id] : when, Kind(isOurs, id, address, recipients), isOurs && row.GetString(2) == "mail" ? Waiter.Customer : null, row.TextOf(7) is not null));
            },
            ids));
        events.AddRange(reading.All($"SELECT case_id, action, at FROM audit WHERE case_id IN ({names}) AND action IN ('close', 'reopen')", row => (row.GetString(0), new CaseEvent(row.TimeOf(2), row.GetString(1) == "close" ? CaseEventKind.Closed : CaseEventKind.Reopened)), ids));
        return events.ToLookup(it => it.Case, it => it.Event);

        CaseEventKind Kind(bool isOurs, string id, string? address, string? recipients) => isOurs
            ? recipients is { Length: > 0 } && others.Any(other => other.Item1 == id && recipients.Contains(other.Item2, StringComparison.OrdinalIgnoreCase)) ? CaseEventKind.HandedOver : CaseEventKind.OurReply
            : address is not null && others.Contains((id, address)) ? CaseEventKind.ThirdPartyReply : CaseEventKind.CustomerReply;
    }
}
