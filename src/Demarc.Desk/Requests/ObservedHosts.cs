using Demarc.Model;
using Demarc.Reasoning;

namespace Demarc.Desk.Requests;

/// <summary>
/// Whether an observation is about a host. A capture names addresses only, so the addresses that the rest of the evidence
/// gives for the host count as the host.
/// </summary>
internal sealed class ObservedHosts
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    public ObservedHosts(string host, IReadOnlyList<string> addresses, IReadOnlyList<Observation> observations)
    {
        _names.Add(host);
        _names.UnionWith(addresses);
        foreach (var one in observations)
        {
            if (one is Dns { Outcome: "ok", Answers: { } answers } dns && Same(dns.Name, host)) _names.UnionWith(answers.Select(answer => answer.Address));
            else if (Address(one) is { } address && Same(one.Target, host)) _names.Add(address);
        }
    }

    /// <summary>It is about the host; false where it is about another one or nothing tells.</summary>
    public bool IsAbout(Observation observation)
    {
        foreach (var name in Names(observation))
        {
            if (name is not null && (_names.Contains(name) || (Hosts.HostOf(name) is { } host && _names.Contains(host)))) return true;
        }

        return false;
    }

    /// <summary>What the observation is about, as its text names it; null when it names nothing.</summary>
    public static string? Named(Observation observation) => Names(observation).FirstOrDefault(name => name is not null);

    private static bool Same(string? text, string host) => string.Equals(Hosts.HostOf(text) ?? text, host, StringComparison.OrdinalIgnoreCase);

    private static string? Address(Observation observation) => observation switch
    {
        PathTrace trace => trace.TargetAddress,
        Ping ping => ping.TargetAddress,
        Connect connect => connect.TargetAddress,
        Tls tls => tls.TargetAddress,
        _ => null,
    };

    private static string?[] Names(Observation observation) => observation switch
    {
        Dns dns => [dns.Name, dns.Target],
        Http http => [http.Url, http.Target],
        Download download => [download.Url, download.Target],
        Upload upload => [upload.Url, upload.Target],
        Tls tls => [tls.Sni, tls.Target, tls.TargetAddress],
        TcpConnection tcp => [tcp.Tls?.Sni, tcp.Http?.Host, AddressOf(tcp.Server), tcp.Target],
        _ => [observation.Target, Address(observation)],
    };

    /// <summary>The address of <c>address:port</c>; an IPv6 one may stand in brackets.</summary>
    private static string? AddressOf(string? endpoint)
    {
        if (endpoint is null) return null;
        var colon = endpoint.LastIndexOf(':');
        return (colon > 0 ? endpoint[..colon] : endpoint).Trim('[', ']');
    }
}
