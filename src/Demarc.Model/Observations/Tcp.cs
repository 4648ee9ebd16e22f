namespace Demarc.Model;

/// <summary>One TCP connection as a capture or a list of packets shows it.</summary>
public sealed record TcpConnection : Observation
{
    protected override string KindId => Kinds.TcpConnection;

    /// <summary>Endpoint that sent the SYN, <c>address:port</c>.</summary>
    public string? Client { get; init; }

    /// <summary>The other endpoint, <c>address:port</c>.</summary>
    public string? Server { get; init; }

    /// <summary><c>syn-unanswered established closed reset midstream</c>.</summary>
    public string? State { get; init; }
    public double? HandshakeMs { get; init; }
    public PerSide<int?>? Mss { get; init; }
    public PerSide<int?>? WindowScale { get; init; }
    public bool? Timestamps { get; init; }
    public bool? Sack { get; init; }
    public TcpCounts? Counts { get; init; }

    /// <summary>Payload bytes each way.</summary>
    public PerSide<long?>? Bytes { get; init; }

    /// <summary>Largest payload of one captured segment, in bytes, each way.</summary>
    public PerSide<int?>? LargestSegment { get; init; }

    /// <summary>Who sent the first reset: <c>client</c> or <c>server</c>; null when nobody did.</summary>
    public string? ResetBy { get; init; }

    /// <summary>
    /// The reset came after that side's peer had finished sending (FIN), after both had, or after that side's own FIN was
    /// acknowledged and the peer sent at most a closing alert (64 bytes). Null when the capture misses packets that would tell.
    /// </summary>
    public bool? ResetAfterClose { get; init; }

    /// <summary>Short stable ids of what stands out.</summary>
    public IReadOnlyList<string>? Findings { get; init; }

    /// <summary>Where the capture was taken: <c>client server midway unknown</c>.</summary>
    public string? Place { get; init; }

    /// <summary>Packets of this connection in the text.</summary>
    public int? Packets { get; init; }

    /// <summary>Packets the capturing machine itself dropped (whole capture).</summary>
    public long? DroppedByCapture { get; init; }
}

/// <summary>A value for each end of a connection.</summary>
public sealed record PerSide<T>(T Client, T Server);

/// <summary>Packet counts of one connection.</summary>
public sealed record TcpCounts(int? SynRetransmissions, PerSide<int?>? Retransmissions, int? ZeroWindow);
