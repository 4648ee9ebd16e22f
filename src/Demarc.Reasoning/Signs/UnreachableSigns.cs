using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>
/// Pings of the subject that somebody answered with "unreachable". Who says it decides where the path ends: the asking
/// machine itself, a router near it, one on the way, or the last one, which finds nobody at the address.
/// </summary>
public sealed class UnreachableSigns : ISignRule
{
    private static readonly Dictionary<string, string> Marks = new(StringComparer.Ordinal)
    {
        ["host-unreachable"] = "host-unreachable",
        ["net-unreachable"] = "net-unreachable",
        ["admin-prohibited"] = "admin-prohibited",
    };

    public IEnumerable<Sign> Evaluate(CaseView view)
    {
        if (view.Of<PathTrace>().Any(PathEnds.Reached)) yield break;
        foreach (var ping in view.Of<Ping>().Where(p => p.Received is 0 && p.Sent is > 0))
        {
            if (ping.Errors?.FirstOrDefault(e => e.Code == "transmit-failed") is { } failed && 2 * failed.Count > ping.Sent)
            {
                yield return Sign.Plain(Tests.TraceIcmp, "lan", [ping.Evidence], location: new(0, 1, null, null, null));
                continue;
            }

            if (ping.Errors?.Where(e => Marks.ContainsKey(e.Code)).MaxBy(e => e.Count) is not { } error || 2 * error.Count < ping.Sent) continue;

            // A host that rejects ping itself is there; what it says of the service is another matter.
            if (error.From is { } from && view.Names.Contains(from)) continue;
            foreach (var sign in Of(view, ping, error)) yield return sign;
        }
    }

    private static IEnumerable<Sign> Of(CaseView view, Ping ping, PingError error)
    {
        var target = ping.TargetAddress ?? ping.Target;
        var own = error.From is { } sender && Own(view, ping.Vantage).Contains(sender);
        var seen = Seen(view, ping.Vantage, error.From);
        Location place = own ? new(0, 1, error.From, null, null) : new(seen?.Hop, seen is null ? null : seen.Value.Hop + 1, error.From, null, null);
        // The machine found nobody to hand packets to: its own address or route may be wrong, its line dead, or the router down.
        (string, double)[] ends = own ? [("lan", 1), ("access", 1)] : PathSegments.OfSender(error.From, target, seen?.Trace, place);

        // That ping is prohibited says nothing of the service's port, unless its own connections fail the same way.
        if (error.Code == "admin-prohibited")
        {
            yield return Sign.Soft(Tests.TraceMark, [ping.Evidence], false, 1, ("admin-prohibited", 1), ("none", 0.5)) with { Location = place };
            yield break;
        }

        yield return Sign.Soft(Tests.TraceMark, [ping.Evidence], false, 1, (Marks[error.Code], 1), ("none", own ? 0.6 : 0)) with { Location = place };
        if (error.From is not null) yield return Sign.Soft(Tests.TraceIcmp, [ping.Evidence], false, 1, ends) with { Location = place };
        if (!own && Hosts.IsPrivate(error.From)) yield return GatewayAnswers([ping.Evidence]);
        if (own && !Hosts.SameSlash24(error.From, target)) yield return Sign.Soft(Tests.Neighbour, [ping.Evidence], false, 1, ("none", 1), ("one", 0.6));
    }

    /// <summary>A router of the own network spoke, so the machine has an address and a way to it; two machines with one address are not excluded.</summary>
    internal static Sign GatewayAnswers(IReadOnlyList<Evidence> evidence) => Sign.Soft(Tests.Neighbour, evidence, false, 1, ("one", 1), ("two", 1), ("none", 0.05));

    /// <summary>Addresses of the machine itself, where it listed them.</summary>
    private static HashSet<string> Own(CaseView view, string? place) =>
        [.. view.Standing.OfType<Interface>().Where(i => i.Vantage == place).SelectMany(i => i.Addresses ?? []).Select(a => a.Split('/')[0])];

    /// <summary>The hop at which a trace from the same place shows that address.</summary>
    private static (int Hop, PathTrace Trace)? Seen(CaseView view, string? place, string? address)
    {
        foreach (var trace in view.Standing.OfType<PathTrace>().Where(t => t.Vantage == place && address is not null))
        {
            if (trace.Hops?.FirstOrDefault(hop => hop.Responders.Any(r => r.Address == address)) is { } hop) return (hop.Ttl, trace);
        }

        return null;
    }
}
