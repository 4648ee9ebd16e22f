using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>
/// On which segment of the path packets get lost: the hop from which loss lasts to the target, found as the split of the
/// path that makes the counts of all its hops most likely. Routers ration their own answers, so a hop that loses much more
/// than the target says nothing, and clean hops behind a lossy one clear it (path-rules: rule 1).
/// </summary>
internal static class LossPlace
{
    /// <summary>Fewer probes to a hop tell nothing of a loss of a few percent.</summary>
    private const int FewestProbes = 10;

    /// <summary>Loss of a sound path.</summary>
    private const double Sound = 0.004;

    /// <summary>A hop this much worse than the target rations its answers.</summary>
    private const double Rationed = 2.5;

    /// <summary>The sign of the likeliest place; null where the target loses nothing, or too few probes were sent.</summary>
    public static Sign? Of(PathTrace trace)
    {
        if (!PathEnds.Reached(trace) || trace.Hops is not { Count: > 1 } hops || hops[^1] is not { Sent: >= FewestProbes and var sent, Lost: > 1 and var lost }) return null;
        var rate = (double)lost / sent;
        if (rate is < 0.02 or > 0.9) return null;
        var telling = Enumerable.Range(0, hops.Count).Where(i => i == hops.Count - 1 || Tells(hops[i], rate)).ToArray();
        var weights = new double[telling.Length];                                    // of a split before each telling hop
        for (var split = 0; split < weights.Length; split++)
            weights[split] = telling.Select((hop, i) => Fit(hops[hop], i < split ? Sound : rate)).Sum();
        var best = weights.Max();
        var segments = new Dictionary<string, double>(StringComparer.Ordinal);
        var place = Array.IndexOf(weights, best);

        // TCP probes that only the target loses may have met its own limits.
        if (place == weights.Length - 1 && trace.Protocol is "tcp" or "unknown" or null) return null;
        for (var split = 0; split < weights.Length; split++)
        {
            var ends = PathSegments.OfEnd(trace, Before(hops, telling, split));
            var all = ends.Sum(each => each.Fit);
            foreach (var (outcome, fit) in ends) segments[outcome] = segments.GetValueOrDefault(outcome) + (Math.Exp(weights[split] - best) * fit / all);
        }

        var sum = segments.Values.Sum();
        var location = Before(hops, telling, place);
        return Sign.Plain(Tests.Ping, "loss", [trace.Evidence], location: location) with
        {
            ByCause = ByCause(segment => segments.GetValueOrDefault(segment) / sum),
            OtherCauses = 0.2,
            Segments = [.. segments.Select(each => (each.Key, each.Value / sum))],
        };
    }

    private static bool Tells(Hop hop, double rate) =>
        hop is { Sent: >= FewestProbes and var sent, Lost: { } lost, Responders.Count: > 0 } && lost <= Math.Max(2, Rationed * rate * sent);

    private static double Fit(Hop hop, double rate) => (hop.Lost!.Value * Math.Log(rate)) + ((hop.Sent!.Value - hop.Lost.Value) * Math.Log(1 - rate));

    /// <summary>The link behind the last clean hop.</summary>
    private static Location Before(IReadOnlyList<Hop> hops, int[] telling, int split)
    {
        var lossy = hops[telling[split]];
        var clean = split > 0 ? hops[telling[split - 1]] : null;
        return new(clean?.Ttl ?? 0, lossy.Ttl, clean?.Address, lossy.Address, null);
    }

    private static Dictionary<string, double> ByCause(Func<string, double> on) => new(StringComparer.Ordinal)
    {
        ["path-loss"] = 0.8,
        ["bit-corruption"] = 0.8,
        ["policed"] = 0.05 + (0.5 * (on("access") + on("lan"))) + (0.2 * on("far")),
        ["far-link-saturated"] = 0.02 + (0.8 * (on("edge") + (0.5 * on("far")))),
        ["wifi-loss"] = 0.02 + (0.9 * on("lan")),
        ["duplex-or-cable"] = 0.02 + (0.9 * on("lan")),
        ["duplicate-address"] = 0.02 + (0.6 * on("lan")),
        ["nat-table-full"] = 0.05 + (0.3 * (on("lan") + on("access"))),
    };
}
