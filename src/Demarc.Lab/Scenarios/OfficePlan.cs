using System.Net;

namespace Demarc.Lab.Scenarios;

/// <summary>
/// The plan every scenario starts from (docs/formats/lab-scenario.md): a local network and an office with private addresses,
/// an access network, networks between, the far network. Each belongs to a /16 of its own, as operators' networks do.
/// All addresses are reserved for tests and documentation, so a packet that escaped would reach nobody.
/// </summary>
public static class OfficePlan
{
    /// <summary>The public address of the office.</summary>
    public const string NatAddress = "198.18.7.20";

    /// <summary>Where the office's NAT sits.</summary>
    public const string NatAt = "edge";

    /// <summary>Packets to addresses that nobody has come as far as this router.</summary>
    public const string Core = "transit1";

    public static IReadOnlyList<RouterSpec> Chain { get; } =
    [
        Router("gw", "192.168.10.1", "2001:db8:10::1", 200),
        Router("edge", "10.10.0.1", "2001:db8:11::1", 300),
        Router("access1", "198.18.7.1", "2001:db8:18:7::1", 1000),
        Router("access2", "198.18.0.9", "2001:db8:18::9", 1000),
        Router("transit1", "198.19.0.1", "2001:db8:19::1", 2000),
        Router("transit2", "198.19.0.6", "2001:db8:19::6", 2000),
        Router("transit3", "198.19.40.2", "2001:db8:19:40::2", 2000),
        Router("far1", "203.0.113.1", "2001:db8:80::1", 1000),
        Router("far2", "203.0.113.9", "2001:db8:80::9", 300),
    ];

    /// <summary>Hosts a scenario may name; the first three always exist.</summary>
    public static IReadOnlyList<HostSpec> Hosts { get; } =
    [
        Host("client", "192.168.10.10", "2001:db8:10::10", "gw", vantage: true, delay: 0),
        Host("server", "203.0.113.80", "2001:db8:80::80", "far2", vantage: false, delay: 200) with { Beyond = true },
        Host("control", "198.51.100.10", "2001:db8:51::10", "far1", vantage: true, delay: 200) with { Via = [Router("control1", "198.51.100.1", "2001:db8:51::1", 3000)] },
        Host("client2", "192.168.10.11", "2001:db8:10::11", "gw", vantage: true, delay: 0),
        Host("resolver", "198.18.0.53", "2001:db8:18::53", "access2", vantage: false, delay: 200),
        Host("other", "198.19.80.80", "2001:db8:19:80::80", "transit1", vantage: false, delay: 3000),
    ];

    /// <summary>How many of <see cref="Hosts"/> always exist.</summary>
    public const int Always = 3;

    private static RouterSpec Router(string name, string address, string address6, int delayUs) =>
        new(name, [IPAddress.Parse(address)], IPAddress.Parse(address6), TimeSpan.FromMicroseconds(delayUs));

    private static HostSpec Host(string name, string address, string address6, string at, bool vantage, int delay) =>
        new(name, IPAddress.Parse(address), IPAddress.Parse(address6), [], at, Beyond: false, vantage, TimeSpan.FromMicroseconds(delay), Via: []);
}
