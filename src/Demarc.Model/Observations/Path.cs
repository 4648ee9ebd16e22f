using System.Text.Json.Serialization;

namespace Demarc.Model;

/// <summary>One path trace: traceroute, tracert, tracepath, mtr and their kin.</summary>
public sealed record PathTrace : Observation
{
    protected override string KindId => Kinds.PathTrace;

    /// <summary>The address traced to, without brackets; may be masked as written.</summary>
    public string? TargetAddress { get; init; }

    /// <summary><c>icmp</c>, <c>udp</c>, <c>tcp</c> or <c>unknown</c>.</summary>
    public string? Protocol { get; init; }

    /// <summary>Destination port of TCP or UDP probes.</summary>
    public int? Port { get; init; }

    /// <summary>True only when the last responder is the target itself; a "Trace complete" footer proves nothing.</summary>
    public bool? Reached { get; init; }

    /// <summary>Hops by rising TTL.</summary>
    public IReadOnlyList<Hop>? Hops { get; init; }

    /// <summary>Path MTU in bytes where the tool states it.</summary>
    public int? PathMtu { get; init; }

    /// <summary>The hop behind which packets larger than <see cref="PathMtu"/> vanish without a message.</summary>
    public int? MtuHoleAfterHop { get; init; }

    /// <summary>True when the output was cut off, so silence after the last row means nothing.</summary>
    public bool? Truncated { get; init; }
}

/// <summary>One TTL position of a trace.</summary>
public sealed record Hop
{
    /// <summary>TTL, 1 to 255.</summary>
    public required int Ttl { get; init; }

    /// <summary>Probes sent with this TTL; null where the tool does not say.</summary>
    public int? Sent { get; init; }

    /// <summary>Probes without an answer; null where the tool does not say.</summary>
    public int? Lost { get; init; }

    /// <summary>Addresses that answered, in order of appearance; empty for a silent hop.</summary>
    public IReadOnlyList<Responder> Responders { get; init; } = [];

    /// <summary>Address of the first responder; null for a silent hop.</summary>
    [JsonIgnore]
    public string? Address => Responders.Count > 0 ? Responders[0].Address : null;

    /// <summary>RTT of each probe in ms; null = no answer. <c>&lt;1 ms</c> reads as 0.5. For mtr: see <see cref="Rtt"/>.</summary>
    public IReadOnlyList<double?>? RttMs { get; init; }

    /// <summary>RTT statistics in ms, where the tool prints those instead of single values.</summary>
    public RttSummary? Rtt { get; init; }

    /// <summary>ICMP annotations such as <c>!H !N !X</c>, and <c>open</c> or <c>closed</c> of TCP traces.</summary>
    public IReadOnlyList<string>? Codes { get; init; }

    /// <summary>MPLS labels as printed (RFC 4950).</summary>
    public IReadOnlyList<string>? Mpls { get; init; }

    /// <summary>TTL of the reply as it arrived.</summary>
    public int? ReplyTtl { get; init; }

    /// <summary>Loss in percent, only where the tool prints it.</summary>
    public double? LossPercent { get; init; }
}

/// <summary>RTT statistics in ms as mtr prints them.</summary>
public sealed record RttSummary(double? Last, double? Avg, double? Best, double? Worst, double? StdDev);

/// <summary>An address that answered at a hop.</summary>
/// <param name="Address">As written; null when only a name was printed.</param>
/// <param name="Name">PTR name, if printed.</param>
/// <param name="Asn">Origin AS number, if printed.</param>
public sealed record Responder(string? Address, string? Name = null, long? Asn = null);

/// <summary>One run of ping.</summary>
public sealed record Ping : Observation
{
    protected override string KindId => Kinds.Ping;

    /// <summary>The address pinged.</summary>
    public string? TargetAddress { get; init; }

    /// <summary>ICMP payload in bytes.</summary>
    public int? Size { get; init; }

    /// <summary>Don't-fragment was set.</summary>
    public bool? Df { get; init; }

    /// <summary>Echo requests sent.</summary>
    public int? Sent { get; init; }

    /// <summary>Echo replies only; "unreachable" answers are in <see cref="Errors"/>.</summary>
    public int? Received { get; init; }

    /// <summary>Answers that were not echo replies, by code: <c>timeout host-unreachable net-unreachable ttl-expired too-big transmit-failed</c> …</summary>
    public IReadOnlyList<PingError>? Errors { get; init; }

    /// <summary>RTT of each reply in ms; <c>&lt;1 ms</c> reads as 0.5.</summary>
    public IReadOnlyList<double?>? RttMs { get; init; }

    /// <summary>Distinct TTLs of the replies.</summary>
    public IReadOnlyList<int>? ReplyTtls { get; init; }

    /// <summary>Duplicate replies.</summary>
    public int? Duplicates { get; init; }

    /// <summary>Stopped by hand, so the last missing reply is void.</summary>
    public bool? Interrupted { get; init; }

    /// <summary>Next-hop MTU named by a "fragmentation needed" answer, in bytes.</summary>
    public int? Mtu { get; init; }

    /// <summary>A transfer of our own filled the line meanwhile; null = not stated.</summary>
    public bool? Loaded { get; init; }
}

/// <summary>Answers of one kind to a ping that were not echo replies.</summary>
public sealed record PingError(string Code, string? From, int Count);
