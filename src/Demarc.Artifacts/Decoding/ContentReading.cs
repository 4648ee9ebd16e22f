using Demarc.Artifacts.Unpacking;

namespace Demarc.Artifacts.Decoding;

/// <summary>The first pass over a text: its hash, its size and its encoding, without keeping any of it.</summary>
/// <param name="Sha256">Lower-case hex; null for a text so long that it is hashed while it is read.</param>
/// <param name="Length">Bytes read; a file that grows meanwhile is read up to here.</param>
internal sealed record ContentReading(string? Sha256, long Length, TextEncoding Encoding)
{
    /// <summary>From this many bytes on hashing takes longer than all the rest, so that it must not be waited for.</summary>
    private const long LongFrom = 4 << 20;

    private const int PieceBytes = 1 << 18;
    private const int LeastPieceBytes = 1 << 12;

    /// <summary>Reads to the end, and hashes what is short or wanted whole; null when there is more than <paramref name="limit"/> bytes. May throw what <see cref="Content.IsFault"/> knows.</summary>
    /// <param name="content">What is read.</param>
    /// <param name="known">Its encoding where a mark tells it, or where it is no text; null to find out.</param>
    /// <param name="limit">Most bytes it may have.</param>
    /// <param name="wantedWhole">Whether the hash is wanted whatever the length.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static ContentReading? Of(Content content, TextEncoding? known, long limit, bool wantedWhole, CancellationToken cancellationToken)
    {
        var check = new Utf8Check();
        using var stream = content.Open();
        using var hash = wantedWhole || content.Length < LongFrom ? new BackgroundHash() : null;
        var size = (int)Math.Clamp(content.Length, LeastPieceBytes, PieceBytes);
        var (buffer, hashed) = (new byte[size], new byte[size]);
        var length = 0L;
        int read;
        while ((read = stream.ReadAtLeast(buffer, size, throwOnEndOfStream: false)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            length += read;
            if (length > limit) return null;
            hash?.Append(buffer.AsMemory(0, read));
            if (known is null) check.Add(buffer.AsSpan(0, read));
            (buffer, hashed) = (hashed, buffer);
        }

        var encoding = known ?? (check.IsValid ? TextEncoding.PlainUtf8 : TextEncoding.OfCensus(Count(content, length, buffer, cancellationToken)));
        return new(hash?.Finish(), length, encoding);
    }

    /// <summary>Counts what speaks for which encoding; only a text that is not UTF-8 throughout needs it.</summary>
    private static ByteCensus Count(Content content, long length, byte[] buffer, CancellationToken cancellationToken)
    {
        var census = new ByteCensus();
        using var stream = content.Open();
        int read;
        while (length > 0 && (read = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, length))) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            census.Add(buffer.AsSpan(0, read));
            length -= read;
        }

        return census;
    }
}
