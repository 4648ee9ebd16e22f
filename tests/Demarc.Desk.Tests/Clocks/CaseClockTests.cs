using Demarc.Desk.Calendars;
using Demarc.Desk.Clocks;

namespace Demarc.Desk.Tests.Clocks;

public sealed class CaseClockTests
{
    private static readonly SeverityTable Table = SeverityTable.Load();
    private static readonly BusinessCalendar China = BusinessCalendars.Load().Of("cn");
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Fact]
    public void The_built_in_table_is_whole()
    {
        Table.Faults.ShouldBeEmpty();
        foreach (var severity in Enum.GetValues<Severity>()) Table[severity].Name.Zh.ShouldNotBeEmpty();
        Table[Severity.A].First.ShouldBe(new(1, 'h', InBusinessHours: false));
    }

    [Fact]
    public void A_report_on_Friday_evening_is_due_by_the_clock_when_a_service_is_down_and_on_Monday_when_work_is_hard()
    {
        CaseEvent[] events = [new(At(20, 17), CaseEventKind.Reported)];
        var down = State(Severity.A, events, At(20, 19));
        (down.WaitingFor, down.Due, down.IsFirstResponse, down.IsOverdue).ShouldBe((Waiter.Us, At(20, 18), true, true));
        var hard = State(Severity.B, events, At(20, 19));
        (hard.Due, hard.IsOverdue, hard.IsKnown).ShouldBe((At(23, 12), false, true));
        State(Severity.C, events, At(20, 19)).Due.ShouldBe(At(23, 17));
    }

    [Fact]
    public void An_automatic_mail_of_either_side_moves_nothing()
    {
        CaseEvent[] events =
        [
            new(At(20, 10), CaseEventKind.Reported),
            new(At(20, 10), CaseEventKind.OurReply, IsAutomatic: true),
            new(At(20, 11), CaseEventKind.OurReply, Waiter.Customer),
            new(At(20, 11), CaseEventKind.CustomerReply, IsAutomatic: true),
        ];
        State(Severity.B, events[..2], At(20, 12)).IsFirstResponse.ShouldBeTrue();
        State(Severity.B, events, At(20, 12)).WaitingFor.ShouldBe(Waiter.Customer);
        State(Severity.B, events, At(20, 12)).Since.ShouldBe(At(20, 11));
    }

    [Fact]
    public void The_clock_runs_from_the_first_unanswered_word_of_the_customer()
    {
        CaseEvent[] events =
        [
            new(At(20, 10), CaseEventKind.Reported),
            new(At(20, 11), CaseEventKind.OurReply, Waiter.Customer),
            new(At(23, 10), CaseEventKind.CustomerReply),
            new(At(24, 15), CaseEventKind.CustomerReply),
        ];
        var state = State(Severity.B, events, At(24, 16));
        (state.WaitingFor, state.Since, state.Due, state.IsOverdue, state.IsFirstResponse).ShouldBe((Waiter.Us, At(23, 10), At(24, 10), true, false));
    }

    [Fact]
    public void While_the_customer_is_waited_for_nothing_is_due_of_us()
    {
        CaseEvent[] events = [new(At(20, 10), CaseEventKind.Reported), new(At(20, 11), CaseEventKind.OurReply, Waiter.Customer)];
        var state = State(Severity.A, events, At(27, 12));
        (state.WaitingFor, state.Due, state.IsOverdue).ShouldBe((Waiter.Customer, null, false));
    }

    [Fact]
    public void Handing_over_to_a_carrier_is_no_word_to_the_customer()
    {
        CaseEvent[] events =
        [
            new(At(20, 10), CaseEventKind.Reported),
            new(At(20, 11), CaseEventKind.OurReply),
            new(At(20, 14), CaseEventKind.HandedOver),
        ];
        var state = State(Severity.B, events, At(20, 15));
        (state.WaitingFor, state.Since, state.Due).ShouldBe((Waiter.ThirdParty, At(20, 14), At(23, 11)));
        State(Severity.B, [.. events, new(At(20, 16), CaseEventKind.ThirdPartyReply)], At(20, 17)).WaitingFor.ShouldBe(Waiter.Us);
        State(Severity.B, [.. events, new(At(20, 16), CaseEventKind.OurReply, Waiter.ThirdParty)], At(20, 17)).Due.ShouldBe(At(23, 16));
    }

    [Fact]
    public void A_closed_case_waits_for_nobody_and_a_reopened_one_for_us()
    {
        CaseEvent[] events = [new(At(20, 10), CaseEventKind.Reported), new(At(20, 11), CaseEventKind.OurReply), new(At(20, 12), CaseEventKind.Closed)];
        State(Severity.B, events, At(24, 12)).WaitingFor.ShouldBeNull();
        var again = State(Severity.B, [.. events, new(At(24, 10), CaseEventKind.Reopened)], At(24, 12));
        (again.WaitingFor, again.Due, again.IsFirstResponse).ShouldBe((Waiter.Us, At(25, 10), false));
        State(Severity.B, [], At(24, 12)).WaitingFor.ShouldBeNull();
    }

    [Fact]
    public void What_has_not_happened_yet_does_not_count_and_order_of_the_list_does_not_matter()
    {
        CaseEvent[] events = [new(At(23, 10), CaseEventKind.CustomerReply), new(At(20, 11), CaseEventKind.OurReply, Waiter.Customer), new(At(20, 10), CaseEventKind.Reported)];
        State(Severity.B, events, At(22, 10)).WaitingFor.ShouldBe(Waiter.Customer);
        State(Severity.B, events, At(23, 11)).WaitingFor.ShouldBe(Waiter.Us);
    }

    [Fact]
    public void A_due_time_beyond_the_known_holidays_says_so()
    {
        CaseEvent[] events = [new(new(2026, 12, 31, 10, 0, 0, TimeSpan.FromHours(8)), CaseEventKind.Reported)];
        State(Severity.C, events, At(20, 10).AddDays(60)).IsKnown.ShouldBeFalse();
        State(Severity.A, events, At(20, 10).AddDays(60)).IsKnown.ShouldBeTrue("around the clock no holiday matters");
    }

    [Fact]
    public void A_table_of_the_users_replaces_a_severity_and_a_broken_row_is_told()
    {
        var own = SeverityTable.With([("severities.yaml", "b:\n  first: { in: 30m, hours: business }\n  update: { in: 2h, hours: business }\nc:\n  first: soon\n")]);
        own[Severity.B].First.ShouldBe(new(30, 'm', InBusinessHours: true));
        own[Severity.B].Name.Zh.ShouldBe("影响工作");
        own.Faults.ShouldHaveSingleItem().Line.ShouldBe(4);
        own[Severity.C].First.ShouldBe(new(1, 'd', InBusinessHours: true));
    }

    private static ClockState State(Severity severity, CaseEvent[] events, DateTimeOffset now) => new CaseClock(Table[severity], China, Shanghai).State(events, now);

    /// <summary>A time in November 2026; the 20th is a Friday.</summary>
    private static DateTimeOffset At(int day, int hour) => new(2026, 11, day, hour, 0, 0, TimeSpan.FromHours(8));
}
