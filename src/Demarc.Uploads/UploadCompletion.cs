using Microsoft.Extensions.Logging;

namespace Demarc.Uploads;

/// <summary>
/// The end of an upload in two steps that each survive a crash: hash and note it as finished, then tell the app until it has
/// confirmed. The second runs without the upload's hold, so that the app can take the file meanwhile.
/// </summary>
internal sealed partial class UploadCompletion(UploadStore store, IUploadGate gate, ILogger<UploadCompletion> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Finishes an upload whose octets are all there and durable.</summary>
    public async Task<UploadState> FinishAsync(ChunkWriter writer)
    {
        var state = writer.State with { Sha256 = await writer.HashAsync().ConfigureAwait(false), Finished = store.Clock.GetUtcNow() };
        await Disk.OnOwnThreadAsync(() => store.Place(state.Id).Write(state)).ConfigureAwait(false);
        return state;
    }

    /// <summary>Finishes an upload whose last request ended between its last octet and its end. False when it is busy or gone.</summary>
    public async Task<bool> TryFinishAsync(string id, CancellationToken cancellationToken)
    {
        var (hold, state) = await store.HoldAsync(id, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        using (hold)
        {
            if (hold is null || state is null) return false;
            if (state.Finished is not null) return true;
            var place = store.Place(id);
            if (place.Offset(state) != state.Length) return false;
            using var writer = await ChunkWriter.OpenAsync(place, store.Hashes, state, verified: false).ConfigureAwait(false);
            await writer.KeepAsync().ConfigureAwait(false);
            await FinishAsync(writer).ConfigureAwait(false);
            return true;
        }
    }

    /// <summary>Tells the app of a finished upload unless it has confirmed, or is being told. True when it confirmed now.</summary>
    public async Task<bool> TellAsync(string id)
    {
        try
        {
            using var telling = await store.HoldTellingAsync(id).ConfigureAwait(false);
            if (telling is null || store.Place(id).Read() is not { Finished: not null, Confirmed: false } state) return false;
            var became = await gate.CompletedAsync(state.ToReceipt(), CancellationToken.None).ConfigureAwait(false);
            return await ConfirmAsync(id, became).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever the app throws, the upload is safe and the app is told again at the next sweep.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            LogNotConfirmed(fault, id);
            return false;
        }
    }

    private async Task<bool> ConfirmAsync(string id, string? became)
    {
        var (hold, state) = await store.HoldAsync(id, Patience, CancellationToken.None).ConfigureAwait(false);
        using (hold)
        {
            if (hold is null || state is null) return false;
            await Disk.OnOwnThreadAsync(() => store.Place(id).Write(state with { Confirmed = true, Became = became })).ConfigureAwait(false);
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Upload {Id} is complete but not confirmed; it will be told again")]
    private partial void LogNotConfirmed(Exception fault, string id);
}
