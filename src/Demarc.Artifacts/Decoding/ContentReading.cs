using System.Security.Cryptography;
using Demarc.Artifacts.Unpacking;

namespace Demarc.Artifacts.Decoding;

/// <summary>The first pass over a text: its hash, its size and its encoding, without keeping any of it.</summary>
/// <param name="Sha256">Lower-case hex.</param>
/// <param name="Length">Bytes read; a file that grows meanwhile is read up to here.</param>
internal sealed record ContentReading(string Sha256, long Length, TextEncoding Encoding)
{
    /// <summary>Reads to the end; null when there is more than <paramref name="limit"/> bytes. May throw what <see cref="Content.IsFault"/> knows.</summary>
    public static ContentReading? Of(Content content, ReadOnlySpan<byte> head, long limit, CancellationToken cancellationToken)
    {
        var marked = TextEncoding.OfHead(head);
        var check = new Utf8Check();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var stream = content.Open();
        var buffer = new byte[1 << 17];
        var length = 0L;
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            length += read;
            if (length > limit) return null;
            hash.AppendData(buffer, 0, read);
            if (marked is null) check.Add(buffer.AsSpan(0, read));
        }

        var encoding = marked ?? (check.IsValid ? TextEncoding.PlainUtf8 : TextEncoding.OfCensus(Count(content, length, buffer, cancellationToken)));
        return new(Convert.ToHexStringLower(hash.GetHashAndReset()), length, encoding);
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
