using Microsoft.Extensions.Logging;

namespace Demarc.Uploads;

/// <summary>
/// Puts the folder in order: unfinished uploads past their time go, complete ones whose end was cut short are finished, and the app
/// is told of what it has not confirmed. Its first run after a start is the recovery after a crash.
/// </summary>
public sealed partial class UploadSweeper
{
    /// <summary>A folder without a state is an upload being made or removed, or what a crash left of one.</summary>
    private static readonly TimeSpan StrayAfter = TimeSpan.FromDays(1);

    private readonly UploadStore store;
    private readonly UploadCompletion completion;
    private readonly ILogger<UploadSweeper> logger;

    internal UploadSweeper(UploadStore store, UploadCompletion completion, ILogger<UploadSweeper> logger) =>
        (this.store, this.completion, this.logger) = (store, completion, logger);

    /// <summary>One pass over all uploads. A fault at one is logged and the others go on.</summary>
    public async Task<SweepCount> SweepAsync(CancellationToken cancellationToken = default)
    {
        var count = new SweepCount();
        foreach (var id in store.Ids().ToList())
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                count += await SweepAsync(id, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                count = count with { Faulty = count.Faulty + 1 };
                LogFault(fault, id);
            }
        }

        if (count.Expired > 0) LogExpired(count.Expired);
        return count;
    }

    private async Task<SweepCount> SweepAsync(string id, CancellationToken cancellationToken)
    {
        var place = store.Place(id);
        var now = store.Clock.GetUtcNow();
        if (place.Read() is not { } state)
        {
            if (now.UtcDateTime - Directory.GetLastWriteTimeUtc(place.Folder) < StrayAfter) return default;
            place.RemoveFolder();
            return new(Stray: 1);
        }

        if (state.Finished is null && place.Offset(state) == state.Length)
        {
            if (!await completion.TryFinishAsync(id, cancellationToken).ConfigureAwait(false)) return default;
            return new(Finished: 1, Told: await completion.TellAsync(id).ConfigureAwait(false) ? 1 : 0);
        }

        if (state is { Finished: not null, Confirmed: false }) return new(Told: await completion.TellAsync(id).ConfigureAwait(false) ? 1 : 0);
        if (IsOver(state, now) && await RemoveAsync(id, now, cancellationToken).ConfigureAwait(false))
            return state.Finished is null ? new(Expired: 1) : new(Forgotten: 1);
        return default;
    }

    private bool IsOver(UploadState state, DateTimeOffset now) =>
        state.Finished is { } finished ? state is { Taken: true, Confirmed: true } && finished + store.Options.Remembrance <= now : state.Expires <= now;

    private async Task<bool> RemoveAsync(string id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (hold, state) = await store.HoldAsync(id, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        if (hold is null) return false;
        if (state is null || !IsOver(state, now))
        {
            hold.Dispose();
            return false;
        }

        store.Remove(hold, id);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} unfinished uploads expired and were removed")]
    private partial void LogExpired(int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Upload {Id} could not be put in order")]
    private partial void LogFault(Exception fault, string id);
}

/// <summary>What one sweep did.</summary>
/// <param name="Expired">Unfinished uploads removed because their time was over.</param>
/// <param name="Finished">Complete uploads whose end was made up for.</param>
/// <param name="Told">Uploads the app was told of and confirmed.</param>
/// <param name="Forgotten">Taken uploads nobody is answered about any more.</param>
/// <param name="Stray">Folders without an upload, removed.</param>
/// <param name="Faulty">Uploads that could not be read or removed; they are left as they are.</param>
public readonly record struct SweepCount(int Expired = 0, int Finished = 0, int Told = 0, int Forgotten = 0, int Stray = 0, int Faulty = 0)
{
    /// <summary>The sum of two.</summary>
    public static SweepCount operator +(SweepCount one, SweepCount other) => new(
        one.Expired + other.Expired, one.Finished + other.Finished, one.Told + other.Told,
        one.Forgotten + other.Forgotten, one.Stray + other.Stray, one.Faulty + other.Faulty);
}
