using System.Buffers.Binary;
using Demarc.Captures.Formats;

namespace Demarc.Captures.Windows;

/// <summary>
/// Walks a Windows event trace: buffers back to back, each plain or compressed, holding records. A record whose size cannot be ends
/// its buffer; reading goes on at the next. Source: the layouts that Geoff Chappell and etl2pcapng describe, checked on real files.
/// </summary>
internal sealed class EtlBuffers(OctetReader octets)
{
    public const int HeaderLength = 72;
    private const int Smallest = 80;
    private const int Lost = 2 | 4;
    private const int Compressed = 0x40;
    private const long BombFrom = 256L << 20;
    private const int BombRatio = 64;
    private const uint EndMark = 0xFFFFFFFF;

    private byte[] _payload = [];
    private int _length;
    private int _at;
    private long _packed;
    private long _unpacked;
    private int _flags;
    private int _processor;

    /// <summary>Buffers met.</summary>
    public int Count { get; private set; }

    /// <summary>Buffers of which not all could be read.</summary>
    public int Damaged { get; private set; }

    /// <summary>Records of a kind that is passed over: instances, messages of drivers, and what nobody knows.</summary>
    public int PassedOver { get; private set; }

    /// <summary>Buffers that say events or buffers before them were lost.</summary>
    public int MarkedLost { get; private set; }

    /// <summary>The file ends inside a buffer.</summary>
    public bool CutOff { get; private set; }

    /// <summary>A buffer's header cannot be, so that the next one cannot be found.</summary>
    public bool Astray { get; private set; }

    /// <summary>Whether the first octets of a file (80) are a trace's: a buffer header, then the record that describes the file.</summary>
    public static bool Begin(ReadOnlySpan<byte> head)
    {
        if (head.Length < HeaderLength + 8) return false;
        var (size, filled) = (Number(head), Number(head[0x30..]));
        return size is >= Smallest and <= Xpress.Most && size % 8 == 0 && filled is >= Smallest and <= Xpress.Most
            && Half(head[0x36..]) is 0 or 4 && (Half(head[0x34..]) & ~0x3FF) == 0
            && head[HeaderLength + 2] is 1 or 2 && head[HeaderLength + 3] == 0xC0 && Half(head[(HeaderLength + 4)..]) >= 32 && Half(head[(HeaderLength + 6)..]) == 0;
    }

    /// <summary>The next record; false at the end.</summary>
    public bool Next(out EtlRecord record)
    {
        while (true)
        {
            while (_length - _at >= 8)
            {
                if (Read(out record, out var known)) return true;
                if (!known) PassedOver++;
            }

            if (!Buffer())
            {
                record = default;
                return false;
            }
        }
    }

    /// <summary>Takes in the next buffer; false at the end, and where none can be found.</summary>
    private bool Buffer()
    {
        if (Astray || CutOff || octets.AtEnd) return false;
        if (!octets.Has(HeaderLength)) return !(CutOff = true);
        var head = octets.Peek(HeaderLength);

        // What a logger reserved and never wrote is zeros.
        if (!head.ContainsAnyExcept((byte)0)) return false;
        var (size, filled) = (Number(head), Number(head[0x30..]));
        (_flags, _processor) = (Half(head[0x34..]), Half(head[0x28..]));
        if (size is < HeaderLength or > Xpress.Most) return !(Astray = true);
        Count++;
        if ((_flags & Lost) != 0) MarkedLost++;
        CutOff = !octets.Has((int)size);
        var payload = octets.Take(CutOff ? octets.Left : (int)size)[HeaderLength..];
        (_at, _length) = (0, 0);
        var sane = filled is >= HeaderLength and <= Xpress.Most;
        if (sane && (_flags & Compressed) != 0) sane = Unpack(payload, (int)filled - HeaderLength);
        else if (sane)
        {
            Room(_length = Math.Min(payload.Length, (int)filled - HeaderLength));
            payload[.._length].CopyTo(_payload);
        }

        if (!sane && !CutOff) Damaged++;

        // Real buffers shrink to a tenth; a trace made to take hours is not read on.
        (_packed, _unpacked) = (_packed + payload.Length, _unpacked + _length);
        if (_unpacked > BombFrom && _unpacked / BombRatio > _packed) Astray = true;
        return true;
    }

