using System.Net;
using System.Net.Sockets;
using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>The service reached in two ways from one place: over IPv4 and IPv6, by another name at the same address, past the proxy.</summary>
public sealed class TwoWaySigns : ISignRule
{
    public IEnumerable<Sign> Evaluate(CaseView view)
    {
        Connect[] connects = [.. view.Of<Connect>()];
        if ((Versions(connects) ?? FourOnly(view)) is { } versions) yield return versions;
        if (Names(view) is { } names) yield return names;
        if (Proxy(view, connects) is { } proxy) yield return proxy;
        if (Early(view) is { } early) yield return early;
    }

    /// <summary>The address is an IPv6 one.</summary>
    internal static bool IsV6(string? address) => IPAddress.TryParse(address, out var ip) && ip.AddressFamily == AddressFamily.InterNetworkV6;

    private static readonly Dictionary<string, double> ByVersion = new(StringComparer.Ordinal) { ["ipv6-broken"] = 0.95, ["route-black-hole"] = 0.1, ["no-route"] = 0.1, ["access-outage"] = 0.1, ["server-port-filtered"] = 0.05, ["bound-to-wrong-address"] = 0.3 };
    private static readonly Dictionary<string, double> ByProxy = new(StringComparer.Ordinal) { ["client-proxy-misconfigured"] = 0.6, ["proxy-down-or-authentication"] = 0.9 };

    private static Sign? Versions(Connect[] connects)
    {
        Connect[] direct = [.. connects.Where(c => c.ViaProxy is null && Hosts.IsAddress(c.TargetAddress) && c.Outcome is not null)];
        Connect[] six = [.. direct.Where(c => IsV6(c.TargetAddress))];
        Connect[] four = [.. direct.Where(c => !IsV6(c.TargetAddress))];
        if (six.Length == 0 || !four.Any(c => c.Outcome == "ok")) return null;
        Evidence[] evidence = [.. six.Concat(four).Select(c => c.Evidence).DistinctBy(e => e.Id)];
        if (six.All(c => c.Outcome == "ok")) return Sign.Plain(Tests.V4V6, "same", evidence);

        // "Network is unreachable" at once is a machine without IPv6, which is no fault by itself.
        return six.All(c => c is { Outcome: "unreachable", Code: "net" } or { Outcome: "local-error" }) || six.Any(c => c.Outcome == "ok") ? null : Sign.Plain(Tests.V4V6, "v6-bad", evidence) with { ByCause = ByVersion, OtherCauses = 0.002 };
    }

    /// <summary>The name has no IPv6 address, so that nothing about IPv6 can be in its way.</summary>
    private static Sign? FourOnly(CaseView view)
    {
        var asked = view.Of<Model.Dns>().ToArray();
        var none = Array.Find(asked, d => d is { Type: "AAAA", Outcome: "ok", Answers: null or { Count: 0 }, Tool: "demarc" });
        return none is null || asked.Any(d => d.Answers?.Any(a => IsV6(a.Address)) == true) ? null : Sign.Plain(Tests.V4V6, "same", [none.Evidence]);
    }

    /// <summary>Handshakes with one address under two names: only the service's own name fails, or both do.</summary>
    private static Sign? Names(CaseView view)
    {
        Tls[] here = [.. view.Standing.OfType<Tls>().Where(t => t.Basis == Basis.Measured && view.RoleOf(t.Vantage) == Role.Affected && t.TargetAddress is not null && t.Sni is not null)];
        foreach (var own in here.Where(t => t.Outcome is "reset" or "timeout" && t.Sni == view.Host))
        {
            if (here.Any(t => t.Sni == own.Sni && t.Outcome == "ok")) return null;
            if (here.FirstOrDefault(t => t.Sni != own.Sni && t.TargetAddress == own.TargetAddress && t.Vantage == own.Vantage && t.Outcome is not null) is not { } other) continue;
            return Sign.Plain(Tests.NameSwap, other.Outcome is "reset" or "timeout" ? "no-change" : "fixes", [own.Evidence, other.Evidence]);
        }

        Http[] plain = [.. view.Standing.OfType<Http>().Where(h => h.Basis == Basis.Measured && view.RoleOf(h.Vantage) == Role.Affected && h.TargetAddress is not null && h.Outcome is not null)];
        foreach (var own in plain.Where(h => h.Outcome is "reset" or "no-response" && Hosts.HostOf(h.Url) == view.Host))
        {
            if (plain.FirstOrDefault(h => Hosts.HostOf(h.Url) != view.Host && h.TargetAddress == own.TargetAddress && h.Vantage == own.Vantage) is not { } other) continue;
            return Sign.Plain(Tests.NameSwap, other.Outcome is "reset" or "no-response" ? "no-change" : "fixes", [own.Evidence, other.Evidence]);
        }

        return null;
    }

