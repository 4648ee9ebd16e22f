using System.Text;

namespace Demarc.Testing.Captures;

/// <summary>Writes event trace files buffer by buffer, from the layout as described rather than from the reader.</summary>
public sealed class EtlWriter
{
    public const ushort EventsLostFlag = 2;
    public const ushort BufferLostFlag = 4;
    private const ushort CompressedFlag = 0x40;
    private const int BufferHeader = 72;

    /// <summary>What the clock showed when the trace began: not zero, as on any machine that has been up for a while.</summary>
    private const long Origin = 9_876_543_210_123;
    private readonly List<(ushort Flags, ushort Processor, MemoryStream Records)> _buffers = [];
    private long _last;

    public DateTimeOffset StartTime { get; init; } = new(2026, 5, 4, 8, 0, 0, TimeSpan.Zero);
    public long Frequency { get; init; } = 10_000_000;
    public uint EventsLost { get; init; }
    public uint BuffersLost { get; init; }
    public bool Compressed { get; init; }

    /// <summary>1 performance counter, 2 system time, 3 processor cycles.</summary>
    public uint Clock { get; init; } = 1;
    public uint Megahertz { get; init; } = 2_400;
    public uint PointerSize { get; init; } = 8;
    public int BufferSize { get; init; } = 0x20000;

    /// <summary>Leaves the first record of each uncompressed buffer once more behind its end, as a reused buffer does.</summary>
    public bool Stale { get; init; }
    public string LoggerName { get; init; } = "Relogger";
    public string FileName { get; init; } = @"C:\trace.etl";

    /// <summary>An event of a manifest provider, with or without two extended items before its data.</summary>
    public EtlWriter Event(Guid provider, ushort id, long ticksSinceStart, byte[] userData, ulong keywords = 0, byte version = 0, bool extendedItem = false)
    {
        byte[] items = extendedItem ? [.. Item(1, true, 5), .. Item(6, false, 16)] : [];
        return Add(record =>
        {
            Marker(record, Size(80 + items.Length + userData.Length), 0x13);
            record.Write((ushort)(extendedItem ? 0x41 : 0x40));
            record.Write((ushort)0);
            Thread(record);
            record.Write(Time(ticksSinceStart));
            record.Write(provider.ToByteArray());
            record.Write(id);
            record.Write(version);
            record.Write([16, 4, 0, 1, 0]);
            record.Write(keywords);
            record.Write(0L);
            record.Write(new byte[16]);
            record.Write(items);
            record.Write(userData);
        });
    }

    /// <summary>An event of a classic provider.</summary>
    public EtlWriter Classic(Guid classGuid, byte opcode, long ticks, byte[] data) => Add(record =>
    {
        Marker(record, Size(48 + data.Length), 0x14);
        record.Write([opcode, 0, 0, 0]);
        Thread(record);
        record.Write(Time(ticks));
        record.Write(classGuid.ToByteArray());
        record.Write(0L);
        record.Write(data);
    });

    /// <summary>A record of an instance, to be skipped.</summary>
    public EtlWriter Instance() => Add(record =>
    {
        Marker(record, Size(72 + 3), 0x15);
        record.Write(Enumerable.Repeat((byte)0xC0, 71).ToArray());
    });

    /// <summary>A trace message of the preprocessor, to be skipped.</summary>
    public EtlWriter Wpp() => Add(record =>
    {
        record.Write((ushort)29);
        record.Write([0x2B, 0x90]);
        record.Write(Enumerable.Repeat((byte)0xC0, 25).ToArray());
    });

    /// <summary>A record of the kernel, to be skipped: of the types 1 to 4, 0x10 and 0x11.</summary>
    public EtlWriter System(byte type = 0x11) => Add(record =>
    {
        var header = type switch { 1 or 2 => 32, 3 or 4 => 24, _ => 16 };
        System(record, type, header + 5, 46, 15);
        record.Write(Enumerable.Repeat((byte)0xC0, header + 5 - 8).ToArray());
    });

    /// <summary>Begins another buffer, as another processor has it.</summary>
    public EtlWriter NewBuffer(ushort flags = 0)
    {
        _buffers.Add((flags, (ushort)(_buffers.Count % 4), new MemoryStream()));
        return this;
    }

    public byte[] ToArray()
    {
        using var file = new MemoryStream();
        Buffer(file, Header(), 4, 0, 0, false, Compressed ? 1024 : BufferSize);
        foreach (var (flags, processor, records) in _buffers) Buffer(file, records.ToArray(), 0, flags, processor, Compressed, Compressed ? 0 : BufferSize);
        return file.ToArray();
    }

