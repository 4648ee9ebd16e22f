using System.Security.Cryptography;

namespace Demarc.Artifacts.Decoding;

/// <summary>SHA-256 of bytes that come in pieces: one piece is hashed on another processor while the next is being read.</summary>
internal sealed class BackgroundHash : IDisposable
{
    /// <summary>Bytes below which handing over costs more than it saves.</summary>
    private const int WorthHandingOver = 1 << 17;

    private IncrementalHash? _hash;
    private Task _running = Task.CompletedTask;

    /// <summary>Takes the next piece, which must stay as it is until the one after it was taken.</summary>
    public void Append(ReadOnlyMemory<byte> piece)
    {
        _running.GetAwaiter().GetResult();
        if (piece.Length < WorthHandingOver) Hash().AppendData(piece.Span);
        else _running = Task.Run(() => Hash().AppendData(piece.Span));
    }

    /// <summary>Lower-case hex of all pieces.</summary>
    public string Finish()
    {
        _running.GetAwaiter().GetResult();
        return Convert.ToHexStringLower(Hash().GetHashAndReset());
    }

    public void Dispose()
    {
        _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        _hash?.Dispose();
    }

    /// <summary>Made by whoever hashes first: the library that does it takes its time to load.</summary>
    private IncrementalHash Hash() => _hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
}
