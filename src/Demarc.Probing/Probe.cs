using System.Net;

namespace Demarc.Probing;

/// <summary>What a probe is made of.</summary>
public enum ProbeProtocol
{
    /// <summary>Echo request (RFC 792, RFC 4443).</summary>
    Icmp,

    /// <summary>Datagram to a port nobody should listen on.</summary>
    Udp,

    /// <summary>SYN; a connection that opens is reset at once.</summary>
    Tcp,
}

/// <summary>One stimulus a machine asks a port to send.</summary>
public sealed record Probe
{
    /// <summary>Chosen by whoever sends it, unique for that sender; the reply carries it back.</summary>
    public required int Id { get; init; }

    public required ProbeProtocol Protocol { get; init; }

    public required IPAddress Target { get; init; }

    /// <summary>Destination port of UDP and TCP.</summary>
    public int Port { get; init; }

    /// <summary>
    /// Probes of one flow look alike to a load balancer: the same 5-tuple, and for ICMP the same checksum (Paris traceroute).
    /// Probes of different flows differ in it.
    /// </summary>
    public int Flow { get; init; }

    /// <summary>Source port to use, for UDP and TCP; null = one of the flow's own.</summary>
    public int? SourcePort { get; init; }

    /// <summary>TTL or hop limit, 1 to 255.</summary>
    public byte Ttl { get; init; } = 64;

    /// <summary>Octets of the whole IP packet; 0 = as small as the protocol allows. TCP probes are always small.</summary>
    public int Size { get; init; }

    /// <summary>Forbid fragmentation on the way and by this host.</summary>
    public bool DontFragment { get; init; }

    /// <summary>
    /// TCP: connect as an application does, sending the SYN again while nobody answers, until forgotten. Otherwise one SYN leaves and
    /// no more.
    /// </summary>
    public bool Patient { get; init; }
}
