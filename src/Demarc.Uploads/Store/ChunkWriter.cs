using Microsoft.Win32.SafeHandles;

namespace Demarc.Uploads;

/// <summary>
/// Appends the octets of one request to an upload and keeps its hash up. Nothing is acknowledged before <see cref="KeepAsync"/>;
/// after a fault the file is cut back to what is certain. Lives under the upload's hold.
/// </summary>
internal sealed class ChunkWriter : IDisposable
{
    /// <summary>Octets after which what came is flushed on the way, so that the last flush is short and little is lost to a fault.</summary>
    private const long FlushEvery = 64L << 20;

    private readonly UploadPlace place;
    private readonly RunningHashes hashes;
    private readonly SafeFileHandle data;
    private readonly long start;
    private RunningHash? hash;
    private long durable;

    private ChunkWriter(UploadPlace place, RunningHashes hashes, UploadState state, SafeFileHandle data, long start)
    {
        (this.place, this.hashes, State, this.data, this.start) = (place, hashes, state, data, start);
        Offset = durable = start;
        hash = hashes.Take(place.Id, start);
    }

    /// <summary>The state as it is on disk.</summary>
    public UploadState State { get; private set; }

    /// <summary>Octets of the upload that are written.</summary>
    public long Offset { get; private set; }

    /// <summary>Opens the data file at its end. Octets left over of a chunk that was never verified go.</summary>
    public static ChunkWriter Open(UploadPlace place, RunningHashes hashes, UploadState state, bool verified)
    {
        var data = Disk.Open(place.Data);
        try
        {
            var offset = Math.Min(RandomAccess.GetLength(data), state.UnverifiedFrom ?? state.Length);
            RandomAccess.SetLength(data, offset);
            var marked = verified ? offset : (long?)null;
            if (state.UnverifiedFrom != marked)
            {
                RandomAccess.FlushToDisk(data);
                state = state with { UnverifiedFrom = marked };
                place.Write(state);
            }

            return new(place, hashes, state, data, offset);
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    /// <summary>Appends octets.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> octets)
    {
        await RandomAccess.WriteAsync(data, octets, Offset, CancellationToken.None).ConfigureAwait(false);
        await hash!.FollowAsync(data, Offset, octets).ConfigureAwait(false);
        Offset += octets.Length;
        if (Offset - durable >= FlushEvery) await FlushAsync().ConfigureAwait(false);
    }

    /// <summary>Makes everything written durable and lets it count.</summary>
    public async Task KeepAsync()
    {
        await FlushAsync().ConfigureAwait(false);
        await UnmarkAsync().ConfigureAwait(false);
    }

    /// <summary>Removes everything this request brought.</summary>
    public async Task DiscardAsync()
    {
        await CutAsync(start).ConfigureAwait(false);
        await UnmarkAsync().ConfigureAwait(false);
    }

    /// <summary>After a fault of the disk: keeps what was written whole if that can be made durable, else what was durable before.</summary>
    public async Task SalvageAsync()
    {
        try
        {
            await CutAsync(State.UnverifiedFrom ?? Offset).ConfigureAwait(false);
        }
        catch (IOException)
        {
            await CutAsync(durable).ConfigureAwait(false);
        }

        await UnmarkAsync().ConfigureAwait(false);
    }

    /// <summary>The hash of the whole upload, once all of it is there.</summary>
    public ValueTask<string> HashAsync() => hash!.FinishAsync(data, State.Length);

    public void Dispose()
    {
        data.Dispose();
        if (hash is null) return;
        if (hash.Position <= Offset && Offset < State.Length) hashes.Keep(place.Id, hash);
        else hash.Dispose();
        hash = null;
    }

    private async Task FlushAsync()
    {
        await Disk.OnOwnThreadAsync(() => RandomAccess.FlushToDisk(data)).ConfigureAwait(false);
        durable = Offset;
    }

    private async Task CutAsync(long length)
    {
        RandomAccess.SetLength(data, length);
        Offset = length;
        durable = Math.Min(durable, length);
        if (hash!.Position > length)
        {
            hash.Dispose();
            hash = new();
        }

        await FlushAsync().ConfigureAwait(false);
    }

    private async Task UnmarkAsync()
    {
        if (State.UnverifiedFrom is null) return;
        var state = State with { UnverifiedFrom = null };
        await Disk.OnOwnThreadAsync(() => place.Write(state)).ConfigureAwait(false);
        State = state;
    }
}
