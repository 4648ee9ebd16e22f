using System.Buffers.Binary;

namespace Demarc.Captures.Formats;

/// <summary>libpcap's classic file: either byte order, microseconds or nanoseconds. Source: draft-ietf-opsawg-pcap.</summary>
internal sealed class PcapFile : CaptureFile
{
    private const int HeaderLength = 24;
    private const int RecordLength = 16;
    private const uint Microseconds = 0xA1B2C3D4;
    private const uint Nanoseconds = 0xA1B23C4D;
    private readonly bool _big;
    private readonly bool _nano;
    private readonly int _link;

    private PcapFile(OctetReader octets)
        : base(octets)
    {
        var header = octets.Take(HeaderLength);
        _big = header[0] == 0xA1;
        _nano = Number(header, _big) == Nanoseconds;
        _link = (int)(Number(header[20..], _big) & 0xFFFF);
    }

    public static bool Begins(ReadOnlySpan<byte> head) => Number(head, false) is Microseconds or Nanoseconds || Number(head, true) is Microseconds or Nanoseconds;

    public static PcapFile? Open(OctetReader octets) => octets.Has(HeaderLength) ? new(octets) : null;

    public override bool Next(out CapturedPacket packet)
    {
        packet = default;
        if (Octets.AtEnd || Problem is not null) return false;
        if (!Octets.Has(RecordLength)) return Cut("a packet");
        var record = Octets.Peek(RecordLength);
        var (seconds, fraction) = (Number(record, _big), Number(record[4..], _big));
        var (captured, length) = (Number(record[8..], _big), Number(record[12..], _big));
        if (captured > MostOctets || length > int.MaxValue) return Damaged();
        if (!Octets.Has(RecordLength + (int)captured)) return Cut("a packet");
        var octets = Octets.Take(RecordLength + (int)captured)[RecordLength..];
        packet = new()
        {
            Frame = ++Frames,
            Nanoseconds = seconds * 1_000_000_000L + fraction * (_nano ? 1L : 1000L),
            Link = _link,
            Length = (int)Math.Max(length, captured),
            Octets = octets,
        };
        return true;
    }

    private static uint Number(ReadOnlySpan<byte> octets, bool big) => big ? BinaryPrimitives.ReadUInt32BigEndian(octets) : BinaryPrimitives.ReadUInt32LittleEndian(octets);
}