    /// <summary>Unpacks in steps, so that a length that lies costs no memory.</summary>
    private bool Unpack(ReadOnlySpan<byte> packed, int length)
    {
        for (var room = (int)Math.Min(length, packed.Length * 16L + 4096); ; room = (int)Math.Min(length, room * 4L))
        {
            Room(room);
            var whole = Xpress.TryUnpack(packed, _payload.AsSpan(0, room), out _length);
            if (room == length) return whole;
            if (_length < room) return false;
        }
    }

    private void Room(int length)
    {
        if (_payload.Length < length) _payload = GC.AllocateUninitializedArray<byte>(length);
    }

    /// <summary>The record at this place; false for one that is passed over, and where the buffer ends.</summary>
    private bool Read(out EtlRecord record, out bool known)
    {
        record = default;
        known = true;
        var rest = _payload.AsSpan(_at, _length - _at);
        var mark = Number(rest);
        if (mark == EndMark) return End(damaged: false);
        var (type, top) = ((int)(mark >> 16 & 0xFF), mark >> 24);
        if (top is not (0xC0 or 0x90)) return End(damaged: true);
        int size = top == 0x90 || type is 0x0A or 0x0B or (>= 0x12 and <= 0x15) ? Half(rest) : Half(rest[4..]);
        var least = top == 0x90 ? 8 : type switch { 1 or 2 => 32, 3 or 4 => 24, 0x10 or 0x11 => 16, 0x0A or 0x14 => 48, 0x0B or 0x15 => 72, 0x12 or 0x13 => 80, _ => 8 };
        if (size < least || size > rest.Length) return End(damaged: true);
        _at += Math.Min(rest.Length, (size + 7) & ~7);
        rest = rest[..size];
        known = top == 0xC0 && type is 1 or 2 or 3 or 4 or 0x10 or 0x11 or 0x0A or 0x14 or 0x12 or 0x13;
        if (!known) return false;
        record = type switch
        {
            0x12 or 0x13 => Event(rest, type == 0x12),
            0x0A or 0x14 => new()
            {
                Kind = EtlKind.Classic,
                Timestamp = Long(rest[16..]),
                Provider = new(rest[24..40]),
                Opcode = rest[4],
                Version = rest[6],
                Data = rest[48..],
                Is32 = type == 0x0A,
                Processor = _processor,
                BufferFlags = _flags,
            },
            _ => new()
            {
                Kind = EtlKind.System,
                Timestamp = type is 0x10 or 0x11 ? Long(rest[8..]) : Long(rest[16..]),
                Id = rest[7],
                Opcode = rest[6],
                Version = rest[0],
                Data = rest[least..],
                Is32 = type is 1 or 3 or 0x10,
                Processor = _processor,
                BufferFlags = _flags,
            },
        };
        return true;
    }

    private EtlRecord Event(ReadOnlySpan<byte> rest, bool is32) => new()
    {
        Kind = EtlKind.Event,
        Timestamp = Long(rest[16..]),
        Provider = new(rest[24..40]),
        Id = Half(rest[40..]),
        Version = rest[42],
        Opcode = rest[45],
        Keywords = (ulong)Long(rest[48..]),
        Data = Data(rest),
        Is32 = is32,
        Processor = _processor,
        BufferFlags = _flags,
    };

    /// <summary>What comes behind the extended items, each padded to eight octets and saying whether another follows.</summary>
    private static ReadOnlySpan<byte> Data(ReadOnlySpan<byte> rest)
    {
        var data = rest[80..];
        if ((Half(rest[4..]) & 1) == 0) return data;
        while (data.Length >= 8)
        {
            var (more, length) = ((Half(data[4..]) & 1) != 0, (8 + Half(data[6..]) + 7) & ~7);
            if (length > data.Length) return default;
            data = data[length..];
            if (!more) return data;
        }

        return default;
    }

    private bool End(bool damaged)
    {
        if (damaged && !CutOff) Damaged++;
        _at = _length;
        return false;
    }

    private static uint Number(ReadOnlySpan<byte> octets) => BinaryPrimitives.ReadUInt32LittleEndian(octets);

    private static ushort Half(ReadOnlySpan<byte> octets) => BinaryPrimitives.ReadUInt16LittleEndian(octets);

    private static long Long(ReadOnlySpan<byte> octets) => BinaryPrimitives.ReadInt64LittleEndian(octets);
}
