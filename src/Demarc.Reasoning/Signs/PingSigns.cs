using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>Pings of the subject from the affected place: replies, losses, and large ones with DF set.</summary>
public sealed class PingSigns : ISignRule
{
    private const int LargePayload = 1400;

    /// <summary>What 1500 octets hold behind the headers: a larger echo does not leave an ordinary link, which blames nobody.</summary>
    private const int FullPayload = 1472;

    public IEnumerable<Sign> Evaluate(CaseView view)
    {
        var pings = view.Of<Ping>().Where(p => p.Sent is > 0 && p.Loaded != true).ToArray();
        if (pings.Length == 0) pings = [.. view.ToResolvers<Ping>().Where(p => p.Sent is > 0)];
        var small = pings.Where(p => !Large(p)).ToArray();
        if (small.Length > 0) yield return Small(small);
        else if (LastHop(view) is { } arrived) yield return arrived;
        if (FirstRouter(view, small) is { } place) yield return place;
        var large = pings.Where(Large).ToArray();
        if (large.Length > 0) yield return Df(large);
    }

    /// <summary>An ICMP trace that arrives is a small ping of its last hop.</summary>
    private static Sign? LastHop(CaseView view)
    {
        var trace = view.Of<PathTrace>().FirstOrDefault(t => t.Protocol is "icmp" && PathEnds.Reached(t) && t.Hops![^1] is { Sent: > 0, Lost: not null });
        if (trace?.Hops![^1] is not { Sent: { } sent, Lost: { } lost }) return null;
        return OfLosses([trace.Evidence], lost, sent);
    }

    private static bool Large(Ping ping) => ping is { Df: true, Size: >= LargePayload } || (ping.Errors?.Any(e => e.Code == "too-big") ?? false);

    private static Sign Small(Ping[] pings)
    {
        var (sent, lost) = (0L, 0L);
        foreach (var ping in pings)
        {
            // The last probe of a ping stopped by hand was still on its way.
            var counted = ping.Sent!.Value - (ping.Interrupted == true && ping.Received < ping.Sent ? 1 : 0);
            sent += counted;
            lost += Math.Clamp(counted - (long)(ping.Received ?? 0), 0, counted);
        }

        var (tries, failures) = ((int)Math.Clamp(sent, 1, int.MaxValue), (int)Math.Min(lost, int.MaxValue));
        return OfLosses([.. pings.Select(p => p.Evidence)], failures, tries);
    }

    private static readonly Dictionary<string, double> BeyondTheRouter = new(StringComparer.Ordinal)
    {
        ["wifi-loss"] = 0.04, ["duplex-or-cable"] = 0.04, ["duplicate-address"] = 0.04, ["path-loss"] = 0.8, ["far-link-saturated"] = 0.8, ["bit-corruption"] = 0.8, ["policed"] = 0.5, ["nat-table-full"] = 0.5,
    };

    private static readonly Dictionary<string, double> BeforeTheRouter = new(StringComparer.Ordinal)
    {
        ["wifi-loss"] = 0.9, ["duplex-or-cable"] = 0.9, ["duplicate-address"] = 0.7, ["path-loss"] = 0.02, ["far-link-saturated"] = 0.02, ["bit-corruption"] = 0.05, ["policed"] = 0.02, ["nat-table-full"] = 0.1,
    };

    /// <summary>Echoes to the target get lost: whether as many to the first router do says on which side of it.</summary>
    private static Sign? FirstRouter(CaseView view, Ping[] small)
    {
        var near = view.Standing.OfType<Ping>().Where(p => p.Basis == Basis.Measured && view.RoleOf(p.Vantage) == Role.Affected && view.RelationOf(p) == Relation.Router && p.Sent >= 20 && p.Received > 0).ToArray();
        var (sent, lost) = (small.Sum(p => (long)p.Sent!.Value), small.Sum(p => (long)Math.Max(0, p.Sent!.Value - (p.Received ?? 0))));
        if (near.Length == 0 || lost < 3 || lost * 25 < sent) return null;
        Evidence[] evidence = [.. near.Concat(small).Select(p => p.Evidence).DistinctBy(e => e.Id)];
        var nearLost = near.Sum(p => (long)p.Sent!.Value - p.Received!.Value);
        return Sign.Plain(Tests.Ping, "loss", evidence) with { ByCause = nearLost == 0 ? BeyondTheRouter : BeforeTheRouter, OtherCauses = 0.2 };
    }

    /// <summary>The sign of so many echo probes lost, whether a ping sent them or a trace to its last hop.</summary>
    internal static Sign OfLosses(IReadOnlyList<Evidence> evidence, int lost, int sent) => Sign.Soft(Tests.Ping, evidence, reported: false, 1,
        ("ok", BetaBinomial.Fine(lost, sent)), ("loss", BetaBinomial.Sometimes(lost, sent)), ("none", BetaBinomial.Always(lost, sent)));

    private static Sign Df(Ping[] pings)
    {
        Evidence[] evidence = [.. pings.Select(p => p.Evidence)];
        if (pings.Any(p => p.Errors?.Any(e => e.Code == "too-big") ?? false)) return Sign.Plain(Tests.PingDf, "too-big", evidence);
        // Sizes are tried until one passes: what the largest of them met is the finding.
        var largest = pings.Where(p => p.Size is not > FullPayload).Max(p => p.Size) ?? pings.Max(p => p.Size);
        return Sign.Plain(Tests.PingDf, pings.Where(p => p.Size == largest).All(p => p.Received is 0) ? "silent" : "ok", evidence);
    }
}
