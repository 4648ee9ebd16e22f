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
        if (tries.Length == 0)
        {
            if (Unexplained(view) is { } unexplained) yield return unexplained;
            yield break;
        }

        if (OwnRefusal(view) is { } own) yield return own;
        if (AlwaysSlow(view) is { } slow) yield return slow;
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

        // Which clock sent a SYN tells which machine behind the address did.
        var byClock = view.Of<TcpConnection>().Any(t => t.Findings?.Contains("syn-ignored-by-timestamp") == true);
        yield return Sign.Soft(Tests.ConnectRepeat, Cited(tries), false, 1,
            ("ok", BetaBinomial.Fine(bad, count)), ("random", BetaBinomial.Sometimes(bad, count) * (byClock ? 0.2 : 1)), ("per-host", BetaBinomial.Sometimes(bad, count) * (byClock ? 1 : 0.9)),
            ("burst", BetaBinomial.Sometimes(bad, count) * 0.9), ("by-port", BetaBinomial.Sometimes(bad, count) * 0.6), ("all-fail", BetaBinomial.Always(bad, count)));
    }

    /// <summary>Connections that failed by the word of a tool that does not say how.</summary>
    private static Sign? Unexplained(CaseView view)
    {
        Evidence[] failed = [.. view.Of<Connect>().Where(c => c is { Outcome: null, Failed: > 0, ViaProxy: null }).Select(c => c.Evidence).DistinctBy(e => e.Id)];
        return failed.Length == 0 ? null : Sign.Soft(Tests.Connect, failed, false, 1, ("timeout", 1), ("refused", 0.7), ("unreachable", 0.3));
    }

    private static readonly Dictionary<string, Dictionary<string, double>> ByLocalError = new(StringComparer.Ordinal)
    {
        ["filtered"] = new(StringComparer.Ordinal) { ["client-firewall"] = 0.9, ["vpn-client-remnants"] = 0.1 },
        ["forbidden"] = new(StringComparer.Ordinal) { ["client-route-wrong"] = 0.8, ["client-firewall"] = 0.3, ["vpn-client-remnants"] = 0.2 },
        ["discarded"] = new(StringComparer.Ordinal) { ["client-route-wrong"] = 0.9, ["vpn-client-remnants"] = 0.3 },
    };

    private static readonly Dictionary<string, double> ByAlwaysSlow = new(StringComparer.Ordinal) { ["ecn-dropped"] = 0.9, ["syn-option-dropped"] = 0.9, ["ipv6-broken"] = 0.02 };

    /// <summary>Every connection of this system takes one repetition of the SYN: no chance does that, something about the first one does.</summary>
    private static Sign? AlwaysSlow(CaseView view)
    {
        var tries = view.Of<Connect>().Where(c => c is { ViaProxy: null, Attempts: null, Tool: "demarc" } && !TwoWaySigns.IsV6(c.TargetAddress)).ToArray();
        if (tries.Length < RepeatsFrom || tries.Any(c => Outcome(c) != "slow-1s")) return null;
        return Sign.Plain(Tests.Connect, "slow-1s", Cited(tries.Select(t => new Try("slow-1s", 1, t.Evidence)))) with { ByCause = ByAlwaysSlow, OtherCauses = 0.01 };
    }

    /// <summary>This host itself refused to send, and said why.</summary>
    private static Sign? OwnRefusal(CaseView view)
    {
        var own = view.Of<Connect>().FirstOrDefault(c => c is { Outcome: "local-error", Code: not null, ViaProxy: null });
        if (own is null) return null;
        if (own.Code == "no-ports") return Sign.Plain(Tests.ClientCounters, "no-ports", [own.Evidence]);
        return ByLocalError.TryGetValue(own.Code!, out var causes) ? Sign.Plain(Tests.Connect, "local-error", [own.Evidence]) with { ByCause = causes, OtherCauses = 0.02 } : null;
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
            else if (tcp.Findings?.Contains("syn-reset") == true) yield return new("refused", 1, tcp.Evidence);
            else if (tcp is { HandshakeMs: >= 900, Counts.Demarc.SynRetransmissions: > 0 }) yield return new("slow-1s", 1, tcp.Evidence);
            else if (tcp.HandshakeMs is not null) yield return new("ok", 1, tcp.Evidence);
        }
    }

    private static string? Outcome(Connect connect) => connect.Outcome switch
    {
        "ok" when connect.Retransmits is { } again => again > 0 ? "slow-1s" : "ok",
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
