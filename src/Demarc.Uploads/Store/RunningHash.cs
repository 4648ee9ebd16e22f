using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Demarc.Uploads;

/// <summary>
/// SHA-256 of an upload from its first octet on, kept up while it streams. After a restart it begins anew and catches up by reading
/// the file, a few buffers for each one written, so that no single request waits for all of it.
/// </summary>
internal sealed class RunningHash : IDisposable
{
    private const int Buffer = 128 << 10;
    private const int CatchUpBuffers = 8;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Octets hashed.</summary>
    public long Position { get; private set; }

    /// <summary>Takes octets that are just being written at this offset of the file; false when octets before them are missing.</summary>
    public bool TryFollow(long offset, ReadOnlySpan<byte> octets)
    {
        if (Position != offset) return false;
        Append(octets);
        return true;
    }

    /// <summary>Reads some of what is missing before the end of what is written.</summary>
    public ValueTask CatchUpAsync(SafeFileHandle data, long written) => ReadAsync(data, Math.Min(written, Position + (CatchUpBuffers * Buffer)));

    /// <summary>Reads what is missing up to the end, and ends the hash: 64 lower-case hexadecimal digits.</summary>
    public async ValueTask<string> FinishAsync(SafeFileHandle data, long length)
    {
        await ReadAsync(data, length).ConfigureAwait(false);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose() => hash.Dispose();

    private async ValueTask ReadAsync(SafeFileHandle data, long until)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Buffer);
        try
        {
            while (Position < until)
            {
                var wanted = (int)Math.Min(buffer.Length, until - Position);
                var count = await RandomAccess.ReadAsync(data, buffer.AsMemory(0, wanted), Position).ConfigureAwait(false);
                if (count == 0) throw new IOException($"The data file ends at {Position}, before {until}");
                Append(buffer.AsSpan(0, count));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Append(ReadOnlySpan<byte> octets)
    {
        hash.AppendData(octets);
        Position += octets.Length;
    }
}
