namespace Demarc.Uploads;

/// <summary>What follows from the end of a chunk's stream: the problem to answer with, and the end of an upload that is all there.</summary>
internal sealed class ChunkEnding(ChunkReceiver receiver, UploadCompletion completion)
{
    /// <summary>Receives a chunk under the hold, and finishes the upload when it is the last.</summary>
    public async Task<ChunkOutcome> ReceiveAsync(UploadRequest request, UploadHold hold, ChunkWriter writer, ChunkChecksum? checksum)
    {
        var end = await receiver.ReceiveAsync(request.Context, hold, writer, checksum).ConfigureAwait(false);
        var state = writer.State;
        if (writer.Offset == state.Length) state = await completion.FinishAsync(writer).ConfigureAwait(false);
        return new(end, state, writer.Offset);
    }

    /// <summary>The problem of an end that is none of the sender's wishes; null for a whole chunk.</summary>
    public static UploadProblem? ProblemOf(ChunkReceiver.End end) => end switch
    {
        ChunkReceiver.End.Whole => null,
        ChunkReceiver.End.TooSlow => UploadProblem.TooSlow,
        ChunkReceiver.End.GaveWay => UploadProblem.GaveWay,
        ChunkReceiver.End.Stopping => UploadProblem.Stopping,
        ChunkReceiver.End.NoRoom => UploadProblem.NoRoom,
        ChunkReceiver.End.TooLong => UploadProblem.TooLong,
        ChunkReceiver.End.Mismatch => UploadProblem.Mismatch,
        _ => UploadProblem.Broken,
    };
}

/// <summary>An upload after a chunk.</summary>
internal readonly record struct ChunkOutcome(ChunkReceiver.End End, UploadState State, long Offset);
