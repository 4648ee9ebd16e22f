namespace Demarc.Probing;

/// <summary>
/// The scan guard's pace: so many packets a second on average, so many at once (token bucket). A path is probed at most this
/// fast whatever machines ask for.
/// </summary>
/// <param name="PerSecond">Packets a second on average.</param>
/// <param name="Burst">Packets that may leave at once after a pause.</param>
public sealed record PaceLimit(double PerSecond, int Burst)
{
    /// <summary>What Demarc keeps to unless told otherwise: 100 packets a second.</summary>
    public static PaceLimit Default { get; } = new(100, 100);
}

/// <summary>Counts packets against a <see cref="PaceLimit"/>.</summary>
public sealed class Pace(PaceLimit limit)
{
    private double _tokens = limit.Burst;
    private TimeSpan _at;

    /// <summary>Takes one packet's worth if there is one.</summary>
    public bool TryTake(TimeSpan now)
    {
        Refill(now);
        if (_tokens < 1) return false;
        _tokens--;
        return true;
    }

    /// <summary>When the next packet may leave.</summary>
    public TimeSpan NextAt(TimeSpan now)
    {
        Refill(now);
        return _tokens >= 1 ? now : now + TimeSpan.FromSeconds((1 - _tokens) / limit.PerSecond);
    }

    private void Refill(TimeSpan now)
    {
        if (now <= _at) return;
        _tokens = Math.Min(limit.Burst, _tokens + ((now - _at).TotalSeconds * limit.PerSecond));
        _at = now;
    }
}
