using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>
/// The pattern of repeated connections with pinned source ports, each port tried more than once: a hash of the flow fails the
/// same ports every time, chance does not, a limit lets the first ones pass and then none for a while.
/// </summary>
public sealed class RepeatSigns : ISignRule
{
    private const int FewestPorts = 6;

    /// <summary>Chance that a try goes against its pattern.</summary>
    private const double Slip = 0.03;

    /// <summary>From here up (natural logarithm) the same ports failing every time is no chance, and only what hashes flows does it.</summary>
    private const double BeyondChance = 4;

    /// <summary>Who sorts flows by their ports: parallel links, balancers before servers, and a server that compares time stamps, which modern systems draw anew for each flow.</summary>
    private static readonly Dictionary<string, double> ByHash = new(StringComparer.Ordinal)
    {
        ["ecmp-bad-member"] = 0.85, ["bad-backend"] = 0.15, ["tw-recycle-nat"] = 0.1, ["server-overloaded"] = 0.01, ["nat-table-full"] = 0.02, ["egress-policy"] = 0.02,
    };

    public IEnumerable<Sign> Evaluate(CaseView view)
    {
        var ports = Pinned(view);
        if (ports.Length == 0) yield break;
        var (tries, failed) = (ports.Sum(p => p.Attempts!.Value), ports.Sum(Failed));
        Evidence[] evidence = [.. ports.Select(p => p.Evidence).DistinctBy(e => e.Id)];
        if (failed == 0 || failed == tries)
        {
            yield return Sign.Soft(Tests.ConnectRepeat, evidence, false, 1, ("ok", BetaBinomial.Fine(failed, tries)), ("random", BetaBinomial.Sometimes(failed, tries)), ("all-fail", BetaBinomial.Always(failed, tries)));
            yield break;
        }

        var (byPort, random) = (ByPort(ports), Random(ports, (double)failed / tries));
        if (byPort - random > BeyondChance && !Lossy(view))
        {
            yield return Sign.Plain(Tests.ConnectRepeat, "by-port", evidence) with { ByCause = ByHash, OtherCauses = 0.003 };
            yield break;
        }

        var sometimes = BetaBinomial.Sometimes(failed, tries);
        var scale = Math.Max(byPort, random);
        var burst = Burst(ports) ? 1 : 0.2;
        yield return Sign.Soft(Tests.ConnectRepeat, evidence, false, 1,
            ("by-port", sometimes * Math.Exp(byPort - scale)), ("random", sometimes * Math.Exp(random - scale)), ("per-host", sometimes * 0.5 * Math.Exp(random - scale)),
            ("burst", sometimes * burst * Math.Exp(random - scale)), ("ok", BetaBinomial.Fine(failed, tries)), ("all-fail", BetaBinomial.Always(failed, tries)));
    }

    /// <summary>Connections that repeat pinned source ports, enough to show a pattern; else none.</summary>
    internal static Connect[] Pinned(CaseView view)
    {
        Connect[] ports = [.. view.Of<Connect>().Where(c => c is { SourcePort: not null, Attempts: > 1, ViaProxy: null })];
        return ports.Length < FewestPorts ? [] : ports;
    }

    /// <summary>Echoes get lost as well: bursts of loss then fail neighbouring tries, which may be of one port.</summary>
    private static bool Lossy(CaseView view) => view.Of<Ping>().Any(p => p is { Loaded: not true, Received: > 0 } && p.Sent - p.Received >= 2);

    private static int Failed(Connect port) => port.Failed ?? (port.Outcome == "ok" ? 0 : port.Attempts!.Value);

    /// <summary>Log-likelihood of the counts when each port either always works or always fails.</summary>
    private static double ByPort(Connect[] ports)
    {
        var share = (ports.Count(p => Failed(p) * 2 > p.Attempts!.Value) + 0.5) / (ports.Length + 1);
        return ports.Sum(p => Math.Log((share * Binomial(p, 1 - Slip)) + ((1 - share) * Binomial(p, Slip))));
    }

    /// <summary>Log-likelihood when every try fails with the same chance, whatever its port.</summary>
    private static double Random(Connect[] ports, double rate) => ports.Sum(p => Math.Log(Binomial(p, rate)));

    private static double Binomial(Connect port, double rate) => Math.Pow(rate, Failed(port)) * Math.Pow(1 - rate, port.Attempts!.Value - Failed(port));

    /// <summary>All failures stand together behind the successes, in the order tried.</summary>
    private static bool Burst(Connect[] ports)
    {
        var firstBad = Array.FindIndex(ports, p => Failed(p) > 0);
        var lastGood = Array.FindLastIndex(ports, p => Failed(p) == 0);
        return firstBad > lastGood && lastGood >= 0 && firstBad < ports.Length - 1;
    }
}
