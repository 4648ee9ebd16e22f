using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>Pings of the subject from the affected place: replies, losses, and large ones with DF set.</summary>
public sealed class PingSigns : ISignRule
{
    private const int LargePayload = 1400;

    public IEnumerable<Sign> Evaluate(CaseView view)
    {
        var pings = view.Of<Ping>().Where(p => p.Sent is > 0 && p.Loaded != true).ToArray();
        if (pings.Length == 0) pings = [.. view.ToResolvers<Ping>().Where(p => p.Sent is > 0)];
        var small = pings.Where(p => !Large(p)).ToArray();
        if (small.Length > 0) yield return Small(small);
        else if (LastHop(view) is { } arrived) yield return arrived;
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

    /// <summary>The sign of so many echo probes lost, whether a ping sent them or a trace to its last hop.</summary>
    internal static Sign OfLosses(IReadOnlyList<Evidence> evidence, int lost, int sent) => Sign.Soft(Tests.Ping, evidence, reported: false, 1,
        ("ok", BetaBinomial.Fine(lost, sent)), ("loss", BetaBinomial.Sometimes(lost, sent)), ("none", BetaBinomial.Always(lost, sent)));

    private static Sign Df(Ping[] pings)
    {
        Evidence[] evidence = [.. pings.Select(p => p.Evidence)];
        if (pings.Any(p => p.Errors?.Any(e => e.Code == "too-big") ?? false)) return Sign.Plain(Tests.PingDf, "too-big", evidence);
        return Sign.Plain(Tests.PingDf, pings.All(p => p.Received is 0) ? "silent" : "ok", evidence);
    }
}
