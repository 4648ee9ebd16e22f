using Demarc.Desk.Cases;
using Demarc.Desk.Clocks;
using Demarc.Desk.Store;
using Demarc.Desk.Tests.Store;

namespace Demarc.Desk.Tests.Clocks;

/// <summary>What a case's time asks for, reckoned from its own record.</summary>
public sealed class CaseTimingTests
{
    private const string Answer = "From: Engineer <lin@example.com>\nSent: Tuesday, September 1, 2026 9:30 AM\nTo: li@example.net\nSubject: RE: slow\n\nPlease send a capture.\n";

    [Fact]
    public void A_new_case_is_due_a_first_response_on_a_business_day()
    {
        using var open = new OpenDesk();
        var it = open.Case();
        var times = open.Desk.Timing.Of(it);
        (times.IsFirstResponse, times.IsOverdue, times.Due > it.Opened).ShouldBe((true, false, true));
        open.Clock.Advance(TimeSpan.FromDays(30));
        open.Desk.Timing.Of(it).IsOverdue.ShouldBeTrue();
    }

    [Fact]
    public void While_the_customer_is_waited_for_nothing_is_due_of_us_and_they_are_asked_again_in_time()
    {
        using var open = new OpenDesk();
        var it = open.With("thread.txt", Answer);
        open.Desk.Cases.Set(OpenDesk.Somebody, it.Id, "waiting-for", WaitingFor.Customer);
        it = open.Desk.Cases.Get(it.Id);
        var first = open.Desk.Timing.Of(it);
        first.Due.ShouldBeNull();
        first.FollowUp.ShouldBeOfType<FollowUp.Wait>();
        open.Clock.Advance(TimeSpan.FromDays(7));
        open.Desk.Timing.Of(it).FollowUp.ShouldBe(new FollowUp.Ask(1, IsLast: false));
    }

    [Fact]
    public void A_closed_case_asks_for_nothing()
    {
        using var open = new OpenDesk();
        var it = open.Case();
        open.Desk.Cases.Close(OpenDesk.Somebody, it.Id, CloseReasons.Solved);
        open.Desk.Timing.Of(open.Desk.Cases.Get(it.Id)).ShouldBe(new CaseTimes(null, false, false, true, new FollowUp.None()));
    }

    [Fact]
    public void The_times_of_many_cases_are_those_of_each()
    {
        using var open = new OpenDesk();
        var cases = new[] { open.Case("one"), open.With("thread.txt", Answer), open.Case("three") };
        var all = open.Desk.Timing.Of(cases);
        foreach (var it in cases) all[it.Id].ShouldBe(open.Desk.Timing.Of(it));
        open.Desk.Timing.Of([]).ShouldBeEmpty();
    }

    [Fact]
    public void Reminders_come_in_the_order_they_are_due_and_end_with_the_case()
    {
        using var open = new OpenDesk();
        var it = open.Case();
        var later = open.Desk.Reminders.Add(OpenDesk.Somebody, it.Id, "ask the carrier", open.Desk.Timing.InBusinessDays(it, 5), null);
        var sooner = open.Desk.Reminders.Add(OpenDesk.Somebody, it.Id, "ask the customer", open.Desk.Timing.InBusinessDays(it, 1), null);
        open.Desk.Reminders.Of(it.Id).Select(reminder => reminder.Id).ShouldBe([sooner.Id, later.Id]);
        open.Desk.Reminders.Due(open.Clock.GetUtcNow()).ShouldBeEmpty();
        open.Clock.Advance(TimeSpan.FromDays(30));
        open.Desk.Reminders.Due(open.Clock.GetUtcNow()).Count.ShouldBe(2);
        open.Desk.Reminders.Done(OpenDesk.Somebody, it.Id, sooner.Id);
        Should.Throw<DeskFault>(() => open.Desk.Reminders.Done(OpenDesk.Somebody, it.Id, sooner.Id)).Kind.ShouldBe(DeskFaultKind.NotFound);
        open.Desk.Cases.Close(OpenDesk.Somebody, it.Id, CloseReasons.Solved);
        open.Desk.Reminders.Of(it.Id).ShouldBeEmpty();
    }
}
