namespace Demarc.Desk.Post;

/// <summary>The right to send, held by one process at a time and given back by the system when that process dies, however it dies.</summary>
internal sealed class OutboxLock : IDisposable
{
    private readonly FileStream _file;

    private OutboxLock(FileStream file) => _file = file;

    /// <summary>Takes it; null while another holds it.</summary>
    public static OutboxLock? TryTake(string home)
    {
        try
        {
            return new(new FileStream(Path.Combine(home, "outbox.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException fault) when (fault is not (DirectoryNotFoundException or FileNotFoundException))
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();
}
