using Microsoft.AspNetCore.Http;

namespace Demarc.Uploads;

/// <summary>POST: begins an upload, and takes its first octets when they come along.</summary>
internal sealed class UploadCreation(UploadStore store, ChunkEnding ending, UploadCompletion completion)
{
    public async Task AnswerAsync(UploadRequest request)
    {
        if (Check(request, out var length, out var metadata) is { } problem)
        {
            await request.ProblemAsync(problem).ConfigureAwait(false);
            return;
        }

        if (!ChunkChecksum.TryRead(request.Text(TusHeaders.Checksum), out var checksum))
        {
            await request.ProblemAsync(UploadProblem.BadChecksum).ConfigureAwait(false);
            return;
        }

        using (checksum)
        {
            var now = store.Clock.GetUtcNow();
            var expires = request.Expiry(now, store.Options);
            var state = await store.CreateAsync(request.Permit.Scope, length, metadata!, now, expires, request.Permit.MaxUploads, request.Context.RequestAborted).ConfigureAwait(false);
            if (state is null) await request.ProblemAsync(UploadProblem.TooMany).ConfigureAwait(false);
            else if (request.HasBody) await TakeFirstAsync(request, state, checksum).ConfigureAwait(false);
            else await BeginAsync(request, state).ConfigureAwait(false);
        }
    }

    private UploadProblem? Check(UploadRequest request, out long length, out UploadMetadata? metadata)
    {
        length = request.Octets(TusHeaders.Length) ?? -1;
        metadata = null;
        if (request.Permit.Deadline <= store.Clock.GetUtcNow()) return UploadProblem.Over;
        if (request.Text(TusHeaders.Concat) is not null) return UploadProblem.NoConcatenation;
        if (length < 0 || request.Text(TusHeaders.DeferLength) is not null) return UploadProblem.BadLength;
        if (length > request.Permit.MaxOctets) return UploadProblem.TooLarge;
        metadata = UploadMetadata.TryRead(request.Text(TusHeaders.Metadata));
        if (metadata is null) return UploadProblem.BadMetadata;
        if (request.HasBody && !request.IsChunk) return UploadProblem.ContentType;
        if (request.HasBody && request.Context.Request.ContentLength > length) return UploadProblem.TooLong;
        return store.HasRoomFor(length) ? null : UploadProblem.NoRoom;
    }

    private async Task BeginAsync(UploadRequest request, UploadState state)
    {
        if (state.Length == 0) await completion.TryFinishAsync(state.Id, CancellationToken.None).ConfigureAwait(false);
        Created(request.Context, state);
        UploadReply.Expires(request.Context, state.Expires);
        if (state.Length == 0) await completion.TellAsync(state.Id).ConfigureAwait(false);
    }

    private async Task TakeFirstAsync(UploadRequest request, UploadState state, ChunkChecksum? checksum)
    {
        var (free, _) = await store.HoldAsync(state.Id, TimeSpan.FromSeconds(1), request.Context.RequestAborted).ConfigureAwait(false);
        var hold = free ?? throw new IOException($"The new upload {state.Id} is held by another process");
        ChunkOutcome outcome;
        try
        {
            using var writer = await ChunkWriter.OpenAsync(store.Place(state.Id), store.Hashes, state, verified: checksum is not null).ConfigureAwait(false);
            outcome = await ending.ReceiveAsync(request, hold, writer, checksum).ConfigureAwait(false);
        }
        catch
        {
            store.Remove(hold, state.Id);
            throw;
        }

        if (ChunkEnding.ProblemOf(outcome.End) is { } problem)
        {
            // Its sender has never been told its address, so nobody could go on with it.
            store.Remove(hold, state.Id);
            request.Context.Response.Headers.Connection = "close";
            await request.ProblemAsync(problem).ConfigureAwait(false);
            return;
        }

        hold.Dispose();
        Created(request.Context, state);
        UploadReply.Progress(request.Context, outcome.State, outcome.Offset, state.Expires);
        if (outcome.State.Finished is not null) await completion.TellAsync(state.Id).ConfigureAwait(false);
    }

    private static void Created(HttpContext context, UploadState state)
    {
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = Address(context.Request, state.Id);
    }

    /// <summary>The whole path: clients that were given a relative address themselves resolve a relative one wrongly.</summary>
    private static string Address(HttpRequest request, string id) => $"{request.PathBase.Add(request.Path).ToUriComponent().TrimEnd('/')}/{id}";
}
