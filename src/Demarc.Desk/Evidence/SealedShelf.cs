using System.Security.Cryptography;

namespace Demarc.Desk.Evidence;

/// <summary>
/// Sealed copies of artifacts, one for each case that holds them, and copies that were opened to be read. A copy appears under its name
/// only when it was written, read back and found to be right.
/// </summary>
internal sealed class SealedShelf(string folder)
{
    private const int Chunk = 1 << 17;

    /// <summary>Gives the key of a case; null where it was destroyed.</summary>
    public Func<string, byte[]?> KeyOf { get; set; } = _ => null;

    /// <summary>Cases that hold a sealed copy.</summary>
    public IReadOnlyList<string> Cases(string sha256)
    {
        var path = Path.Combine(folder, "sealed", sha256[..2]);
        return Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, sha256 + ".*").Select(file => Path.GetExtension(file)[1..]).Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>Seals a copy for a case, unless it has one.</summary>
    /// <exception cref="InvalidDataException">What was to be sealed is damaged, or what was written reads back as something else.</exception>
    public void Seal(string plain, string sha256, string caseId, byte[] key)
    {
        var path = Of(sha256, caseId);
        if (File.Exists(path)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = Temporary();
        try
        {
            using (var source = File.OpenRead(plain))
            using (var target = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                SealedFile.Seal(source, target, key);
                target.Flush(flushToDisk: true);
            }

            Check(temporary, sha256, key, Stream.Null);
            File.Move(temporary, path, overwrite: false);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>A plain copy to be read, opened from any sealed one; null where there is none that still has its key.</summary>
    /// <exception cref="InvalidDataException">The sealed copy is damaged.</exception>
    public string? Opened(string sha256)
    {
        var path = OpenedPath(sha256);
        if (ArtifactShelf.Touched(path)) return path;
        foreach (var caseId in Cases(sha256))
        {
            if (KeyOf(caseId) is not { } key) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var temporary = Temporary();
            try
            {
                using (var target = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None)) Check(Of(sha256, caseId), sha256, key, target);
                File.Move(temporary, path, overwrite: true);
                return path;
            }
            finally
            {
                File.Delete(temporary);
            }
        }

        return null;
    }

    /// <summary>Removes a case's sealed copy.</summary>
    public void Drop(string sha256, string caseId) => Remove(Of(sha256, caseId));

    /// <summary>Removes the copy that was opened to be read.</summary>
    public void Close(string sha256) => Remove(OpenedPath(sha256));

    /// <summary>Removes opened copies nobody asked for in this time.</summary>
    public void Close(TimeSpan unasked)
    {
        var path = Path.Combine(folder, "opened");
        if (!Directory.Exists(path)) return;
        var before = TimeProvider.System.GetUtcNow().UtcDateTime - unasked;
        foreach (var file in Directory.EnumerateFiles(path).Where(file => File.GetLastWriteTimeUtc(file) <= before)) File.Delete(file);
    }

    /// <summary>Unseals and checks that it is what the hash says.</summary>
    private static void Check(string path, string sha256, byte[] key, Stream target)
    {
        using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, Chunk);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        SealedFile.Unseal(source, new Hashed(target, hash), key);
        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != sha256) throw new InvalidDataException($"artifact {sha256} is damaged: its bytes have another hash");
    }

    private string Of(string sha256, string caseId) => Path.Combine(folder, "sealed", sha256[..2], $"{sha256}.{caseId}");

    private string OpenedPath(string sha256) => Path.Combine(folder, "opened", sha256);

    private static void Remove(string path)
    {
        if (File.Exists(path)) File.Delete(path);
    }

    private string Temporary() => ArtifactShelf.Temporary(folder);

    /// <summary>Passes on what is written, and hashes it.</summary>
    private sealed class Hashed(Stream target, IncrementalHash hash) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count)
        {
            hash.AppendData(buffer, offset, count);
            target.Write(buffer, offset, count);
        }

        public override void Flush() => target.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
