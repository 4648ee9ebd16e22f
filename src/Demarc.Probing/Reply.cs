using System.Net;
using System.Net.Sockets;

namespace Demarc.Probing;

/// <summary>What came of a probe.</summary>
public enum ReplyKind
{
    /// <summary>Echo reply.</summary>
    Echo,

    /// <summary>TTL exceeded in transit, by a router.</summary>
    TimeExceeded,

    /// <summary>Destination unreachable; <see cref="Reply.IcmpCode"/> says which. Of a UDP probe, port unreachable from the target is arrival.</summary>
    Unreachable,

    /// <summary>Fragmentation needed or packet too big; <see cref="Reply.Mtu"/> where named.</summary>
    TooBig,

    /// <summary>A TCP port accepts.</summary>
    SynAck,

    /// <summary>A TCP port refuses.</summary>
    Reset,

    /// <summary>A datagram in answer to a UDP probe.</summary>
    Datagram,

    /// <summary>This host could not send it; <see cref="Reply.Error"/> says why.</summary>
    SendFailed,
}

/// <summary>Where the times of a reply come from.</summary>
public enum Stamps
{
    /// <summary>Both from the kernel.</summary>
    Kernel,

    /// <summary>Sent by this program's clock, received by the kernel's.</summary>
    KernelReceive,

    /// <summary>Both by this program's clock.</summary>
    User,
}

/// <summary>An answer to a probe. Silence is no reply: machines decide how long to wait.</summary>
public sealed record Reply
{
    /// <summary>The probe it answers.</summary>
    public required int ProbeId { get; init; }

    public required ReplyKind Kind { get; init; }

    /// <summary>Who answered; null where the system does not tell.</summary>
    public IPAddress? From { get; init; }

    /// <summary>When the probe left, since the port's start.</summary>
    public required TimeSpan SentAt { get; init; }

    /// <summary>When the answer came, since the port's start.</summary>
    public required TimeSpan ReceivedAt { get; init; }

    public Stamps Stamps { get; init; } = Stamps.User;

    public TimeSpan Rtt => ReceivedAt - SentAt;

    /// <summary>TTL of the answer as it arrived.</summary>
    public int? ReplyTtl { get; init; }

    public byte? IcmpType { get; init; }

    public byte? IcmpCode { get; init; }

    /// <summary>Next-hop MTU named by <see cref="ReplyKind.TooBig"/>, in octets.</summary>
    public int? Mtu { get; init; }

    /// <summary>MPLS labels the answer quotes (RFC 4950), outermost first, as <c>label/exp/bottom/ttl</c>.</summary>
    public IReadOnlyList<string> Mpls { get; init; } = [];

    /// <summary>TTL of the quoted probe when it was answered; 1 for a plain time-exceeded.</summary>
    public int? QuotedTtl { get; init; }

    /// <summary>The quote differs from what was sent in address, port or checksum: a NAT lies before the responder.</summary>
    public bool Rewritten { get; init; }

    /// <summary>Source port the probe really had, for UDP and TCP; a flow that could not keep its port shows here.</summary>
    public int? SourcePort { get; init; }

    /// <summary>SYNs the system sent again before this answer (<see cref="Probe.Patient"/>); its RTT counts from the first.</summary>
    public int Retransmits { get; init; }

    /// <summary>Why sending failed.</summary>
    public SocketError? Error { get; init; }
}
