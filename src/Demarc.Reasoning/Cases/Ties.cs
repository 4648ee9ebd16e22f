using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>Which names and addresses an observation shows to be one service.</summary>
internal static class Ties
{
    /// <summary>A name and what it is tied to: the addresses it resolved to or was reached at, the name it was changed to.</summary>
    public static (string? Name, IEnumerable<string> Others) Of(Observation observation) => observation switch
    {
        Model.Dns { Name: { } name, Answers: { } answers } => (name.TrimEnd('.'), answers.Select(a => a.Address.TrimEnd('.'))),
        PathTrace { Target: { } target, TargetAddress: { } address } => (Hosts.HostOf(target), [address]),
        Ping { Target: { } target, TargetAddress: { } address } => (Hosts.HostOf(target), [address]),
        Connect { Target: { } target, TargetAddress: { } address } => (Hosts.HostOf(target), [address]),
        Change { What: { } what } when what.Split(" -> ") is [var before, var after] && Hosts.HostOf(before) is { } old && old.Contains('.') && !old.Contains(' ') && after.Contains('.') => (old, [Hosts.HostOf(after) ?? after]),
        _ => (null, []),
    };

    /// <summary>The name a client asked for at an address. An address serves many names, so it gives its own to no other.</summary>
    public static (string Name, string Address)? Asked(Observation observation) => observation switch
    {
        Tls { Sni: { } name, TargetAddress: { } address } => (name.TrimEnd('.'), address),
        Http { TargetAddress: { } address } http when Hosts.HostOf(http.Url) is { } name => (name, address),
        TcpConnection { Tls.Sni: { } name, Server: { } server } => (name.TrimEnd('.'), AddressOf(server)),
        TcpConnection { Http: { ToProxy: false, Host: var asked }, Server: { } server } when Hosts.HostOf(asked) is { } name => (name, AddressOf(server)),
        _ => null,
    };

    /// <summary>Address of <c>address:port</c> or <c>[address]:port</c>.</summary>
    public static string AddressOf(string endpoint) => endpoint.LastIndexOf(':') is > 0 and var colon ? endpoint[..colon].Trim('[', ']') : endpoint;
}
