using System.Text.Json.Serialization;

namespace Demarc.Model;

/// <summary>Socket counts, by state and by what they have in common.</summary>
public sealed record Sockets : Observation
{
    protected override string KindId => Kinds.Sockets;

    /// <summary>The state all of them are in; null when <see cref="Counts"/> mixes states.</summary>
    public string? State { get; init; }
    public IReadOnlyList<SocketCount>? Counts { get; init; }
    public long? RecvQ { get; init; }
    public long? SendQ { get; init; }
}

/// <summary>How many sockets share local port, remote end and state.</summary>
public sealed record SocketCount(int? LocalPort, string? Remote, string? State, int N);

/// <summary>A listening socket.</summary>
public sealed record Listen : Observation
{
    protected override string KindId => Kinds.Listen;

    /// <summary><c>0.0.0.0</c>, <c>::</c>, <c>127.0.0.1</c> or a single address.</summary>
    public string? Address { get; init; }
    public int? Port { get; init; }

    /// <summary><c>tcp</c> or <c>udp</c>.</summary>
    public string? Protocol { get; init; }

    /// <summary>Accept queue limit (Send-Q of a listening socket).</summary>
    public long? Backlog { get; init; }

    /// <summary>Connections waiting to be accepted.</summary>
    public long? RecvQ { get; init; }
    public string? Process { get; init; }
}

/// <summary>A configured value.</summary>
public sealed record Setting : Observation
{
    protected override string KindId => Kinds.Setting;
    public string? Name { get; init; }
    public string? Value { get; init; }
    public string? File { get; init; }
}

/// <summary>A counter's value, or better its growth over a window.</summary>
public sealed record Counter : Observation
{
    protected override string KindId => Kinds.Counter;

    /// <summary>The kernel's own name where known, such as <c>ListenOverflows</c>.</summary>
    public string? Name { get; init; }
    public long? Value { get; init; }
    public long? Delta { get; init; }

    /// <summary>Seconds the delta covers.</summary>
    public double? Window { get; init; }
}

/// <summary>
/// One packet filter rule, or a chain's policy (position 0). Its <see cref="Observation.Target"/> is the rule's
/// target in the packet filter's sense: <c>ACCEPT DROP REJECT</c> or another chain.
/// </summary>
public sealed record FirewallRule : Observation
{
    /// <summary><see cref="Table"/> of the rules of a network device's access list, to tell them from a host's packet filter.</summary>
    public const string AccessList = "access-list";

    /// <summary><see cref="Table"/> of drops that Windows' filtering platform recorded: <see cref="Position"/> is the number of the filter, <see cref="Match"/> the packet.</summary>
    public const string WindowsDrops = "wfp-drops";

    /// <summary><see cref="Table"/> of that platform's filters: <see cref="Position"/> is the number, <see cref="Match"/> the name.</summary>
    public const string WindowsFilters = "wfp-filters";

    protected override string KindId => Kinds.FirewallRule;
    public string? Table { get; init; }
    public string? Chain { get; init; }

    /// <summary>1-based place in the chain; 0 for the chain's policy.</summary>
    public int? Position { get; init; }

    /// <summary>The match part as written.</summary>
    public string? Match { get; init; }

    public long? Packets { get; init; }
    public long? Bytes { get; init; }

    /// <summary>Position of an earlier rule of the same chain that matches everything this one would.</summary>
    public int? ShadowedBy { get; init; }
}

/// <summary>A network interface.</summary>
public sealed record Interface : Observation
{
    protected override string KindId => Kinds.Interface;
    public string? Name { get; init; }
    public int? Mtu { get; init; }

    /// <summary><c>up</c> or <c>down</c>.</summary>
    public string? State { get; init; }
    public long? Errors { get; init; }
    public long? Dropped { get; init; }

    /// <summary>Megabit per second.</summary>
    public int? Speed { get; init; }

    /// <summary><c>full</c> or <c>half</c>.</summary>
    public string? Duplex { get; init; }

    /// <summary>Addresses with prefix length where printed.</summary>
    public IReadOnlyList<string>? Addresses { get; init; }
}

/// <summary>One line of a routing table.</summary>
public sealed record Route : Observation
{
    protected override string KindId => Kinds.Route;
    public string? Destination { get; init; }
    public string? Gateway { get; init; }
    public string? Device { get; init; }
    public int? Metric { get; init; }
}

/// <summary>One neighbour (ARP, NDP) entry.</summary>
public sealed record Neighbour : Observation
{
    protected override string KindId => Kinds.Neighbour;
    public string? Address { get; init; }
    public string? Mac { get; init; }
    public string? State { get; init; }
}

/// <summary>A configured resolver.</summary>
public sealed record NameServer : Observation
{
    protected override string KindId => Kinds.NameServer;
    public string? Address { get; init; }

    /// <summary>1-based order of asking.</summary>
    public int? Order { get; init; }
}

/// <summary>A configured proxy.</summary>
public sealed record Proxy : Observation
{
    protected override string KindId => Kinds.Proxy;

    /// <summary><c>http socks pac direct</c>; in JSON this field is <c>proxyKind</c>, as <c>kind</c> names the observation.</summary>
    public string? ProxyKind { get; init; }
    public string? Url { get; init; }

    /// <summary><c>system</c>, <c>pac</c> or <c>environment</c>.</summary>
    public string? Source { get; init; }
}

/// <summary>How busy a host was.</summary>
public sealed record HostLoad : Observation
{
    protected override string KindId => Kinds.HostLoad;

    /// <summary>Everything but idle and I/O wait, 0 to 100 of the whole machine.</summary>
    public double? CpuPercent { get; init; }
    [JsonPropertyName("iowait")]
    public double? IoWait { get; init; }

    /// <summary>1, 5 and 15 minute load averages.</summary>
    public IReadOnlyList<double>? LoadAverage { get; init; }

    /// <summary>Memory in use, 0 to 100.</summary>
    public double? Memory { get; init; }

    /// <summary>The busiest programs, most CPU first: <c>name 66.7%</c>.</summary>
    public IReadOnlyList<string>? Processes { get; init; }
}

/// <summary>A clock's offset.</summary>
public sealed record Clock : Observation
{
    protected override string KindId => Kinds.Clock;
    public double? OffsetMs { get; init; }
    public double? UncertaintyMs { get; init; }
}

/// <summary>An installed or running piece of software.</summary>
public sealed record Software : Observation
{
    protected override string KindId => Kinds.Software;
    public string? Name { get; init; }
    public string? Version { get; init; }

    /// <summary><c>program service driver filter</c>; in JSON <c>softwareKind</c>, as <c>kind</c> names the observation.</summary>
    public string? SoftwareKind { get; init; }
    public string? Vendor { get; init; }
}
