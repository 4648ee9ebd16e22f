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

    /// <summary>Takes octets that were just written at this offset of the file.</summary>
    public async ValueTask FollowAsync(SafeFileHandle data, long offset, ReadOnlyMemory<byte> written)
    {
        if (Position == offset) Append(written.Span);
        else await ReadAsync(data, Math.Min(offset + written.Length, Position + (CatchUpBuffers * Buffer))).ConfigureAwait(false);
    }

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
