using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>On which segment a router lies, from its address, its place on the path, and the address asked for: outcomes of a path trace that ends there.</summary>
internal static class PathSegments
{
    /// <summary>The segment a trace ends on, after its last answering hop.</summary>
    public static (string Outcome, double Fit)[] OfEnd(PathTrace trace, Location? last)
    {
        var (hop, address) = (last?.AfterHop ?? 0, last?.AfterAddress);
        if (hop == 0) return [("lan", 1)];
        if (hop == 1) return [("access", 1), ("lan", 0.8)];
        if (Hosts.IsPrivate(address)) return [("access", 1), ("lan", hop <= 2 ? 0.8 : 0.4)];
        if (Hosts.SameSlash16(address, trace.TargetAddress)) return [("edge", 1), ("far", 0.3)];
        var firstPublic = (trace.Hops ?? []).FirstOrDefault(h => h.Responders.Any(r => r.Address is not null && !Hosts.IsPrivate(r.Address)))?.Ttl ?? hop;
        var first = (trace.Hops ?? []).FirstOrDefault(h => h.Ttl == firstPublic)?.Address;
        if (Hosts.SameSlash16(address, first)) return hop - firstPublic <= 2 ? [("access", 1), ("far", 0.45), ("edge", 0.1)] : [("access", 1), ("far", 0.6), ("edge", 0.3)];
        return hop - firstPublic <= 2 ? [("far", 1), ("access", 0.6), ("edge", 0.3)] : [("far", 1), ("edge", 0.35), ("access", 0.15)];
    }

    /// <summary>
    /// The segment after a router that said it can go no further. One that says so works itself, and so does the way to it:
    /// the asking machine's own gateway puts the fault behind it.
    /// </summary>
    /// <param name="sender">Who said it.</param>
    /// <param name="target">Whom it was said of.</param>
    /// <param name="trace">A trace that shows the sender; null when none does.</param>
    /// <param name="place">Where the trace shows it.</param>
    public static (string Outcome, double Fit)[] OfSender(string? sender, string? target, PathTrace? trace, Location? place)
    {
        if (sender is null) return [("lan", 1), ("access", 1)];

        // Inside one organisation the gateway may be the router right before the target as well.
        if (Hosts.IsPrivate(sender) && Hosts.IsPrivate(target)) return [("edge", 1), ("access", 0.8), ("lan", 0.5), ("far", 0.5)];
        if (Hosts.IsPrivate(sender) && place?.AfterHop is null or <= 2) return [("access", 1), ("lan", 0.6)];
        if (trace is not null) return OfEnd(trace, place);
        return Hosts.SameSlash16(sender, target) ? [("edge", 1), ("far", 0.3)] : [("far", 1), ("access", 0.7), ("edge", 0.4)];
    }
}
