using System.Buffers.Binary;

namespace Demarc.Artifacts.Unpacking;

/// <summary>
/// Looks at a zip's directory before the platform reads all of it into memory
/// (PKWARE APPNOTE 4.3.16, end of central directory record).
/// </summary>
internal static class ZipDirectory
{
    private const int RecordLength = 22;
    private const int LongestComment = 0xFFFF;

    /// <summary>Mean bytes per entry, name included, above which a directory is not made of evidence files.</summary>
    private const int BytesPerEntry = 512;

    /// <summary>Whether the directory lists, or has room for, far more entries than allowed.</summary>
    public static bool IsTooLarge(Stream stream, int entries)
    {
        var length = (int)Math.Min(stream.Length, RecordLength + LongestComment);
        var tail = new byte[length];
        stream.Seek(-length, SeekOrigin.End);
        stream.ReadExactly(tail);
        stream.Seek(0, SeekOrigin.Begin);
        var at = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (at < 0 || at + RecordLength > length) return false;
        var record = tail.AsSpan(at);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        var start = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        var room = stream.Length - length + at - start;

        // A directory that claims a zip64 extension (all ones) is measured by its room alone, from the file's start.
        if (start == uint.MaxValue) return stream.Length > (long)entries * BytesPerEntry && BinaryPrimitives.ReadUInt32LittleEndian(record[12..]) == uint.MaxValue;
        return (count > entries && count != ushort.MaxValue) || room > (long)entries * BytesPerEntry;
    }
}
