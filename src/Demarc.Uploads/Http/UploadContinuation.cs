using Microsoft.AspNetCore.Http;

namespace Demarc.Uploads;

/// <summary>PATCH: appends the octets of one request at the offset where the upload stands.</summary>
internal sealed class UploadContinuation(UploadStore store, ChunkEnding ending, UploadCompletion completion)
{
    /// <summary>How long a request waits for one before it that is about to end, such as one whose connection has just broken.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    /// <summary>How long it waits for one that was asked to give way.</summary>
    internal static readonly TimeSpan GivingWay = TimeSpan.FromSeconds(5);

    public async Task AnswerAsync(UploadRequest request)
    {
        if (!request.IsChunk)
        {
            await request.ProblemAsync(UploadProblem.ContentType).ConfigureAwait(false);
            return;
        }

        if (request.Octets(TusHeaders.Offset) is not { } offset)
        {
            await request.ProblemAsync(UploadProblem.BadOffset).ConfigureAwait(false);
            return;
        }

        if (!ChunkChecksum.TryRead(request.Text(TusHeaders.Checksum), out var checksum))
        {
            await request.ProblemAsync(UploadProblem.BadChecksum).ConfigureAwait(false);
            return;
        }

        using (checksum) await ContinueAsync(request, offset, checksum).ConfigureAwait(false);
    }

    private async Task ContinueAsync(UploadRequest request, long offset, ChunkChecksum? checksum)
    {
        if (request.Id is not { } id || store.Find(id, request.Permit.Scope) is null)
        {
            await request.ProblemAsync(UploadProblem.NotFound).ConfigureAwait(false);
            return;
        }

        var (hold, state) = await HoldAsync(id, request.Context.RequestAborted).ConfigureAwait(false);
        ChunkOutcome outcome;
        using (hold)
        {
            if (state is null || hold is null)
            {
                if (state is not null) request.Context.Response.Headers.RetryAfter = "1";
                await request.ProblemAsync(state is null ? UploadProblem.NotFound : UploadProblem.Busy).ConfigureAwait(false);
                return;
            }

            var expires = request.Expiry(state.Started, store.Options);
            if (Check(request, state, offset, expires) is { } problem)
            {
                if (problem == UploadProblem.Offset) request.Context.Response.Headers[TusHeaders.Offset] = UploadReply.Number(store.Place(id).DurableOffset(state));
                await request.ProblemAsync(problem).ConfigureAwait(false);
                return;
            }

            outcome = state.Finished is not null ? new(ChunkReceiver.End.Whole, state, state.Length)
                : await ReceiveAsync(request, hold, state with { Expires = expires }, state.Expires != expires, checksum).ConfigureAwait(false);
        }

        await EndAsync(request, outcome).ConfigureAwait(false);
    }

    /// <summary>Takes the hold; from another request of the same upload only when nothing comes from that one any more.</summary>
    private async Task<HeldUpload> HoldAsync(string id, CancellationToken cancellationToken)
    {
        var held = await store.HoldAsync(id, Patience, cancellationToken).ConfigureAwait(false);
        if (held is not { Hold: null, State: not null } || !store.AskToGiveWay(id, store.Options.StalledAfter)) return held;
        return await store.HoldAsync(id, GivingWay, cancellationToken).ConfigureAwait(false);
    }

    private UploadProblem? Check(UploadRequest request, UploadState state, long offset, DateTimeOffset expires)
    {
        if (state.Finished is null && expires <= store.Clock.GetUtcNow()) return UploadProblem.Expired;
        if (offset != store.Place(state.Id).Offset(state)) return UploadProblem.Offset;
        var left = state.Length - offset;
        if (request.Context.Request.ContentLength > left || (state.Finished is not null && request.HasBody)) return UploadProblem.TooLong;
        return left == 0 || store.HasRoomFor(request.Context.Request.ContentLength ?? 0) ? null : UploadProblem.NoRoom;
    }

    private async Task<ChunkOutcome> ReceiveAsync(UploadRequest request, UploadHold hold, UploadState state, bool changed, ChunkChecksum? checksum)
    {
        var place = store.Place(state.Id);
        if (changed) await Disk.OnOwnThreadAsync(() => place.Write(state)).ConfigureAwait(false);
        using var writer = await ChunkWriter.OpenAsync(place, store.Hashes, state, verified: checksum is not null).ConfigureAwait(false);
        return await ending.ReceiveAsync(request, hold, writer, checksum).ConfigureAwait(false);
    }

    private async Task EndAsync(UploadRequest request, ChunkOutcome outcome)
    {
        var (end, state, offset) = outcome;
        if (state.Finished is not null && await completion.TellAsync(state.Id).ConfigureAwait(false)) state = store.Find(state.Id, state.Scope) ?? state;
        UploadReply.Progress(request.Context, state, offset, state.Expires);
        if (ChunkEnding.ProblemOf(end) is { } problem)
        {
            if (end != ChunkReceiver.End.Mismatch) request.Context.Response.Headers.Connection = "close";
            await request.ProblemAsync(problem).ConfigureAwait(false);
            return;
        }

        request.Context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
