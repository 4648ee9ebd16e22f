namespace Demarc.Uploads;

/// <summary>Who holds which upload in this process.</summary>
internal sealed class UploadHolds(TimeProvider clock)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly Lock guard = new();
    private readonly Dictionary<string, UploadHold> holds = new(StringComparer.Ordinal);

    /// <summary>Takes the hold; null when it stays taken for longer than the patience. Fails when the folder is gone.</summary>
    public async Task<UploadHold?> TryTakeAsync(string path, TimeSpan patience, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        while (true)
        {
            var mine = new UploadHold(this, path, clock);
            UploadHold? other;
            lock (guard)
            {
                if (!holds.TryGetValue(path, out other)) holds.Add(path, mine);
            }

            if (other is null && TryLock(mine)) return mine;
            var left = patience - clock.GetElapsedTime(start);
            if (left <= TimeSpan.Zero) return null;
            // Another process tells nobody when it lets go, so its lock is tried again and again.
            var until = other?.Released ?? Task.Delay(left < Poll ? left : Poll, clock, cancellationToken);
            try
            {
                await until.WaitAsync(left, clock, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                return null;
            }
        }
    }

    /// <summary>Asks whoever holds it to give way; false when nobody here does, or does not have to.</summary>
    public bool AskToGiveWay(string path, TimeSpan stalledFor)
    {
        UploadHold? other;
        lock (guard) holds.TryGetValue(path, out other);
        return other is not null && other.AskToGiveWay(stalledFor);
    }

    /// <summary>Ends when whoever holds it now lets go, at once when nobody does, and in any case after the patience.</summary>
    public async Task WaitAsync(string path, TimeSpan patience, CancellationToken cancellationToken)
    {
        UploadHold? other;
        lock (guard) holds.TryGetValue(path, out other);
        if (other is null) return;
        try
        {
            await other.Released.WaitAsync(patience, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Its holder is busy; what it has brought so far is on disk.
        }
    }

    internal void Release(UploadHold hold)
    {
        lock (guard)
        {
            if (holds.TryGetValue(hold.Path, out var held) && held == hold) holds.Remove(hold.Path);
        }
    }

    private static bool TryLock(UploadHold hold)
    {
        try
        {
            if (hold.TryLockFile()) return true;
        }
        catch
        {
            hold.Dispose();
            throw;
        }

        hold.Dispose();
        return false;
    }
}
