using Microsoft.AspNetCore.Http;

namespace Demarc.Uploads;

/// <summary>HEAD and DELETE: how far an upload has come, and giving one up.</summary>
internal sealed class UploadInspection(UploadStore store, UploadCompletion completion)
{
    public async Task SeeAsync(UploadRequest request)
    {
        try
        {
            await AnswerAsync(request).ConfigureAwait(false);
        }
        catch (IOException absent) when (absent is FileNotFoundException or DirectoryNotFoundException && store.Find(request.Id!, request.Permit.Scope) is null)
        {
            // Deleted while it was looked at.
            await request.ProblemAsync(UploadProblem.NotFound).ConfigureAwait(false);
        }
    }

    public async Task DeleteAsync(UploadRequest request)
    {
        if (request.Id is not { } id || store.Find(id, request.Permit.Scope) is null)
        {
            await request.ProblemAsync(UploadProblem.NotFound).ConfigureAwait(false);
            return;
        }

        store.AskToGiveWay(id, TimeSpan.Zero);
        var (hold, state) = await store.HoldAsync(id, UploadContinuation.GivingWay, request.Context.RequestAborted).ConfigureAwait(false);
        if (hold is null || state is null)
        {
            await request.ProblemAsync(state is null ? UploadProblem.NotFound : UploadProblem.Busy).ConfigureAwait(false);
            return;
        }

        if (state.Finished is not null && !request.Permit.MayDeleteFinished)
        {
            hold.Dispose();
            await request.ProblemAsync(UploadProblem.FinishedStays).ConfigureAwait(false);
            return;
        }

        store.Remove(hold, id);
        request.Context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task AnswerAsync(UploadRequest request)
    {
        if (request.Id is not { } id || store.Find(id, request.Permit.Scope) is not { } found)
        {
            await request.ProblemAsync(UploadProblem.NotFound).ConfigureAwait(false);
            return;
        }

        if (await SettleAsync(found, request).ConfigureAwait(false) is not { } state)
        {
            await request.ProblemAsync(UploadProblem.NotFound).ConfigureAwait(false);
            return;
        }

        var expires = request.Expiry(state.Started, store.Options);
        if (state.Finished is null && expires <= store.Clock.GetUtcNow())
        {
            await request.ProblemAsync(UploadProblem.Expired).ConfigureAwait(false);
            return;
        }

        var offset = 0L;
        await Disk.OnOwnThreadAsync(() => offset = store.Place(id).DurableOffset(state)).ConfigureAwait(false);
        UploadReply.Progress(request.Context, state, offset, expires);
        request.Context.Response.Headers[TusHeaders.Length] = UploadReply.Number(state.Length);
        if (state.Metadata is { } metadata) request.Context.Response.Headers[TusHeaders.Metadata] = metadata;
        request.Context.Response.StatusCode = StatusCodes.Status200OK;
    }

    /// <summary>
    /// Lets a request that is about to end do so, one from which nothing comes any more give way, and an upload whose end was cut short
    /// end; so that the offset told is the one the next request meets.
    /// </summary>
    private async Task<UploadState?> SettleAsync(UploadState found, UploadRequest request)
    {
        if (found.Finished is not null) return found;
        var aborted = request.Context.RequestAborted;
        await store.WaitForHolderAsync(found.Id, UploadContinuation.Patience, aborted).ConfigureAwait(false);
        if (store.AskToGiveWay(found.Id, store.Options.StalledAfter)) await store.WaitForHolderAsync(found.Id, UploadContinuation.GivingWay, aborted).ConfigureAwait(false);
        if (store.Place(found.Id).Offset(found) == found.Length && await completion.TryFinishAsync(found.Id, aborted).ConfigureAwait(false))
            await completion.TellAsync(found.Id).ConfigureAwait(false);
        return store.Find(found.Id, request.Permit.Scope);
    }
}
