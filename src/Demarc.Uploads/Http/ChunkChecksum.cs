using System.Security.Cryptography;

namespace Demarc.Uploads;

/// <summary>The checksum a sender promises for the octets of one request: <c>Upload-Checksum: sha256 BASE64</c>.</summary>
internal sealed class ChunkChecksum : IDisposable
{
    /// <summary>Names offered, the preferred one first.</summary>
    public const string Algorithms = "sha256,sha1";

    private readonly IncrementalHash hash;
    private readonly byte[] promised;

    private ChunkChecksum(IncrementalHash hash, byte[] promised) => (this.hash, this.promised) = (hash, promised);

    /// <summary>Reads the header. False when it is none that can be verified; true with null when there is none.</summary>
    public static bool TryRead(string? header, out ChunkChecksum? checksum)
    {
        checksum = null;
        if (string.IsNullOrEmpty(header)) return true;
        var space = header.IndexOf(' ');
        if (space < 0) return false;
        var (algorithm, octets) = header[..space] switch
        {
            "sha256" => (HashAlgorithmName.SHA256, SHA256.HashSizeInBytes),
            "sha1" => (HashAlgorithmName.SHA1, SHA1.HashSizeInBytes),
            _ => (default, 0),
        };
        var value = new byte[octets];
        if (octets == 0 || !Convert.TryFromBase64String(header[(space + 1)..], value, out var length) || length != octets) return false;
        checksum = new(IncrementalHash.CreateHash(algorithm), value);
        return true;
    }

    public void Append(ReadOnlySpan<byte> octets) => hash.AppendData(octets);

    /// <summary>Whether all octets together have the promised checksum.</summary>
    public bool Matches() => CryptographicOperations.FixedTimeEquals(hash.GetHashAndReset(), promised);

    public void Dispose() => hash.Dispose();
}
