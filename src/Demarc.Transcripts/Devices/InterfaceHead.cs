using System.Text.RegularExpressions;

namespace Demarc.Transcripts.Devices;

/// <summary>
/// The line with which a router, switch or firewall begins the detail of an interface. <see cref="Up"/> is what that line alone
/// says of link and protocol; null where both stand on lines of their own.
/// </summary>
internal sealed partial record InterfaceHead(string Name, bool? Up)
{
    private const int Longest = 200;

    /// <summary>The head a line is; null for any other line.</summary>
    public static InterfaceHead? Read(ReadOnlySpan<char> line)
    {
        if (line.Length is < 4 or > Longest) return null;
        var text = line.Trim().ToString();
        foreach (var pattern in Patterns)
        {
            if (InTime.Match(pattern, text) is { } match) return new(match.Groups["name"].Value, Said(match));
        }

        return null;
    }

    /// <summary>Up means both: the link, and the protocol where the line names it.</summary>
    private static bool? Said(Match match)
    {
        if (!match.Groups["state"].Success) return null;
        var up = IsUp(match.Groups["state"].Value);
        return match.Groups["protocol"].Success ? up && IsUp(match.Groups["protocol"].Value) : up;
    }

    /// <summary><c>up</c>, <c>UP (spoofing)</c>, <c>Up</c>; not <c>administratively down</c>, <c>reset</c>, <c>Administratively DOWN</c>.</summary>
    public static bool IsUp(ReadOnlySpan<char> state) => state.Trim().StartsWith("up", StringComparison.OrdinalIgnoreCase);

    private static readonly Regex[] Patterns = [Cisco, Nexus, Huawei, Juniper, Comware, Fortinet];

    /// <summary>IOS and NX-OS, and ASA with the interface's role: <c>Interface GigabitEthernet0/0 "outside", is up, line protocol is up</c>.</summary>
    [GeneratedRegex("""^(Interface )?(?<name>[A-Za-z][A-Za-z0-9./:_-]{0,60})( "[^"]{0,60}",)? is (?<state>[A-Za-z][A-Za-z ]{0,40})( \([^)]{0,60}\))?, line protocol is (?<protocol>up|down)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Cisco { get; }

    /// <summary>NX-OS prints the protocol nowhere: <c>Ethernet1/1 is down (Link not connected)</c>.</summary>
    [GeneratedRegex(@"^(?<name>(Ethernet|port-channel|mgmt|loopback|Tunnel)[0-9][0-9/.:]{0,20}) is (?<state>up|down)( \([^)]{1,60}\))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Nexus { get; }

    /// <summary>VRP, and Comware 5: <c>GigabitEthernet0/0/1 current state : UP</c>.</summary>
    [GeneratedRegex(@"^(?<name>[A-Za-z0-9][A-Za-z0-9./:_-]{0,60}) current state ?: ?(?<state>[A-Za-z][A-Za-z ]{0,40})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Huawei { get; }

    [GeneratedRegex(@"^Physical interface: (?<name>[A-Za-z0-9./:_-]{1,60})\s?, [A-Za-z ]{1,40}, Physical link is (?<state>[A-Z][a-z]{1,10})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Juniper { get; }

    /// <summary>Comware 7 puts the name on a line of its own; the next line tells that it is one.</summary>
    [GeneratedRegex(@"^(?<name>([A-Za-z-]{0,30}(Ethernet|GigE)|Vlan-interface|(Bridge|Route)-Aggregation|(In)?LoopBack|NULL|Tunnel|Cellular|Dialer|Eth-channel|Virtual-Template)[0-9][0-9/.:]{0,20})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Comware { get; }

    /// <summary><c>==[port1]</c>, and <c>== [ port1 ]</c>.</summary>
    [GeneratedRegex(@"^== ?\[ ?(?<name>[A-Za-z0-9._-]{1,40}) ?\]$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Fortinet { get; }
}
