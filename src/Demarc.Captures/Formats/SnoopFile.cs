using System.Buffers.Binary;

namespace Demarc.Captures.Formats;

/// <summary>Solaris snoop, always big-endian. Source: RFC 1761.</summary>
internal sealed class SnoopFile : CaptureFile
{
    private const int HeaderLength = 16;
    private const int RecordLength = 24;
    private readonly int _link;

    private SnoopFile(OctetReader octets)
        : base(octets)
    {
        // Datalink types of RFC 1761: 4 is Ethernet.
        _link = BinaryPrimitives.ReadUInt32BigEndian(octets.Take(HeaderLength)[12..]) == 4 ? Decoding.LinkLayer.Ethernet : -1;
    }

    public static bool Begins(ReadOnlySpan<byte> head) => head.StartsWith("snoop\0\0\0"u8);

    public static SnoopFile? Open(OctetReader octets) => octets.Has(HeaderLength) ? new(octets) : null;

    public override bool Next(out CapturedPacket packet)
    {
        packet = default;
        if (Octets.AtEnd || Problem is not null) return false;
        if (!Octets.Has(RecordLength)) return Cut("a packet");
        var record = Octets.Peek(RecordLength);
        var (length, captured, whole) = (BinaryPrimitives.ReadUInt32BigEndian(record), BinaryPrimitives.ReadUInt32BigEndian(record[4..]), BinaryPrimitives.ReadUInt32BigEndian(record[8..]));
        var (seconds, micro) = (BinaryPrimitives.ReadUInt32BigEndian(record[16..]), BinaryPrimitives.ReadUInt32BigEndian(record[20..]));
        if (whole > MostOctets + RecordLength || captured > whole || whole < RecordLength + captured || length > int.MaxValue) return Damaged();
        Dropped = BinaryPrimitives.ReadUInt32BigEndian(record[12..]);
        if (!Octets.Has((int)whole)) return Cut("a packet");
        var octets = Octets.Take((int)whole).Slice(RecordLength, (int)captured);
        packet = new() { Frame = ++Frames, Nanoseconds = seconds * 1_000_000_000L + micro * 1000L, Link = _link, Length = (int)Math.Max(length, captured), Octets = octets };
        return true;
    }
}
