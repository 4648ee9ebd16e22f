using System.Collections.Concurrent;
using System.Net;

namespace Demarc.Lab.Servers;

/// <summary>A bucket of requests for each source, filled at the rate its manner allows.</summary>
public sealed class RateLimits(TimeProvider clock)
{
    private readonly ConcurrentDictionary<IPAddress, Bucket> _buckets = [];

    /// <summary>Whether one more request may pass, asked once for each request; always true where nothing is limited.</summary>
    public Func<bool> Of(IPAddress source, Manner manner) =>
        manner.RequestsPerSecond <= 0 ? () => true : _buckets.GetOrAdd(source, _ => new Bucket(clock, manner.RequestsPerSecond, Math.Max(1, manner.Burst))).Take;

    private sealed class Bucket(TimeProvider clock, double perSecond, int burst)
    {
        private readonly Lock _gate = new();
        private double _left = burst;
        private long _at = clock.GetTimestamp();

        public bool Take()
        {
            lock (_gate)
            {
                var now = clock.GetTimestamp();
                _left = Math.Min(burst, _left + (clock.GetElapsedTime(_at, now).TotalSeconds * perSecond));
                _at = now;
                if (_left < 1) return false;
                _left--;
                return true;
            }
        }
    }
}
