using Demarc.Probing;

namespace Demarc.Cli.Tracing;

/// <summary>How the results of a trace are shown.</summary>
public enum TraceOutput
{
    /// <summary>A screen that is redrawn, in a terminal.</summary>
    Screen,

    /// <summary>A table once all rounds are done.</summary>
    Report,

    /// <summary>A verdict document.</summary>
    Json,

    /// <summary>One line for each address.</summary>
    Csv,
}

/// <summary>What a person asked <c>demarc trace</c> for.</summary>
public sealed record TraceOptions
{
    /// <summary>As it was typed.</summary>
    public required string Target { get; init; }

    /// <summary>The protocol asked for; null = the best that is allowed here.</summary>
    public ProbeProtocol? Protocol { get; init; }

    /// <summary>The port asked for; null = the target's own, else the protocol's usual one.</summary>
    public int? Port { get; init; }

    public bool OnlyV4 { get; init; }

    public bool OnlyV6 { get; init; }

    /// <summary>Rounds; null = until stopped on a screen, ten elsewhere.</summary>
    public int? Rounds { get; init; }

    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    public int PerHop { get; init; } = 1;

    public byte MaxTtl { get; init; } = 30;

    /// <summary>Octets of a whole packet; 0 = small.</summary>
    public int Size { get; init; }

    /// <summary>Look for every way of a load-balanced path, once the trace is done.</summary>
    public bool Multipath { get; init; }

    /// <summary>Look for the largest packet that passes, once the trace is done.</summary>
    public bool Mtu { get; init; }

    /// <summary>Look up the names of addresses.</summary>
    public bool Names { get; init; } = true;

    public TraceOutput Output { get; init; }

    /// <summary>Names are not cut to the width of the page.</summary>
    public bool Wide { get; init; }
}
