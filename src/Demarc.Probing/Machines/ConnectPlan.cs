using System.Net;

namespace Demarc.Probing.Machines;

/// <summary>
/// Which connections to try: the same source ports twice over, so that a fault that follows the port (one bad member of a
/// bundle, a NAT entry) shows apart from one that strikes at random.
/// </summary>
public sealed record ConnectPlan
{
    /// <summary>Most connections to one target unless a person asks for more (the scan guard).</summary>
    public const int MostByDefault = 20;

    private const int FirstPort = 33_000;
    private const int PortSpan = 24_000;

    public required IPAddress Address { get; init; }

    /// <summary>The target as a person gave it.</summary>
    public string? Name { get; init; }

    public required int Port { get; init; }

    /// <summary>Source ports of one set; null stands for any port.</summary>
    public IReadOnlyList<int?> SourcePorts { get; init; } = [null];

    /// <summary>How often the set is gone through.</summary>
    public int Sets { get; init; } = 1;

    /// <summary>Between the starts of two connections.</summary>
    public TimeSpan Stagger { get; init; } = TimeSpan.FromMilliseconds(30);

    /// <summary>When the system sends an unanswered SYN again.</summary>
    public static TimeSpan SecondSyn { get; } = TimeSpan.FromSeconds(1);

    /// <summary>How long to wait for an answer to a SYN; to the first of a port a second SYN is waited for as well.</summary>
    public Patience Patience { get; init; } = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(1200));

    /// <summary>A plan of twice <paramref name="ports"/> connections.</summary>
    /// <param name="seed">Chooses the ports; the same seed gives the same ones.</param>
    public static ConnectPlan Twice(IPAddress address, int port, int seed, int ports = MostByDefault / 2, string? name = null)
    {
        var first = FirstPort + (int)((uint)seed % PortSpan);
        return new() { Address = address, Port = port, Name = name, Sets = 2, SourcePorts = [.. Enumerable.Range(0, ports).Select(i => (int?)(first + i))] };
    }
}
