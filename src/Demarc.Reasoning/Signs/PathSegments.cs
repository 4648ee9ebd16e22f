using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>On which segment a router lies, from its address, its place on the path, and the address asked for: outcomes of a path trace that ends there.</summary>
internal static class PathSegments
{
    /// <summary>The segment a trace ends on, after its last answering hop.</summary>
    public static (string Outcome, double Fit)[] OfEnd(PathTrace trace, Location? last)
    {
        var (hop, address) = (last?.AfterHop ?? 0, last?.AfterAddress);
        if (hop <= 1) return [("lan", 1)];
        if (Hosts.IsPrivate(address)) return [("access", 1), ("lan", hop <= 2 ? 0.8 : 0.4)];
        if (Hosts.SameSlash16(address, trace.TargetAddress)) return [("edge", 1), ("far", 0.3)];
        var firstPublic = (trace.Hops ?? []).FirstOrDefault(h => h.Responders.Any(r => r.Address is not null && !Hosts.IsPrivate(r.Address)))?.Ttl ?? hop;
        return hop - firstPublic <= 2
            ? [("access", 1), ("far", 0.4), ("edge", 0.2)]
            : [("far", 1), ("edge", 0.5), ("access", 0.2)];
    }

    /// <summary>The segment of somebody who answered that the target cannot be reached, where no trace shows the way.</summary>
    public static (string Outcome, double Fit)[] OfSender(string? sender, string? target)
    {
        if (sender is null) return [("access", 1), ("lan", 1), ("far", 1), ("edge", 1)];
        if (Hosts.IsPrivate(sender))
        {
            if (!Hosts.IsPrivate(target)) return [("lan", 1), ("access", 0.5)];

            // Inside one network: the asking machine or its gateway, or the router right before the target.
            return Hosts.SameSlash24(sender, target) ? [("edge", 1), ("lan", 0.8)] : [("access", 1), ("lan", 0.6), ("far", 0.4), ("edge", 0.4)];
        }

        return Hosts.SameSlash16(sender, target) ? [("edge", 1), ("far", 0.3)] : [("far", 1), ("access", 0.7), ("edge", 0.4)];
    }
}
