using Demarc.Desk.Calendars;
using Demarc.Desk.Clocks;

namespace Demarc.Desk.Tests.Clocks;

public sealed class FollowUpPolicyTests
{
    private static readonly BusinessCalendar China = BusinessCalendars.Load().Of("cn");
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Fact]
    public void Follow_ups_are_spaced_by_business_days()
    {
        CaseEvent[] events = [new(At(11, 19, 10), CaseEventKind.Reported), Ask(11, 19)];
        Next(events, At(11, 20, 10)).ShouldBe(new FollowUp.Wait(At(11, 23, 11), 1));
        Next(events, At(11, 23, 12)).ShouldBe(new FollowUp.Ask(1, IsLast: false));
    }

    [Fact]
    public void After_three_unanswered_follow_ups_archiving_is_proposed_with_notice()
    {
        CaseEvent[] events = [new(At(11, 9, 10), CaseEventKind.Reported), Ask(11, 9), Ask(11, 11), Ask(11, 13)];
        Next(events, At(11, 17, 12)).ShouldBe(new FollowUp.Ask(3, IsLast: true));
        Next([.. events, Ask(11, 17)], At(11, 18, 12)).ShouldBeOfType<FollowUp.Wait>();
        Next([.. events, Ask(11, 17)], At(11, 20, 12)).ShouldBe(new FollowUp.ProposeArchive(3, At(11, 25, 12)));
    }

    [Fact]
    public void An_answer_starts_over_but_an_automatic_mail_does_not()
    {
        CaseEvent[] events = [Ask(11, 9), Ask(11, 11), Ask(11, 13), Ask(11, 17)];
        Next([.. events, new(At(11, 18, 9), CaseEventKind.CustomerReply)], At(11, 20, 12)).ShouldBe(new FollowUp.None());
        Next([.. events, new(At(11, 18, 9), CaseEventKind.CustomerReply, IsAutomatic: true)], At(11, 20, 12)).ShouldBeOfType<FollowUp.ProposeArchive>();
        Next([.. events, new(At(11, 18, 9), CaseEventKind.CustomerReply), Ask(11, 18)], At(11, 20, 12)).ShouldBe(new FollowUp.Ask(1, IsLast: false));
    }

    [Fact]
    public void Nobody_is_asked_over_the_national_holiday()
    {
        Next([Ask(9, 30)], At(10, 7, 12)).ShouldBe(new FollowUp.Wait(At(10, 9, 11), 1));
    }

    private static FollowUp Next(CaseEvent[] events, DateTimeOffset now) => new FollowUpPolicy().Next(events, now, China, Shanghai);

    private static CaseEvent Ask(int month, int day) => new(At(month, day, 11), CaseEventKind.OurReply, Waiter.Customer);

    private static DateTimeOffset At(int month, int day, int hour) => new(2026, month, day, hour, 0, 0, TimeSpan.FromHours(8));
}
