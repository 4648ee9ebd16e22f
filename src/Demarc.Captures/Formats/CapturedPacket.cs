namespace Demarc.Captures.Formats;

/// <summary>One packet of a capture file, lent until the next one is read.</summary>
internal readonly ref struct CapturedPacket
{
    /// <summary>1-based number in the file, as Wireshark counts.</summary>
    public required int Frame { get; init; }

    /// <summary>Nanoseconds since 1970-01-01 UTC; null where the file keeps none for it.</summary>
    public required long? Nanoseconds { get; init; }

    /// <summary>What the octets begin with: a LINKTYPE_ value of the tcpdump group's registry.</summary>
    public required int Link { get; init; }

    /// <summary>Octets on the wire, of which <see cref="Octets"/> may be the first only.</summary>
    public required int Length { get; init; }
    public required ReadOnlySpan<byte> Octets { get; init; }
}
