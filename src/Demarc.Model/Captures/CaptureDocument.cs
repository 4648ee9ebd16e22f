using System.Text.Json.Serialization;

namespace Demarc.Model;

/// <summary>What a capture shows: the document <c>demarc.capture/1</c>.</summary>
public sealed record CaptureDocument
{
    public const string SchemaName = "demarc.capture/1";

    [JsonPropertyOrder(-2)]
    public string Schema { get; init; } = SchemaName;

    /// <summary>The capture's name as the user knows it.</summary>
    public required string Source { get; init; }
    public long Packets { get; init; }

    /// <summary>Octets of all packets as they were on the wire.</summary>
    public long Bytes { get; init; }
    public DateTimeOffset? First { get; init; }
    public DateTimeOffset? Last { get; init; }

    /// <summary>Where it was taken: <c>client server midway unknown</c>.</summary>
    public string Place { get; init; } = "unknown";

    /// <summary>Packets that were captured more than once; the copies count nowhere else but in Wireshark's counts.</summary>
    public long DuplicatesRemoved { get; init; }

    /// <summary>Packets the capturing machine dropped; null where the file does not tell.</summary>
    public long? DroppedByCapture { get; init; }
    public long ConnectionsTotal { get; init; }

    /// <summary>Those that stand out most, worst first.</summary>
    public IReadOnlyList<TcpConnection> Connections { get; init; } = [];

    /// <summary>Name lookups, in order.</summary>
    public IReadOnlyList<Dns> Dns { get; init; } = [];

    /// <summary>ICMP errors by what they say.</summary>
    public IReadOnlyList<IcmpCount> Icmp { get; init; } = [];

    /// <summary>What the connections show only together, and what is to be known of the capture itself.</summary>
    public IReadOnlyList<CaptureFinding> Findings { get; init; } = [];

    /// <summary>Connections that the next capture given has as well.</summary>
    public IReadOnlyList<Pair> Pairs { get; init; } = [];

    /// <summary>All of it as evidence, in the order of first frames.</summary>
    [JsonIgnore]
    public IReadOnlyList<Observation> Observations { get; init; } = [];

    /// <summary>The file was damaged or cut off so soon that not a packet of it could be read.</summary>
    [JsonIgnore]
    public bool Unreadable { get; init; }

    /// <summary>What could not be read, and what was left out.</summary>
    public IReadOnlyList<Unread> Unread { get; init; } = [];
}

/// <summary>ICMP errors of one sort.</summary>
/// <param name="Error">What they say, such as <c>need-to-frag</c>.</param>
/// <param name="From">Who sent the first.</param>
/// <param name="Count">How many.</param>
/// <param name="Frame">Frame of the first.</param>
public sealed record IcmpCount(string Error, string From, int Count, int Frame);

/// <summary>Something to know of a capture as a whole.</summary>
/// <param name="Id">Short stable name.</param>
/// <param name="Frames">Frames that show it.</param>
/// <param name="En">In English.</param>
/// <param name="Zh">In Chinese.</param>
public sealed record CaptureFinding(string Id, IReadOnlyList<int> Frames, string En, string Zh);
