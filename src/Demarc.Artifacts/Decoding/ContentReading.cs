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
        var census = new ByteCensus();
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
            if (marked is null) census.Add(buffer.AsSpan(0, read));
        }

        return new(Convert.ToHexStringLower(hash.GetHashAndReset()), length, marked ?? TextEncoding.OfCensus(census));
    }
}
