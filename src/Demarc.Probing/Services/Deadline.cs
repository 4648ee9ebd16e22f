namespace Demarc.Probing.Services;

/// <summary>
/// How long a measurement may take, and whether anybody still wants it. Running out of time is a result; being cancelled is
/// not, and throws <see cref="OperationCanceledException"/>.
/// </summary>
public sealed class Deadline : IDisposable
{
    private readonly CancellationToken _cancelled;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _either;
    private readonly TimeSpan _budget;
    private readonly long _start;

    public Deadline(TimeProvider clock, TimeSpan budget, CancellationToken cancelled = default)
    {
        Clock = clock;
        _cancelled = cancelled;
        _budget = budget > TimeSpan.Zero ? budget : TimeSpan.Zero;
        _start = clock.GetTimestamp();
        _timer = new CancellationTokenSource(_budget, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, cancelled);
    }

    public TimeProvider Clock { get; }

    /// <summary>Set when time has run out or nobody waits any more.</summary>
    public CancellationToken Token => _either.Token;

    public TimeSpan Remaining => _budget - Clock.GetElapsedTime(_start) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <summary>The caller gave up.</summary>
    public bool GivenUp => _cancelled.IsCancellationRequested;

    /// <summary>A part of this deadline: so long at most, and never beyond it.</summary>
    public Deadline Within(TimeSpan most) => new(Clock, most < Remaining ? most : Remaining, _cancelled);

    /// <summary>Throws where the caller gave up; returns where only time has run out.</summary>
    public void ThrowIfCancelled() => _cancelled.ThrowIfCancellationRequested();

    /// <summary>A reading of the clock, for <see cref="Since"/>.</summary>
    public long Mark() => Clock.GetTimestamp();

    /// <summary>Milliseconds since a reading of the clock, to the microsecond.</summary>
    public double Since(long mark) => Math.Round(Clock.GetElapsedTime(mark).TotalMilliseconds, 3);

    public void Dispose()
    {
        _either.Dispose();
        _timer.Dispose();
    }
}
