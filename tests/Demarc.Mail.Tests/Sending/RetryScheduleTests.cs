using Demarc.Mail.Sending;

namespace Demarc.Mail.Tests.Sending;

public sealed class RetryScheduleTests
{
    private static readonly DateTimeOffset First = new(2026, 9, 3, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Waits_grow_to_two_hours_and_end_after_two_days()
    {
        var schedule = new RetrySchedule();
        List<SubmissionAttempt> attempts = [new(First, SubmissionEnd.TryAgain)];
        List<double> waits = [];
        while (schedule.After(attempts) is RetryStep.At(var when))
        {
            waits.Add((when - attempts[^1].At).TotalMinutes);
            attempts.Add(new(when, SubmissionEnd.TryAgain));
        }

        waits[..7].ShouldBe([1, 5, 15, 30, 60, 120, 120]);
        waits[7..].ShouldAllBe(wait => wait == 120);
        (attempts[^1].At - First).ShouldBeInRange(TimeSpan.FromHours(46), TimeSpan.FromHours(48));
        schedule.After(attempts).ShouldBe(new RetryStep.GiveUp(Refused: false));
    }

    [Fact]
    public void Nothing_is_sent_again_after_acceptance_refusal_or_an_unknown_end()
    {
        var schedule = new RetrySchedule();
        schedule.After([Attempt(SubmissionEnd.TryAgain), Attempt(SubmissionEnd.Accepted)]).ShouldBe(new RetryStep.Done());
        schedule.After([Attempt(SubmissionEnd.Refused)]).ShouldBe(new RetryStep.GiveUp(Refused: true));
        schedule.After([Attempt(SubmissionEnd.TryAgain), Attempt(SubmissionEnd.Unknown)]).ShouldBe(new RetryStep.AskPerson());
        schedule.After([]).ShouldBeOfType<RetryStep.At>();
    }

    [Fact]
    public void After_a_person_had_it_sent_again_the_schedule_goes_on() =>
        new RetrySchedule().After([Attempt(SubmissionEnd.Unknown), Attempt(SubmissionEnd.TryAgain)]).ShouldBe(new RetryStep.At(First.AddMinutes(5)));

    [Fact]
    public void A_schedule_without_waits_is_refused()
    {
        Should.Throw<MessageFault>(() => new RetrySchedule { Waits = [] });
        Should.Throw<MessageFault>(() => new RetrySchedule { Waits = [TimeSpan.Zero] });
    }

    private static SubmissionAttempt Attempt(SubmissionEnd end) => new(First, end);
}
