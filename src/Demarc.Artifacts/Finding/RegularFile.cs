using System.Formats.Tar;
using Demarc.Artifacts.Unpacking;
using Demarc.Model;

namespace Demarc.Artifacts.Finding;

/// <summary>
/// Opens regular files only. A FIFO blocks whoever opens it and a device never ends, and the platform tells neither
/// from a file, except through the header that its tar writer makes of it.
/// </summary>
internal static class RegularFile
{
    private const int TypeOffset = 156;     // of the type letter in a tar header

    /// <summary>The file's content, or null with the reason.</summary>
    public static Content? TryOpen(string name, string path, out Bilingual? problem)
    {
        problem = null;
        try
        {
            var real = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
            if (!File.Exists(real)) problem = Reasons.Missing(name);
            else if (!IsRegular(real)) problem = Reasons.NotRegular(name);
            else return new FileContent(real, new FileInfo(real).Length);
        }
        catch (Exception fault) when (Content.IsFault(fault))
        {
            problem = Reasons.Unreadable(name, fault);
        }

        return null;
    }

    private static bool IsRegular(string path)
    {
        if (OperatingSystem.IsWindows()) return !path.StartsWith(@"\\.\", StringComparison.Ordinal);
        using var header = new HeaderStream();
        try
        {
            var writer = new TarWriter(header, TarEntryFormat.Gnu, leaveOpen: true);
            writer.WriteEntry(path, "x");
        }
        catch (HeaderSeenException)
        {
            return header.Type is (byte)'0' or 0;
        }
        catch (IOException)
        {
            return false;   // a socket, or worse
        }

        return false;
    }

    private sealed class HeaderSeenException : Exception;

    // Takes the header and stops the writer before it copies any content.
    private sealed class HeaderStream : Stream
    {
        public byte Type { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (buffer.Length <= TypeOffset) return;
            Type = buffer[TypeOffset];
            throw new HeaderSeenException();
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
