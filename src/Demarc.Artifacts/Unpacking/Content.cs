namespace Demarc.Artifacts.Unpacking;

/// <summary>Bytes that can be read from the start more than once: a file, or what an archive held.</summary>
internal abstract class Content : IDisposable
{
    /// <summary>Size in bytes; of a file as the folder lists it.</summary>
    public abstract long Length { get; }

    /// <summary>The bytes from the start. May throw what <see cref="IsFault"/> knows.</summary>
    public abstract Stream Open();

    public virtual void Dispose()
    {
    }

    /// <summary>The first bytes, at most <paramref name="length"/>.</summary>
    public byte[] Head(int length)
    {
        using var stream = Open();
        var head = new byte[length];
        var read = stream.ReadAtLeast(head, length, throwOnEndOfStream: false);
        return head[..read];
    }

    /// <summary>
    /// Whether an exception comes from the content or the disk. The archive readers of the platform promise
    /// InvalidDataException for broken bytes; hostile ones were seen to bring out the others as well.
    /// </summary>
    public static bool IsFault(Exception exception) => exception
        is IOException or InvalidDataException or UnauthorizedAccessException or NotSupportedException
        or FormatException or ArgumentException or ArithmeticException or InvalidOperationException
        or IndexOutOfRangeException or OutOfMemoryException or System.Security.SecurityException;
}

/// <summary>A file on disk.</summary>
internal sealed class FileContent(string path, long length) : Content
{
    public override long Length => length;

    public override Stream Open() =>
        new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.SequentialScan);
}