    private static Sign? Proxy(CaseView view, Connect[] connects)
    {
        Observation[] through = [.. connects.Where(c => c.ViaProxy is not null && c.Outcome is not null).Cast<Observation>().Concat(view.Of<Http>().Where(h => h.Status == 407))];
        Connect[] direct = [.. connects.Where(c => c.ViaProxy is null && c.Outcome is not null)];
        if (through.Length == 0 || direct.Length == 0) return null;
        Evidence[] evidence = [.. through.Concat(direct).Select(o => o.Evidence).DistinctBy(e => e.Id)];
        var blocked = through.Any(o => o is Http) || through.All(o => o is Connect { Outcome: not "ok" });
        if (blocked && direct.All(c => c.Outcome == "ok")) return Sign.Plain(Tests.ProxyDirect, "direct-ok", evidence) with { ByCause = ByProxy, OtherCauses = 0.002 };
        return blocked == direct.All(c => c.Outcome != "ok") ? Sign.Plain(Tests.ProxyDirect, "same", evidence) : null;
    }

    /// <summary>
    /// Connections that open in less than half the time an echo takes, while the last routers before the target are as far as the
    /// target: nobody at the target can have answered.
    /// </summary>
    internal static Sign? Sooner(CaseView view)
    {
        const double LeastMs = 4;
        var opened = view.Of<Connect>().Where(c => c is { Outcome: "ok", ViaProxy: null, Ms: > 0 }).ToArray();
        var pings = view.Of<Ping>().Where(p => p.Loaded != true && p.Received > 0).ToArray();
        if (opened.Length < 3 || pings.Length == 0 || pings.SelectMany(p => p.RttMs ?? []).OfType<double>().DefaultIfEmpty(0).Min() is not (> 0 and var echo)) return null;
        var handshake = opened.Min(c => c.Ms!.Value);
        if (handshake * 2 >= echo || echo - handshake < LeastMs) return null;
        var trace = view.Of<PathTrace>().FirstOrDefault(t => t.Protocol != "tcp" && PathEnds.Reached(t));
        double[] last = [.. (trace?.Hops ?? []).SkipLast(1).Where(h => h.Responders.Count > 0).TakeLast(2).Select(h => (h.RttMs ?? []).OfType<double>().DefaultIfEmpty(0).Min())];
        if (last.Length < 2 || last.Any(ms => ms < handshake * 2)) return null;
        var fastest = opened.MinBy(c => c.Ms)!;
        return Sign.Plain(Tests.TraceTcp, "early", [fastest.Evidence, pings[0].Evidence, trace!.Evidence]);
    }

    /// <summary>TCP probes answered in the target's name several hops before ICMP gets there: somebody in between speaks for it.</summary>
    private static Sign? Early(CaseView view)
    {
        PathTrace[] reached = [.. view.Of<PathTrace>().Where(t => PathEnds.Reached(t) && t.Hops is { Count: > 0 })];
        var tcp = reached.Where(t => t.Protocol == "tcp").MaxBy(t => t.Hops![^1].Ttl);
        var icmp = reached.Where(t => t.Protocol != "tcp" && t.Vantage == tcp?.Vantage && t.TargetAddress == tcp?.TargetAddress).MinBy(t => t.Hops![^1].Ttl);
        if (tcp is null || icmp is null || tcp.TargetAddress is null || icmp.Hops![^1].Ttl - tcp.Hops![^1].Ttl < 3) return Sooner(view);
        return Sign.Plain(Tests.TraceTcp, "early", [tcp.Evidence, icmp.Evidence], location: new(tcp.Hops[^1].Ttl - 1, tcp.Hops[^1].Ttl, null, null, null));
    }
}
