using System.Buffers.Binary;

namespace Demarc.Captures.Windows;

/// <summary>The record a trace begins with: its clock, and what the logger lost. Source: TRACE_LOGFILE_HEADER of the Windows SDK.</summary>
internal sealed record EtlHeader
{
    private const long UnixEpoch = 116_444_736_000_000_000;     // as a FILETIME: units of 100 ns since 1601

    /// <summary>Build of Windows that wrote the trace.</summary>
    public required int Build { get; init; }

    /// <summary>Octets of a pointer: 4 or 8.</summary>
    public required int PointerSize { get; init; }
    public required uint EventsLost { get; init; }
    public required uint BuffersLost { get; init; }
    public required uint BuffersWritten { get; init; }

    /// <summary>FILETIME at which <see cref="Timestamp"/> was taken.</summary>
    public required long Start { get; init; }
    public required long Timestamp { get; init; }

    /// <summary>Ticks of the clock in a second; 0 where unknown.</summary>
    public required long Frequency { get; init; }

    /// <summary>The header a system record of group 0 and opcode 0 holds; null for one too short.</summary>
    public static EtlHeader? Of(in EtlRecord record)
    {
        var data = record.Data;
        if (record is not { Kind: EtlKind.System, Id: 0, Opcode: 0 } || data.Length < 56) return null;
        var pointer = Number(data[44..]) switch { 4 => 4, 8 => 8, _ => record.Is32 ? 4 : 8 };

        // Behind two pointers a TIME_ZONE_INFORMATION of 172 octets and 4 of padding.
        var at = 56 + 2 * pointer + 172 + 4;
        if (data.Length < at + 32) return null;
        return new()
        {
            Build = (int)Number(data[8..]),
            PointerSize = pointer,
            EventsLost = Number(data[48..]),
            BuffersLost = Number(data[(at + 28)..]),
            BuffersWritten = Number(data[36..]),
            Start = Long(data[(at + 16)..]),
            Timestamp = record.Timestamp,
            Frequency = Number(data[(at + 24)..]) switch
            {
                1 => Long(data[(at + 8)..]),
                2 => 10_000_000,
                3 => Number(data[52..]) * 1_000_000L,
                _ => 0,
            },
        };
    }

    /// <summary>A timestamp as nanoseconds since 1970; null where the clock is unknown or the time cannot be.</summary>
    public long? Nanoseconds(long timestamp)
    {
        if (Frequency <= 0) return null;
        var since = ((Int128)Start - UnixEpoch) * 100 + ((Int128)timestamp - Timestamp) * 1_000_000_000 / Frequency;
        return since < 0 || since > long.MaxValue ? null : (long)since;
    }

    private static uint Number(ReadOnlySpan<byte> octets) => BinaryPrimitives.ReadUInt32LittleEndian(octets);

    private static long Long(ReadOnlySpan<byte> octets) => BinaryPrimitives.ReadInt64LittleEndian(octets);
}
