using Demarc.Wire;

namespace Demarc.Captures.Printed;

/// <summary>One TCP packet as a tool printed it, in the order of the text.</summary>
public readonly record struct PrintedSegment
{
    /// <summary>Which of the flows told of it belongs to.</summary>
    public required int Flow { get; init; }

    /// <summary>Sent by the flow's client.</summary>
    public required bool ByClient { get; init; }

    /// <summary>Number of its line, from 1; what stands for the frame.</summary>
    public required int Line { get; init; }

    /// <summary>Seconds along any axis; null where the text does not tell.</summary>
    public double? Seconds { get; init; }

    public TcpFlags Flags { get; init; }

    /// <summary>Number of its first octet.</summary>
    public uint Sequence { get; init; }

    public uint Acknowledgement { get; init; }

    /// <summary>As in the header, without scaling (RFC 7323, 2.2).</summary>
    public ushort Window { get; init; }

    /// <summary>Payload in octets.</summary>
    public int Length { get; init; }

    /// <summary>0 where it is not printed.</summary>
    public byte Ttl { get; init; }

    /// <summary>Identification of the IP packet; null where it is not printed.</summary>
    public ushort? Identification { get; init; }

    public ushort? Mss { get; init; }

    public byte? WindowScale { get; init; }

    public bool SackPermitted { get; init; }

    public uint? Timestamp { get; init; }

    /// <summary>The first block the receiver says it has (RFC 2018).</summary>
    public (uint From, uint To)? Sack { get; init; }
}