    private void Buffer(MemoryStream file, byte[] records, ushort type, ushort flags, ushort processor, bool compress, int size)
    {
        byte[] filled = [.. records, .. Enumerable.Repeat((byte)0xFF, 8)];
        var payload = compress ? XpressWriter.Compress(filled) : filled;
        if (payload.Length >= filled.Length) (payload, compress) = (filled, false);
        var end = Math.Max(size, BufferHeader + payload.Length);
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer);
        writer.Write(end);
        writer.Write(BufferHeader + filled.Length);
        writer.Write(BufferHeader + filled.Length);
        writer.Write(0);
        writer.Write(Time(_last));
        writer.Write((long)file.Length);
        writer.Write((ulong)Frequency << 3 | Clock);
        writer.Write(processor);
        writer.Write((ushort)7);
        writer.Write(0);
        writer.Write(BufferHeader + filled.Length);
        writer.Write((ushort)(flags | (compress ? CompressedFlag : 0)));
        writer.Write(type);
        writer.Write(new byte[16]);
        writer.Write(payload);
        if (Stale && !compress && type == 0) writer.Write(records.AsSpan(0, Math.Min(records.Length, end - (int)buffer.Length)));
        writer.Write(Enumerable.Repeat((byte)0xFF, end - (int)buffer.Length).ToArray());
        buffer.WriteTo(file);
    }

    private byte[] Header()
    {
        var names = Encoding.Unicode.GetBytes($"{LoggerName}\0{FileName}\0");
        var length = PointerSize == 8 ? 0x118 : 0x110;
        return Record(header =>
        {
            System(header, (byte)(PointerSize == 8 ? 2 : 1), 32 + length + names.Length, 0, 0);
            Thread(header);
            header.Write(Time(0));
            header.Write(0L);
            header.Write(BufferSize);
            header.Write([10, 0, 1, 5]);
            header.Write(26_100);
            header.Write(4);
            header.Write(StartTime.AddSeconds(_last / PerSecond).ToFileTime());
            header.Write(156_250);
            header.Write(512);
            header.Write(Compressed ? 0x0400_0001 : 1);
            header.Write(_buffers.Count + 1);
            header.Write(1);
            header.Write(PointerSize);
            header.Write(EventsLost);
            header.Write(Megahertz);
            header.Write(new byte[2 * PointerSize]);
            header.Write(new byte[172 + 4]);
            header.Write(StartTime.AddSeconds(-Origin / PerSecond).ToFileTime());
            header.Write(Frequency);
            header.Write(StartTime.ToFileTime());
            header.Write(Clock);
            header.Write(BuffersLost);
            header.Write(names);
        });
    }

    private double PerSecond => Clock switch { 1 => Frequency, 2 => 1e7, _ => Megahertz * 1e6 };

    /// <summary>Appends a record; a full buffer is followed by another.</summary>
    private EtlWriter Add(Action<BinaryWriter> write)
    {
        var record = Record(write);
        if (_buffers.Count == 0 || BufferHeader + _buffers[^1].Records.Length + record.Length + 8 > BufferSize) NewBuffer();
        _buffers[^1].Records.Write(record);
        return this;
    }

    private static byte[] Record(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        write(writer);
        writer.Write(new byte[(8 - (int)stream.Length % 8) % 8]);
        return stream.ToArray();
    }

    private static void System(BinaryWriter record, byte type, int size, byte opcode, byte group)
    {
        Marker(record, 2, type);
        record.Write(Size(size));
        record.Write(opcode);
        record.Write(group);
    }

    private static void Marker(BinaryWriter record, ushort low, byte type)
    {
        record.Write(low);
        record.Write(type);
        record.Write((byte)0xC0);
    }

    private static void Thread(BinaryWriter record)
    {
        record.Write(1_234);
        record.Write(4);
    }

    private static byte[] Item(byte type, bool another, int length) => Record(item =>
    {
        item.Write((ushort)0);
        item.Write((ushort)type);
        item.Write((ushort)(another ? 1 : 0));
        item.Write((ushort)length);
        item.Write(Enumerable.Repeat((byte)0xEE, length).ToArray());
    });

    private long Time(long ticks)
    {
        _last = Math.Max(_last, ticks);
        return Origin + ticks;
    }

    private static ushort Size(int size) => checked((ushort)size);
}
