using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>
/// Who sent a reset. By how soon it came: an answer of the server cannot come sooner than the round trip that opening the
/// connection took; a forged one from the way can, and does. And by how many routers it passed: as many as an echo's answer,
/// or fewer.
/// </summary>
public sealed class ResetSigns : ISignRule
{
    /// <summary>A reset within this share of the round trip has not been to the server.</summary>
    private const double TooSoon = 0.8;

    /// <summary>Beyond this many round trips the time says nothing: somebody may have waited.</summary>
    private const double Prompt = 2.5;

    /// <summary>Shorter round trips leave no room to compare.</summary>
    private const double LeastMs = 3;

    /// <summary>Routers more or less that two answers of one machine may have passed, its ways being several.</summary>
    private const int Detour = 1;

    private static readonly int[] FirstTtls = [64, 128, 255];

    public IEnumerable<Sign> Evaluate(CaseView view)
    {
        if (ByDistance(view) is { } distance)
        {
            yield return distance;
            yield break;
        }

        var connects = view.Of<Connect>().Where(c => c is { Outcome: "ok", ViaProxy: null, Ms: > 0, Retransmits: null or 0 }).ToArray();
        (double Ms, Evidence Evidence)[] resets =
        [
            .. view.Of<Tls>().Where(t => t is { Outcome: "reset", Ms: > 0, StalledAfter: null or "client-hello" }).Select(t => (t.Ms!.Value, t.Evidence)),
            .. view.Of<Http>().Where(h => h is { Outcome: "reset", Status: null, Tool: "demarc" } && Waited(h) > 0).Select(h => (Waited(h)!.Value, h.Evidence)),
        ];
        if (connects.Length == 0 || resets.Length == 0) yield break;

        // A busy machine notes an opened connection late; echoes that came back sooner have been to the server as well.
        var trip = Math.Min(connects.Min(c => c.Ms!.Value), view.Of<Ping>().SelectMany(p => p.RttMs ?? []).OfType<double>().Where(ms => ms > 0).DefaultIfEmpty(double.MaxValue).Min());
        var soonest = resets.MinBy(r => r.Ms);
        if (trip < LeastMs || soonest.Ms > trip * Prompt) yield break;
        Evidence[] evidence = [soonest.Evidence, connects.MinBy(c => c.Ms)!.Evidence];
        yield return soonest.Ms < trip * TooSoon
            ? Sign.Soft(Tests.ResetTtl, evidence, false, 1, ("mismatch", 1), ("match", 0.03))
            : Sign.Soft(Tests.ResetTtl, evidence, false, 1, ("match", 1), ("mismatch", 0.25));
    }

    /// <summary>The TTL a refusal arrived with, beside that of the target's echo replies.</summary>
    private static Sign? ByDistance(CaseView view)
    {
        if (view.Of<Connect>().FirstOrDefault(c => c is { Outcome: "refused", ReplyTtl: not null, ViaProxy: null }) is not { } refusal) return null;
        if (view.Of<Ping>().FirstOrDefault(p => p.TargetAddress == refusal.TargetAddress && p.ReplyTtls is { Count: > 0 }) is not { } echo) return null;
        Evidence[] evidence = [refusal.Evidence, echo.Evidence];
        var (refused, answered) = (Passed(refusal.ReplyTtl!.Value), Passed(echo.ReplyTtls!.Max()));
        return Math.Abs(refused - answered) > Detour
            ? Sign.Soft(Tests.ResetTtl, evidence, false, 1, ("mismatch", 1), ("match", 0.1))
            : Sign.Soft(Tests.ResetTtl, evidence, false, 1, ("match", 1), ("mismatch", 0.1));
    }

    /// <summary>Routers a packet passed that began with one of the usual TTLs.</summary>
    private static int Passed(int ttl) => FirstTtls.First(first => first >= Math.Clamp(ttl, 1, 255)) - ttl;

    /// <summary>From the open connection to the reset.</summary>
    private static double? Waited(Http http) => http.Phases is { TotalMs: { } total, ConnectMs: { } connected } ? total - (http.Phases.TlsMs ?? connected) : null;
}
