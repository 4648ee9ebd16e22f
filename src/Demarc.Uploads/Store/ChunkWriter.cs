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
    /// <param name="verified">Whether what is appended counts only once <see cref="KeepAsync"/> says so.</param>
    public static async Task<ChunkWriter> OpenAsync(UploadPlace place, RunningHashes hashes, UploadState state, bool verified)
    {
        var file = Disk.Open(place.Data);
        try
        {
            var offset = Math.Min(RandomAccess.GetLength(file), state.UnverifiedFrom ?? state.Length);
            RandomAccess.SetLength(file, offset);
            var marked = state with { UnverifiedFrom = verified ? offset : null };
            if (marked != state) await Disk.OnOwnThreadAsync(() => Mark(place, marked, file)).ConfigureAwait(false);
            return new(place, hashes, marked, file, offset);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Appends octets.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> octets)
    {
        // Hashed while the system takes them. Should it fail, the hash is ahead of the file and is begun anew.
        var writing = RandomAccess.WriteAsync(data, octets, Offset, CancellationToken.None);
        var follows = hash!.TryFollow(Offset, octets.Span);
        await writing.ConfigureAwait(false);
        Offset += octets.Length;
        if (!follows) await hash.CatchUpAsync(data, Offset).ConfigureAwait(false);
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

    private static void Mark(UploadPlace place, UploadState state, SafeFileHandle file)
    {
        RandomAccess.FlushToDisk(file);
        place.Write(state);
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
