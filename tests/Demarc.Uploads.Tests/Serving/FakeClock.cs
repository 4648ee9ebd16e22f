namespace Demarc.Uploads.Tests.Serving;

/// <summary>A wall clock that goes on only when told. Waits and time stamps are the system's, so that nothing hangs.</summary>
internal sealed class FakeClock(DateTimeOffset start) : TimeProvider
{
    private long ticks = start.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref ticks), TimeSpan.Zero);

    public void Advance(TimeSpan time) => Interlocked.Add(ref ticks, time.Ticks);
}
