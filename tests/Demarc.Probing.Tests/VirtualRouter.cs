using System.Net;

namespace Demarc.Probing.Tests;

/// <summary>A router of the virtual network: the link before it, and how it treats what passes and what expires.</summary>
internal sealed record VirtualRouter(string Name)
{
    public IPAddress Address { get; init; } = IPAddress.Parse(Name);

    /// <summary>One way over the link before it.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>Never reports an expired TTL.</summary>
    public bool Silent { get; init; }

    /// <summary>ICMP messages a second it allows itself, after a burst of six; null = no limit.</summary>
    public double? ReportsPerSecond { get; init; }

    /// <summary>Share lost on the link before it, on the way out.</summary>
    public double LossOut { get; init; }

    /// <summary>Share lost on the link before it, on the way back.</summary>
    public double LossBack { get; init; }

    /// <summary>Largest packet of the link before it.</summary>
    public int Mtu { get; init; } = 1500;

    /// <summary>What is too large for the link before it vanishes without a message.</summary>
    public bool MtuHole { get; init; }

    /// <summary>Fragments do not pass the link before it either.</summary>
    public bool DropsFragments { get; init; }

    /// <summary>Lets these vanish instead of passing them on.</summary>
    public Func<Probe, bool> Drops { get; init; } = _ => false;

    /// <summary>Refuses these with an ICMP code instead of passing them on.</summary>
    public Func<Probe, byte?> Rejects { get; init; } = _ => null;

    /// <summary>Reports as this address: a NAT hides it.</summary>
    public IPAddress? ReportsAs { get; init; }

    public IReadOnlyList<string> Mpls { get; init; } = [];

    /// <summary>Answers each probe twice.</summary>
    public bool Twice { get; init; }

    /// <summary>Start value of the TTL of its own packets.</summary>
    public int StartTtl { get; init; } = 255;
}

/// <summary>The end of a virtual path.</summary>
internal sealed record VirtualTarget(string Name)
{
    public IPAddress Address { get; init; } = IPAddress.Parse(Name);

    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(1);

    public bool AnswersEcho { get; init; } = true;

    public bool AnswersUdp { get; init; } = true;

    /// <summary>Ports that accept; null = all.</summary>
    public IReadOnlySet<int>? Open { get; init; }

    /// <summary>Ports that are not open are silent instead of reset.</summary>
    public bool Filters { get; init; }

    /// <summary>Answers from this address of its instead of the one asked.</summary>
    public IPAddress? AnswersAs { get; init; }

    public double? ReportsPerSecond { get; init; }

    public double LossOut { get; init; }

    public double LossBack { get; init; }

    /// <summary>SYNs it ignores.</summary>
    public Func<Probe, bool> Ignores { get; init; } = _ => false;

    public int Mtu { get; init; } = 1500;
}
