namespace Demarc.Uploads;

/// <summary>
/// The least a sender must send: so many octets within each window of waiting. Time the server spends on its own disk is not counted,
/// and no fast beginning makes up for a later standstill, as it would with an average over the whole request.
/// </summary>
internal sealed class Pace : IDisposable
{
    private readonly TimeProvider clock;
    private readonly TimeSpan window;
    private readonly double quota;
    private readonly CancellationTokenSource late;
    private TimeSpan left;
    private double came;
    private long waitingSince;

    public Pace(UploadOptions options, TimeProvider clock)
    {
        (this.clock, window, left) = (clock, options.RateWindow, options.RateWindow);
        quota = options.LeastOctetsPerSecond * window.TotalSeconds;
        late = new(Timeout.InfiniteTimeSpan, clock);
    }

    /// <summary>Cancelled when too little came.</summary>
    public CancellationToken Late => late.Token;

    /// <summary>The server begins to wait for octets.</summary>
    public void Wait()
    {
        waitingSince = clock.GetTimestamp();
        late.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    /// <summary>Octets came.</summary>
    public void Came(int octets)
    {
        late.CancelAfter(Timeout.InfiniteTimeSpan);
        left -= clock.GetElapsedTime(waitingSince);
        came += octets;
        if (came < quota) return;
        (came, left) = (0, window);
    }

    public void Dispose() => late.Dispose();
}
