namespace Demarc.Uploads;

/// <summary>Running hashes between the requests of their uploads: the last used of them, a bounded number.</summary>
internal sealed class RunningHashes : IDisposable
{
    private const int Most = 256;

    private readonly Lock guard = new();
    private readonly LinkedList<(string Id, RunningHash Hash)> kept = new();

    /// <summary>Takes the hash of an upload out, if it covers no more than its octets; else a new one.</summary>
    public RunningHash Take(string id, long offset)
    {
        RunningHash? found = null;
        lock (guard)
        {
            for (var node = kept.First; node is not null; node = node.Next)
            {
                if (node.Value.Id != id) continue;
                found = node.Value.Hash;
                kept.Remove(node);
                break;
            }
        }

        if (found is null || found.Position <= offset) return found ?? new();
        found.Dispose();
        return new();
    }

    /// <summary>Keeps a hash until its upload goes on.</summary>
    public void Keep(string id, RunningHash hash)
    {
        RunningHash? leaving = null;
        lock (guard)
        {
            kept.AddFirst((id, hash));
            if (kept.Count > Most)
            {
                leaving = kept.Last!.Value.Hash;
                kept.RemoveLast();
            }
        }

        leaving?.Dispose();
    }

    /// <summary>Lets go of the hash of an upload that has ended.</summary>
    public void Drop(string id) => Take(id, long.MaxValue).Dispose();

    public void Dispose()
    {
        lock (guard)
        {
            foreach (var (_, hash) in kept) hash.Dispose();
            kept.Clear();
        }
    }
}
