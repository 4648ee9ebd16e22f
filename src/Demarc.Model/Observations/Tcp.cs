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
    public TcpWaits? Waits { get; init; }

    /// <summary>What happened in Zeek's letters: upper case by the client, lower case by the server.</summary>
    public string? History { get; init; }
    public IReadOnlyList<TcpReset>? Resets { get; init; }
    public TcpTls? Tls { get; init; }
    public TcpHttp? Http { get; init; }

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

    /// <summary>The frame that shows each finding first.</summary>
    public IReadOnlyDictionary<string, int>? FindingFrames { get; init; }

    /// <summary>Where the capture was taken: <c>client server midway unknown</c>.</summary>
    public string? Place { get; init; }

    /// <summary>Packets of this connection in the text.</summary>
    public int? Packets { get; init; }

    /// <summary>Packets the capturing machine itself dropped (whole capture).</summary>
    public long? DroppedByCapture { get; init; }
}

/// <summary>A value for each end of a connection.</summary>
public sealed record PerSide<T>(T Client, T Server);

/// <summary>
/// Packet counts of one connection: as Wireshark would flag the packets in the order captured, and what is true once copies,
/// the place of capture and the order of sending are accounted for. Text has no counts of Wireshark's.
/// </summary>
public sealed record TcpCounts(SegmentCounts? Wireshark, SegmentCounts? Demarc);

/// <summary>Segments of one connection by what they were. Null where the source does not tell.</summary>
public sealed record SegmentCounts
{
    public int? SynRetransmissions { get; init; }

    /// <summary>All segments sent again, the fast and the spurious ones among them.</summary>
    public PerSide<int?>? Retransmissions { get; init; }

    /// <summary>Sent again because of duplicate acknowledgements or SACK, before a timer expired (RFC 5681, RFC 6675).</summary>
    public int? FastRetransmissions { get; init; }

    /// <summary>Sent again although they had arrived.</summary>
    public int? SpuriousRetransmissions { get; init; }
    public int? OutOfOrder { get; init; }
    public int? DuplicateAcks { get; init; }

    /// <summary>Gaps: segments that passed elsewhere, were lost before this place, or escaped the capture.</summary>
    public int? LostSegments { get; init; }
    public PerSide<int?>? ZeroWindow { get; init; }
    public int? WindowFull { get; init; }
    public int? KeepAlives { get; init; }
    public int? ZeroWindowProbes { get; init; }
}

/// <summary>
/// Where the time of a connection went, in milliseconds: null where the place of capture cannot tell that party's share from its
/// neighbour's. <see cref="Undetermined"/> is time lost that this place cannot give to anybody.
/// </summary>
public sealed record TcpWaits(double? ClientApp, double? ClientHost, double? Network, double? ServerHost, double? ServerApp, double? Undetermined);

/// <summary>One reset.</summary>
/// <param name="By">The end whose address it bears: <c>client</c> or <c>server</c>.</param>
/// <param name="Ttl">TTL or hop limit it arrived with.</param>
/// <param name="UsualTtl">What other packets of that end arrived with.</param>
/// <param name="Frame">Its frame.</param>
/// <param name="AfterClose">Whether it came when all had been said.</param>
public sealed record TcpReset(string By, int? Ttl, int? UsualTtl, int Frame, bool? AfterClose);

/// <summary>What is visible of a TLS handshake.</summary>
/// <param name="Sni">Name asked for.</param>
/// <param name="Version">Version agreed, <c>1.3</c>; the highest offered where nothing answered.</param>
/// <param name="Alert">First alert in clear, <c>server handshake_failure</c>.</param>
/// <param name="NotAfter">End of the certificate's validity, where the certificate is visible.</param>
public sealed record TcpTls(string? Sni, string? Version, string? Alert, DateTimeOffset? NotAfter);

/// <summary>HTTP/1 requests seen in clear.</summary>
/// <param name="Requests">Requests seen.</param>
/// <param name="Answered">Those that were answered.</param>
/// <param name="Errors">Answers that were errors (4xx, 5xx).</param>
/// <param name="ToProxy">A proxy was asked, by the form of the requests: its answers are not the named host's.</param>
/// <param name="Host">Host of the first.</param>
/// <param name="WorstStatus">Highest status seen.</param>
/// <param name="SlowestMs">Longest time from the end of a request to the first octet of its answer.</param>
/// <param name="SlowestFrames">Frames of both.</param>
public sealed record TcpHttp(int Requests, int Answered, int Errors, bool ToProxy, string? Host, int? WorstStatus, double? SlowestMs, IReadOnlyList<int>? SlowestFrames);
