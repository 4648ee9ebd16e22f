using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>TCP connections to the subject from the affected place, one by one and as a pattern over repeats.</summary>
public sealed class ConnectSigns : ISignRule
{
    private const int RepeatsFrom = 5;

    /// <summary>Most tries one observation counts for; a larger number is none that anybody made.</summary>
    private const int MostTries = 100_000;

    public IEnumerable<Sign> Evaluate(CaseView view)
    {
        var tries = Tries(view).ToArray();
        if (tries.Length == 0) yield break;
        var failed = tries.Where(t => t.Outcome != "ok" && t.Outcome != "slow-1s").ToArray();
        var worst = failed.GroupBy(t => t.Outcome).OrderByDescending(g => g.Sum(t => t.Count)).ThenBy(g => g.Key, StringComparer.Ordinal).FirstOrDefault();
        var outcome = worst?.Key ?? (tries.Any(t => t.Outcome == "slow-1s") ? "slow-1s" : "ok");
        var (count, bad) = (tries.Sum(t => t.Count), failed.Sum(t => t.Count));
        var mixed = worst is not null && count >= RepeatsFrom && bad < count;
        yield return mixed
            ? Sign.Soft(Tests.Connect, Cited(tries), false, 1, ("ok", (double)(count - bad) / count), (worst!.Key, (double)bad / count))
            : Sign.Plain(Tests.Connect, outcome, Cited(worst ?? tries.AsEnumerable()));
        if (RepeatSigns.Pinned(view).Length > 0) yield break;
        if (count < RepeatsFrom && (bad == 0 || bad == count)) yield break;
        yield return Sign.Soft(Tests.ConnectRepeat, Cited(tries), false, 1,
            ("ok", BetaBinomial.Fine(bad, count)), ("random", BetaBinomial.Sometimes(bad, count)), ("per-host", BetaBinomial.Sometimes(bad, count) * 0.9),
            ("burst", BetaBinomial.Sometimes(bad, count) * 0.9), ("by-port", BetaBinomial.Sometimes(bad, count) * 0.6), ("all-fail", BetaBinomial.Always(bad, count)));
    }

    private static IReadOnlyList<Evidence> Cited(IEnumerable<Try> tries) => [.. tries.Select(t => t.Evidence).DistinctBy(e => e.Id)];

    private static IEnumerable<Try> Tries(CaseView view)
    {
        var direct = view.Of<Connect>().ToArray();

        // Where IPv4 connects, a client goes on over it: an IPv6 address that does not answer is a matter of its own.
        var overFour = direct.Any(c => c.Outcome == "ok" && Hosts.IsAddress(c.TargetAddress) && !TwoWaySigns.IsV6(c.TargetAddress));
        foreach (var connect in direct)
        {
            if (overFour && connect.Outcome != "ok" && TwoWaySigns.IsV6(connect.TargetAddress)) continue;
            if (connect.ViaProxy is not null || Outcome(connect) is not { } outcome) continue;
            var attempts = Math.Clamp(connect.Attempts ?? 1, 1, MostTries);
            int? failed = connect.Failed is { } count ? Math.Clamp(count, 0, attempts) : null;
            if (failed is { } f && f < attempts && outcome != "ok") yield return new("ok", attempts - f, connect.Evidence);
            yield return new(outcome, outcome == "ok" ? attempts : failed ?? attempts, connect.Evidence);
        }

        foreach (var tcp in view.Of<TcpConnection>())
        {
            if (PacketSigns.Prohibited(tcp) is not null) yield return new("unreachable", 1, tcp.Evidence);
            else if (tcp.State == "syn-unanswered") yield return new("timeout", 1, tcp.Evidence);
            else if (tcp is { HandshakeMs: >= 900, Counts.SynRetransmissions: > 0 }) yield return new("slow-1s", 1, tcp.Evidence);
            else if (tcp.HandshakeMs is not null) yield return new("ok", 1, tcp.Evidence);
        }
    }

    private static string? Outcome(Connect connect) => connect.Outcome switch
    {
        "ok" when connect.Ms is >= 900 and <= 1300 or >= 2900 and <= 3400 => "slow-1s",
        "ok" => "ok",
        "refused" or "reset" => "refused",
        "timeout" => "timeout",
        "unreachable" => "unreachable",
        "local-error" => "local-error",
        _ => null,
    };

    private sealed record Try(string Outcome, int Count, Evidence Evidence);
}
