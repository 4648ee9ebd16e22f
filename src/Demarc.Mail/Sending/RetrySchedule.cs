namespace Demarc.Mail.Sending;

/// <summary>One attempt that was made.</summary>
public sealed record SubmissionAttempt(DateTimeOffset At, SubmissionEnd End);

/// <summary>What to do after the attempts so far.</summary>
public abstract record RetryStep
{
    private RetryStep() { }

    /// <summary>Send again, not before this time.</summary>
    public sealed record At(DateTimeOffset When) : RetryStep;

    /// <summary>The message was accepted.</summary>
    public sealed record Done : RetryStep;

    /// <summary>Send no more: it was refused, or tried for long enough. Tell the writer.</summary>
    public sealed record GiveUp(bool Refused) : RetryStep;

    /// <summary>It is open whether the message was taken: a person decides. Sending again by itself could deliver it twice.</summary>
    public sealed record AskPerson : RetryStep;
}

/// <summary>
/// When to send a message again: a pure function of the attempts made. Waits grow to a cap and end some time after the first attempt
/// (RFC 5321 4.5.4.1 asks for 30 minutes and more after the first few, and for four to five days between servers; a desk's mail is
/// stale after two).
/// </summary>
public sealed record RetrySchedule
{
    /// <summary>Waits after the first attempts; the last one repeats.</summary>
    public IReadOnlyList<TimeSpan> Waits { get; init => field = value.Count > 0 && value.All(wait => wait > TimeSpan.Zero) ? [.. value] : throw new MessageFault("retry schedule", "needs waits above zero", "等待时间须大于零"); } =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(60), TimeSpan.FromHours(2)];

    /// <summary>No attempt later than this after the first.</summary>
    public TimeSpan For { get; init; } = TimeSpan.FromDays(2);

    /// <param name="attempts">In the order made. None: send now, which is the earliest time there is.</param>
    public RetryStep After(IReadOnlyList<SubmissionAttempt> attempts)
    {
        ArgumentNullException.ThrowIfNull(attempts);
        if (attempts.Count == 0) return new RetryStep.At(DateTimeOffset.MinValue);
        var last = attempts[^1];
        return last.End switch
        {
            SubmissionEnd.Accepted => new RetryStep.Done(),
            SubmissionEnd.Refused => new RetryStep.GiveUp(Refused: true),
            SubmissionEnd.TryAgain => Later(attempts[0].At, last.At, attempts.Count),
            _ => new RetryStep.AskPerson(),
        };
    }

    private RetryStep Later(DateTimeOffset first, DateTimeOffset last, int made)
    {
        var next = last + Waits[Math.Min(made, Waits.Count) - 1];
        return next - first <= For ? new RetryStep.At(next) : new RetryStep.GiveUp(Refused: false);
    }
}
