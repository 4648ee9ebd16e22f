using System.Buffers.Binary;

namespace Demarc.Artifacts.Recognition;

/// <summary>A Windows event trace (.etl) has no signature: it is known by a buffer header that can be, followed by the record that describes the trace.</summary>
internal static class EventTraceFile
{
    private const int Header = 72;
    private const uint Most = 64 << 20;

    /// <summary>Whether the first octets are such.</summary>
    public static bool Begins(ReadOnlySpan<byte> head)
    {
        if (head.Length < Header + 8) return false;
        var (size, filled) = (BinaryPrimitives.ReadUInt32LittleEndian(head), BinaryPrimitives.ReadUInt32LittleEndian(head[0x30..]));
        var (flags, type) = (BinaryPrimitives.ReadUInt16LittleEndian(head[0x34..]), BinaryPrimitives.ReadUInt16LittleEndian(head[0x36..]));
        if (size is < 80 or > Most || size % 8 != 0 || filled is < 80 or > Most || type is not (0 or 4) || flags > 0x3FF) return false;
        var record = head[Header..];
        return record[2] is 1 or 2 && record[3] == 0xC0 && BinaryPrimitives.ReadUInt16LittleEndian(record[4..]) >= 32 && record[6] == 0 && record[7] == 0;
    }
}
