namespace Demarc.Desk.People;

/// <summary>
/// Slows down guessing. After a few failures in a row each next try of the same key has to wait twice as long as the one before, up to a
/// limit. A try is counted when it begins, so that many at the same time gain nothing; success takes it back. What is remembered is bounded.
/// </summary>
/// <param name="clock">The time.</param>
/// <param name="free">Failures that cost nothing.</param>
/// <param name="longest">The longest wait.</param>
/// <param name="mostKeys">How many keys are remembered.</param>
internal sealed class Brake(TimeProvider clock, int free, TimeSpan longest, int mostKeys = 20_000)
{
    /// <summary>Failures are forgotten after so long without another.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromHours(2);

    private readonly Dictionary<string, Tries> _tries = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Keys remembered now.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _tries.Count;
        }
    }

    /// <summary>Begins a try for all of the keys.</summary>
    /// <returns>How long to wait; zero when the try may go on and was counted.</returns>
    public TimeSpan Begin(params ReadOnlySpan<string> keys)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var wait = TimeSpan.Zero;
            foreach (var key in keys)
            {
                if (_tries.TryGetValue(key, out var known) && known.Until > now && known.Until - now > wait) wait = known.Until - now;
            }

            if (wait > TimeSpan.Zero) return wait;
            foreach (var key in keys) Add(key, now);
            return TimeSpan.Zero;
        }
    }

    /// <summary>The try succeeded: the key starts afresh.</summary>
    public void Forgive(string key)
    {
        lock (_gate) _tries.Remove(key);
    }

    /// <summary>The try was no guess: takes one count back and leaves the others.</summary>
    public void TakeBack(string key)
    {
        lock (_gate)
        {
            if (!_tries.TryGetValue(key, out var known)) return;
            if (known.Failures <= 1) _tries.Remove(key);
            else _tries[key] = known with { Failures = known.Failures - 1, Until = known.Last };
        }
    }

    private void Add(string key, DateTimeOffset now)
    {
        var failures = _tries.TryGetValue(key, out var known) && now - known.Last < Memory ? known.Failures + 1 : 1;
        if (known is null && _tries.Count >= mostKeys) MakeRoom(now);
        _tries[key] = new(failures, now, now + Wait(failures));
    }

    private TimeSpan Wait(int failures)
    {
        if (failures < free) return TimeSpan.Zero;
        var doublings = Math.Min(failures - free, 30);
        return TimeSpan.FromSeconds(Math.Min(Math.Pow(2, doublings), longest.TotalSeconds));
    }

    /// <summary>Drops what is forgotten anyhow; if that is not enough, a quarter of the rest, the least guilty and oldest first.</summary>
    private void MakeRoom(DateTimeOffset now)
    {
        foreach (var (key, tries) in _tries)
        {
            if (now - tries.Last >= Memory) _tries.Remove(key);
        }

        if (_tries.Count < mostKeys) return;
        foreach (var key in _tries.OrderBy(it => it.Value.Failures).ThenBy(it => it.Value.Last).Take(Math.Max(1, mostKeys / 4)).Select(it => it.Key).ToList()) _tries.Remove(key);
    }

    private sealed record Tries(int Failures, DateTimeOffset Last, DateTimeOffset Until);
}
