using System.Security.Cryptography;
using Demarc.Diagnosing;

namespace Demarc.Desk.Evidence;

/// <summary>
/// Bytes on disk by their hash: written once, never changed, checked when read. A file appears under its name only when all of it is on
/// the disk, so a stop at any moment leaves a whole file or none.
/// </summary>
public sealed class ArtifactShelf
{
    private const int Chunk = 1 << 17;
    private const string HalfWritten = ".part";

    private readonly string _folder;

    public ArtifactShelf(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(Path.Combine(folder, "incoming"));
        Sealed = new(folder);
        Readings = new(folder);
    }

    /// <summary>What was read from the pieces.</summary>
    internal ReadingShelf Readings { get; }

    /// <summary>Sealed copies for closed cases.</summary>
    internal SealedShelf Sealed { get; }

    /// <summary>Keeps the bytes; keeping the same again changes nothing.</summary>
    /// <returns>Hash and length.</returns>
    public (string Sha256, long Length) Keep(Stream content)
    {
        var temporary = Temporary();
        try
        {
            string sha256;
            long length = 0;
            using (var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1))
            {
                var buffer = new byte[Chunk];
                for (int read; (read = content.Read(buffer)) > 0;)
                {
                    hash.AppendData(buffer, 0, read);
                    file.Write(buffer, 0, read);
                    length += read;
                }

                file.Flush(flushToDisk: true);
                sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
            }

            Settle(temporary, sha256);
            return (sha256, length);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <inheritdoc cref="Keep(Stream)"/>
    public string Keep(ReadOnlyMemory<byte> content)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        if (Touched(PlainPath(sha256))) return sha256;
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        return Keep(stream).Sha256;
    }

    /// <summary>Keeps what was read from a piece for as long as its plain bytes are here; of a sealed one nothing is left in the clear.</summary>
    internal void Keep(EvidenceRecord piece, bool isFacts, PieceReading reading)
    {
        if (!File.Exists(PlainPath(piece.Sha256))) return;
        Readings.Keep(piece, isFacts, reading);
        if (!File.Exists(PlainPath(piece.Sha256))) Readings.Drop(piece.Sha256);
    }

    /// <summary>A name for a file that is being written: it is moved from there or deleted, and <see cref="Tidy"/> removes what a kill leaves.</summary>
    public string Temporary() => Temporary(_folder);

    internal static string Temporary(string folder) => Path.Combine(folder, "incoming", Guid.NewGuid().ToString("N") + HalfWritten);

    /// <summary>Removes half-written files that nobody wrote to in this time. Finished uploads lie there under other names until they are taken.</summary>
    internal void Tidy(TimeSpan still)
    {
        var before = TimeProvider.System.GetUtcNow().UtcDateTime - still;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_folder, "incoming"), "*" + HalfWritten).Where(file => File.GetLastWriteTimeUtc(file) <= before)) File.Delete(file);
    }

    /// <summary>Takes over a file whose hash is known, by moving it.</summary>
    public void Adopt(string path, string sha256) => Settle(path, sha256);

    public bool Has(string sha256) => File.Exists(PlainPath(sha256)) || Sealed.Cases(sha256).Count > 0;

    /// <summary>Where the bytes are, opened for a while where they are sealed. Only to be read, and soon.</summary>
    /// <exception cref="ArgumentException">No hash.</exception>
    /// <exception cref="InvalidDataException">The sealed file is damaged.</exception>
    public string PathOf(string sha256)
    {
        var plain = PlainPath(sha256);
        return Asked(plain) ? plain : Sealed.Opened(sha256) ?? plain;
    }

    private string PlainPath(string sha256)
    {
        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower)) throw new ArgumentException("no SHA-256 in lower-case hex", nameof(sha256));
        return Path.Combine(_folder, sha256[..2], sha256);
    }

    /// <summary>Reads the bytes and checks them.</summary>
    /// <exception cref="InvalidDataException">The file on disk is no longer what was kept.</exception>
    public byte[] Read(string sha256)
    {
        var content = File.ReadAllBytes(PathOf(sha256));
        if (Convert.ToHexStringLower(SHA256.HashData(content)) != sha256) throw new InvalidDataException($"artifact {sha256} is damaged: its bytes have another hash");
        return content;
    }

    /// <summary>The bytes as a stream that seeks; whoever reads them to the end checks the hash.</summary>
    public Stream Open(string sha256) => File.OpenRead(PathOf(sha256));

    /// <summary>Whether the file is there and is what was kept.</summary>
    public bool IsSound(string sha256)
    {
        if (!Has(sha256)) return false;
        using var file = File.OpenRead(PathOf(sha256));
        return Convert.ToHexStringLower(SHA256.HashData(file)) == sha256;
    }

    /// <summary>Bytes that were given again or asked for within this time are not erased: somebody is about to refer to them, or to read them.</summary>
    internal TimeSpan Grace { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Erases the plain bytes. False where they were given or asked for a moment ago.</summary>
    public bool TryErase(string sha256)
    {
        var path = PlainPath(sha256);
        if (!File.Exists(path))
        {
            Readings.Drop(sha256);
            return true;
        }

        var grace = TimeProvider.System.GetUtcNow().UtcDateTime - Grace;
        if (Grace > TimeSpan.Zero && (File.GetLastWriteTimeUtc(path) > grace || File.GetLastAccessTimeUtc(path) > grace)) return false;
        File.Delete(path);
        Readings.Drop(sha256);
        return true;
    }

    private void Settle(string temporary, string sha256)
    {
        var path = PlainPath(sha256);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (Touched(path)) return;
        File.Move(temporary, path, overwrite: false);
    }

    /// <summary>Whether a file is there; if so, it is marked as asked for.</summary>
    private static bool Asked(string path)
    {
        try
        {
            File.SetLastAccessTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime);
            return true;
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return fault is UnauthorizedAccessException;
        }
    }

    /// <summary>Whether the bytes are there; if so, they are marked as given again.</summary>
    internal static bool Touched(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime);
            return true;
        }
        catch (IOException fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }
}
