using System.Net;
using System.Net.Sockets;
using Demarc.Model;

namespace Demarc.Probing.Services;

/// <summary>Tries a service over IPv4 and IPv6 at once, as browsers do, and keeps both results.</summary>
public sealed class FamilySplit(IServicePort port, ProbeLog log)
{
    /// <summary>
    /// Connects to the first address of each family. <c>v6-bad</c> where IPv6 fails and IPv4 does not; null where a family is
    /// missing or this host has no IPv6 at all, which every program notices at once.
    /// </summary>
    public async Task<TestOutcome> RunAsync(TargetSpec target, IEnumerable<IPAddress> addresses, Deadline deadline)
    {
        var known = addresses.ToArray();
        var four = known.FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork);
        var six = known.FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetworkV6);
        if (four is null || six is null) return new(Tests.V4V6, null, []);
        var connector = new TcpConnector(port, log);
        var tried = await Task.WhenAll(connector.TryAsync(new(four, target.Port), deadline, target.Text), connector.TryAsync(new(six, target.Port), deadline, target.Text));
        var (v4, v6) = (tried[0], tried[1]);
        var absent = v6.Outcome == "local-error" || (v6 is { Outcome: "unreachable", Code: "net", Ms: < 5 } && v6.Evidence.Text.Contains("no route from this host", StringComparison.Ordinal));
        string? outcome = absent ? null : v4.Outcome == v6.Outcome ? "same" : v4.Outcome == "ok" ? "v6-bad" : null;
        return new(Tests.V4V6, outcome, tried);
    }
}
