namespace Demarc.Lab.Boxes;

/// <summary>Tokens that come at a rate up to a burst; full at first.</summary>
public sealed class TokenBucket(double perSecond, double burst)
{
    private readonly double _most = burst;
    private double _tokens = burst;
    private long _last = long.MinValue;

    /// <summary>Takes tokens where there are enough.</summary>
    public bool Take(double wanted, long now)
    {
        if (_last != long.MinValue && now > _last) _tokens = Math.Min(_most, _tokens + (now - _last) / 1e9 * perSecond);
        _last = Math.Max(_last, now);
        if (_tokens < wanted) return false;
        _tokens -= wanted;
        return true;
    }
}
