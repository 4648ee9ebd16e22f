using System.Security.Cryptography;

namespace Demarc.Uploads;

/// <summary>
/// Uploads in a folder on disk, each by a random id. What counts is what the data files hold, so the store may be killed at any
/// moment and goes on from there.
/// </summary>
public sealed class UploadStore : IDisposable
{
    /// <summary>How long a caller inside the app waits for a request to let go of an upload.</summary>
    private static readonly TimeSpan OwnPatience = TimeSpan.FromSeconds(30);

    private readonly UploadHolds holds;
    private readonly SemaphoreSlim creating = new(1);
    private readonly string root;

    /// <summary>Opens the folder and makes it when absent.</summary>
    public UploadStore(UploadOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        (Options, Clock, holds) = (options, clock, new(clock));
        root = Path.GetFullPath(options.Folder);
        Directory.CreateDirectory(root);
    }

    internal UploadOptions Options { get; }

    internal TimeProvider Clock { get; }

    internal RunningHashes Hashes { get; } = new();

    /// <summary>
    /// Moves the octets of a finished upload to a place of the app's, across disks if need be, and never over another file. Asked again
    /// after a crash with the same destination, it ends what it had begun. HEAD still answers for the upload for a while.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no such upload, it is not finished, or it was taken elsewhere.</exception>
    /// <exception cref="IOException">The destination exists already, or a disk failed.</exception>
    public async Task<UploadReceipt> TakeAsync(string id, string destinationPath, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentException.ThrowIfNullOrEmpty(destinationPath);
        var (hold, state) = await HoldAsync(id, OwnPatience, cancellationToken).ConfigureAwait(false);
        using (hold)
        {
            if (state is null) throw new InvalidOperationException($"There is no upload {id}");
            if (hold is null) throw new IOException($"Upload {id} is busy");
            var receipt = state.ToReceipt();
            if (state.Taken && !File.Exists(destinationPath)) throw new InvalidOperationException($"Upload {id} was taken elsewhere");
            if (!state.Taken) await Disk.OnOwnThreadAsync(() => Move(Place(id), state, Path.GetFullPath(destinationPath))).ConfigureAwait(false);
            return receipt;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Hashes.Dispose();
        creating.Dispose();
    }

    internal UploadPlace Place(string id) => new(root, UploadPlace.IsId(id) ? id : throw new ArgumentException("Not an id", nameof(id)));

    /// <summary>Ids that have a folder, in order.</summary>
    internal IEnumerable<string> Ids() =>
        Directory.EnumerateDirectories(root).Select(folder => Path.GetFileName(folder)).Where(UploadPlace.IsId).Order(StringComparer.Ordinal);

    /// <summary>The upload, if it is of this scope; another's is no different from none.</summary>
    internal UploadState? Find(string id, string scope) =>
        UploadPlace.IsId(id) && Place(id).Read() is { } state && state.Scope == scope ? state : null;

    /// <summary>Begins an upload; null when the scope has as many as it may.</summary>
    internal async Task<UploadState?> CreateAsync(string scope, long length, UploadMetadata metadata, DateTimeOffset started, DateTimeOffset expires, int? most, CancellationToken cancellationToken)
    {
        await creating.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (most <= Count(scope)) return null;
            var place = Place(UploadPlace.NewId());
            var state = new UploadState
            {
                Id = place.Id,
                Scope = scope,
                Length = length,
                Name = metadata.Name,
                GivenName = metadata.GivenName,
                Type = metadata.Type,
                Uploader = metadata.Uploader,
                Metadata = metadata.Header,
                Started = started,
                Expires = expires,
            };
            await Disk.OnOwnThreadAsync(() => Make(place, state)).ConfigureAwait(false);
            return state;
        }
        finally
        {
            creating.Release();
        }
    }

    /// <summary>Takes the hold of an upload and then its state: no state means it is gone, no hold that it stays busy.</summary>
    internal async Task<HeldUpload> HoldAsync(string id, TimeSpan patience, CancellationToken cancellationToken)
    {
        var place = Place(id);
        if (place.Read() is not { } before) return default;
        UploadHold? hold = null;
        try
        {
            hold = await holds.TryTakeAsync(place.Lock, patience, cancellationToken).ConfigureAwait(false);
            if (hold is null) return new(null, before);
            if (place.Read() is { } state) return new(hold, state);
        }
        catch (DirectoryNotFoundException)
        {
            // Removed while it was waited for.
        }
        catch
        {
            hold?.Dispose();
            throw;
        }

        hold?.Dispose();
        return default;
    }

    /// <summary>The right to tell the app of an upload; null when that is being done.</summary>
    internal Task<UploadHold?> HoldTellingAsync(string id) => holds.TryTakeAsync(Place(id).Telling, TimeSpan.Zero, CancellationToken.None);

    internal bool AskToGiveWay(string id, TimeSpan stalledFor) => holds.AskToGiveWay(Place(id).Lock, stalledFor);

    internal Task WaitForHolderAsync(string id, TimeSpan patience, CancellationToken cancellationToken) => holds.WaitAsync(Place(id).Lock, patience, cancellationToken);

    /// <summary>Removes an upload and gives its hold back.</summary>
    internal void Remove(UploadHold hold, string id)
    {
        var place = Place(id);
        using (hold) place.Remove();
        Hashes.Drop(id);
        place.RemoveFolder();
    }

    /// <summary>Whether this many octets more leave the others on the disk enough.</summary>
    internal bool HasRoomFor(long octets) => octets <= Disk.Free(root) - Options.KeepFree;

    private int Count(string scope)
    {
        var now = Clock.GetUtcNow();
        var count = 0;
        foreach (var id in Ids())
        {
            try
            {
                if (Place(id).Read() is { Taken: false } state && state.Scope == scope && (state.Finished is not null || state.Expires > now)) count++;
            }
            catch (IOException)
            {
                // A damaged state belongs to no scope; the sweep reports it.
            }
        }

        return count;
    }

    private void Make(UploadPlace place, UploadState state)
    {
        Directory.CreateDirectory(place.Folder);
        try
        {
            File.Create(place.Data).Dispose();
            place.Write(state);
            Disk.FlushFolder(root);
        }
        catch (IOException)
        {
            place.RemoveFolder();
            throw;
        }
    }

    /// <summary>
    /// By way of a name of its own beside the destination: moving across disks copies, and a copy cut short must not pass for the file.
    /// </summary>
    private static void Move(UploadPlace place, UploadState state, string destination)
    {
        var staged = destination + ".incoming";
        if (File.Exists(place.Data))
        {
            if (File.Exists(destination)) throw new IOException($"{destination} exists already");
            File.Move(place.Data, staged, overwrite: true);
        }

        if (File.Exists(staged) && File.Exists(destination))
        {
            // Renaming without overwriting is a link and an unlink on some systems, and a crash may come between.
            if (Sha256(destination) != state.Sha256) throw new IOException($"{destination} exists already; upload {place.Id} is at {staged}");
            File.Delete(staged);
        }
        else if (File.Exists(staged))
        {
            using (var file = Disk.Open(staged)) RandomAccess.FlushToDisk(file);
            File.Move(staged, destination);
        }

        if (new FileInfo(destination).Length != state.Length) throw new IOException($"{destination} is not upload {place.Id}");
        Disk.FlushFolder(Path.GetDirectoryName(destination)!);
        place.Write(state with { Taken = true });
    }

    private static string Sha256(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}

/// <summary>An upload and the right to change it.</summary>
internal readonly record struct HeldUpload(UploadHold? Hold, UploadState? State);
