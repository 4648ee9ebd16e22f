using System.Diagnostics;

namespace Demarc.Probing.Ports.Linux;

/// <summary>
/// The port's clock: monotonic, from its start. Kernel stamps are wall-clock times; the difference of the two clocks is kept
/// and only changed when the wall clock was set, so that a kernel stamp less a kernel stamp is exact.
/// </summary>
internal sealed class KernelClock
{
    private const int Tries = 5;
    private static readonly long Step = TimeSpan.FromMicroseconds(200).Ticks;
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _wallLessOwn;

    public KernelClock()
    {
        _ = Measure(out _wallLessOwn);
    }

    public TimeSpan Now => Stopwatch.GetElapsedTime(_start);

    /// <summary>A kernel stamp, in ticks since 1970, on this clock.</summary>
    public TimeSpan At(long wallTicks) => new(wallTicks - _wallLessOwn);

    /// <summary>Notices that the wall clock was set.</summary>
    public void Check()
    {
        var doubt = Measure(out var difference);
        if (Math.Abs(difference - _wallLessOwn) > Step + doubt) _wallLessOwn = difference;
    }

    /// <summary>The difference of the clocks, read as close together as a few tries allow; how far apart they were read.</summary>
    private long Measure(out long difference)
    {
        var doubt = long.MaxValue;
        difference = 0;
        for (var i = 0; i < Tries && doubt > 20; i++)
        {
            var before = Now.Ticks;
            var wall = Libc.Clock(Libc.ClockRealTime);
            var after = Now.Ticks;
            if (after - before >= doubt) continue;
            doubt = after - before;
            difference = wall - before - (doubt / 2);
        }

        return doubt;
    }
}
