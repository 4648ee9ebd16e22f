namespace Demarc.Probing.Machines;

/// <summary>How long a trace waits for a hop: by what its neighbours on the path took, never a fixed number of seconds.</summary>
internal sealed class TraceWaits
{
    /// <summary>Hops with an answering one behind them: an answer would be here by then.</summary>
    private static readonly Patience Between = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1));

    /// <summary>Hops behind the last that answered: the next may be far away.</summary>
    private static readonly Patience Beyond = new(TimeSpan.FromMilliseconds(900), TimeSpan.FromSeconds(1));

    private static readonly TimeSpan ShortestRetry = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan ShortestStall = TimeSpan.FromMilliseconds(150);

    /// <summary>The slowest answer so far.</summary>
    public TimeSpan? Slowest { get; private set; }

    public void Saw(TimeSpan rtt)
    {
        if (Slowest is null || rtt > Slowest) Slowest = rtt;
    }

    /// <summary>When to stop waiting, counted from the probe.</summary>
    /// <param name="between">A hop behind it has answered.</param>
    public TimeSpan GiveUp(bool between) => (between ? Between : Beyond).For(Slowest);

    /// <summary>When to ask a silent hop again.</summary>
    public TimeSpan Retry => Slowest is not { } rtt ? LongestRetry : Clamp(rtt * 2, ShortestRetry, LongestRetry);

    /// <summary>When a window without progress is widened to the whole path.</summary>
    public TimeSpan Stall => Retry > ShortestStall ? Retry : ShortestStall;

    private static TimeSpan Clamp(TimeSpan value, TimeSpan low, TimeSpan high) => value < low ? low : value > high ? high : value;
}
