using System.Net;

namespace Demarc.Probing.Machines;

/// <summary>What to trace and how.</summary>
public sealed record TracePlan
{
    public required IPAddress Address { get; init; }

    /// <summary>The target as a person gave it.</summary>
    public string? Name { get; init; }

    public ProbeProtocol Protocol { get; init; } = ProbeProtocol.Icmp;

    /// <summary>Destination port of TCP and UDP.</summary>
    public int Port { get; init; }

    /// <summary>All probes of a trace are of one flow, so that load balancers send them one way.</summary>
    public int Flow { get; init; }

    public int? SourcePort { get; init; }

    /// <summary>Octets of the whole IP packet; 0 = small.</summary>
    public int Size { get; init; }

    public bool DontFragment { get; init; }

    public byte FirstTtl { get; init; } = 1;

    public byte MaxTtl { get; init; } = 30;

    /// <summary>Probes of each hop in a round. A silent hop is asked three times in the first round whatever this says.</summary>
    public int PerHop { get; init; } = 1;

    /// <summary>Rounds to make; <see cref="int.MaxValue"/> = until cancelled.</summary>
    public int Rounds { get; init; } = 1;

    /// <summary>From the start of one round to the start of the next.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Rounds over a known path have one probe out at a time, for ports that could not keep the flow's source port otherwise
    /// (<see cref="Ports.PortAbilities.TcpFlowsAtOnce"/>). The path itself is found with all at once, whatever ports they get.
    /// </summary>
    public bool OneAtATime { get; init; }

    /// <summary>
    /// Hops in flight beyond the last that answered. Fewer where a probe that overshoots costs the target something: a
    /// connection, or one of the few "port unreachable" a second it allows itself.
    /// </summary>
    public int Ahead => Protocol == ProbeProtocol.Icmp ? 16 : 8;
}
