namespace Demarc.Uploads;

/// <summary>
/// The right to change one upload: one holder in this process, and through a locked file one among all processes. The system
/// releases the file's lock when a process dies. A holder can be asked to give way.
/// </summary>
internal sealed class UploadHold : IDisposable
{
    private readonly UploadHolds owner;
    private readonly TimeProvider clock;
    private readonly CancellationTokenSource giveWay = new();
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FileStream? file;
    private long waitingSince;

    internal UploadHold(UploadHolds owner, string path, TimeProvider clock)
    {
        (this.owner, Path, this.clock) = (owner, path, clock);
    }

    /// <summary>The locked file.</summary>
    public string Path { get; }

    /// <summary>Cancelled when another request of the same sender wants the upload and this one should stop receiving.</summary>
    public CancellationToken GiveWay => giveWay.Token;

    /// <summary>Ends when the hold does.</summary>
    public Task Released => released.Task;

    /// <summary>Says that the holder begins to wait for octets.</summary>
    public void Waiting() => Volatile.Write(ref waitingSince, Math.Max(clock.GetTimestamp(), 1));

    /// <summary>Says that octets came, or that the holder no longer waits for any.</summary>
    public void Moving() => Volatile.Write(ref waitingSince, 0);

    /// <summary>Asks the holder to stop receiving, if nothing has come for so long.</summary>
    internal bool AskToGiveWay(TimeSpan stalledFor)
    {
        var since = Volatile.Read(ref waitingSince);
        if (stalledFor > TimeSpan.Zero && (since == 0 || clock.GetElapsedTime(since) < stalledFor)) return false;
        try
        {
            giveWay.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }

        return true;
    }

    internal bool TryLockFile()
    {
        try
        {
            file = new FileStream(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            return true;
        }
        catch (IOException) when (Directory.Exists(System.IO.Path.GetDirectoryName(Path)))
        {
            return false;
        }
    }

    public void Dispose()
    {
        file?.Dispose();
        owner.Release(this);
        released.TrySetResult();
        giveWay.Dispose();
    }
}
