namespace Demarc.Captures.Windows;

/// <summary>One sighting of a packet in a trace; after the copies are removed, the packet.</summary>
internal readonly record struct EtlPacket
{
    /// <summary>In ticks of the trace's clock.</summary>
    public required long Timestamp { get; init; }

    /// <summary>Nanoseconds since 1970-01-01 UTC; null where the trace's clock is unknown.</summary>
    public long? Nanoseconds { get; init; }

    /// <summary>A LINKTYPE_ value; -1 for what is neither Ethernet, raw IP nor 802.11.</summary>
    public required int Link { get; init; }

    /// <summary>Octets on the wire.</summary>
    public required int Length { get; init; }

    /// <summary>Where the captured octets are kept, and how many they are.</summary>
    public required EtlOctets.Place Place { get; init; }

    /// <summary>Where in the stack it was seen; sightings of one packet differ in it.</summary>
    public required ulong Layer { get; init; }

    /// <summary>Of packet monitor: the driver that saw it, and on which of its edges; 0 else.</summary>
    public ushort Component { get; init; }
    public ushort Edge { get; init; }

    /// <summary>Why the stack dropped it; 0 where it did not.</summary>
    public uint DropReason { get; init; }

    /// <summary>Whether this sighting is the drop itself.</summary>
    public bool IsDrop { get; init; }

    /// <summary>Number that all sightings of the packet share; null where the trace has none.</summary>
    public (ulong Group, ushort Number)? Group { get; init; }

    /// <summary>Seen by a filter above the network card's driver.</summary>
    public bool AboveMiniport { get; init; }
}

/// <summary>Packets of one trace that the stack dropped for one reason at one driver.</summary>
internal sealed record EtlDrop(uint Reason, string? ReasonName, ushort Component, string? ComponentName, int Count);

/// <summary>What a Windows event trace tells of packets.</summary>
internal sealed class EtlCapture
{
    /// <summary>In the order of time, each once.</summary>
    public required IReadOnlyList<EtlPacket> Packets { get; init; }
    public required EtlOctets Octets { get; init; }

    /// <summary>Commonest first.</summary>
    public required IReadOnlyList<EtlDrop> Drops { get; init; }

    /// <summary>Null where the trace does not begin with the record that says so.</summary>
    public required EtlHeader? Header { get; init; }

    /// <summary>Sightings removed because the packet was seen elsewhere in the stack.</summary>
    public required int Copies { get; init; }

    /// <summary>Packet events before copies were removed.</summary>
    public required int Sightings { get; init; }

    /// <summary>Packets beyond what is kept.</summary>
    public required int Beyond { get; init; }

    /// <summary>Packet events whose lengths cannot be, and packets whose rest is missing.</summary>
    public required int Broken { get; init; }

    /// <summary>Events that are no packets, by provider and number.</summary>
    public required IReadOnlyDictionary<(Guid Provider, int Id), int> UnknownEvents { get; init; }
    public required EtlNames Names { get; init; }
}
