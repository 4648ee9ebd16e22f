namespace Demarc.Captures.Windows;

/// <summary>What a record of a trace is.</summary>
internal enum EtlKind
{
    /// <summary>Of the kernel or of the logger itself: group and opcode, no provider.</summary>
    System,

    /// <summary>Of a class with an opcode, as before Windows Vista.</summary>
    Classic,

    /// <summary>Of a provider with a manifest.</summary>
    Event,
}

/// <summary>One record of a trace, lent until the next one is read.</summary>
internal readonly ref struct EtlRecord
{
    public required EtlKind Kind { get; init; }

    /// <summary>In ticks of the trace's clock (<see cref="EtlHeader.Nanoseconds"/>).</summary>
    public required long Timestamp { get; init; }

    /// <summary>The provider, or the class of a classic record.</summary>
    public Guid Provider { get; init; }

    /// <summary>The event's number; of a system record its group.</summary>
    public int Id { get; init; }
    public byte Version { get; init; }
    public byte Opcode { get; init; }
    public ulong Keywords { get; init; }

    /// <summary>What comes behind the header and its extensions.</summary>
    public required ReadOnlySpan<byte> Data { get; init; }

    /// <summary>Whether written by a 32-bit system.</summary>
    public bool Is32 { get; init; }

    /// <summary>Processor whose buffer held it.</summary>
    public int Processor { get; init; }

    /// <summary>Flags of that buffer.</summary>
    public int BufferFlags { get; init; }
}
