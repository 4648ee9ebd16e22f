using System.Net;
using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>How the subject's name resolves at the affected place, and whether a control resolves it to the same.</summary>
public sealed class NameSigns : ISignRule
{
    private const double SlowMs = 2000;

    /// <summary>Lines between dig's word that a resolver is silent and the answer of the next: its banner stands there, no prompt.</summary>
    private const int SameRun = 5;

    public IEnumerable<Sign> Evaluate(CaseView view)
    {
        var here = view.Of<Model.Dns>().Where(d => d.Type is null or "A" or "AAAA" && !(d.Outcome == "ok" && d.Answers is { Count: 0 })).ToArray();
        if (here.Length == 0) yield break;
        var best = here.FirstOrDefault(d => d.Outcome == "ok") ?? here[0];
        if (Twice(here) is { } twice)
        {
            yield return Sign.Plain(Tests.Dns, "wrong", [twice.Evidence]) with { ByCause = ByTwoAnswers, OtherCauses = 0.01 };
            yield return Sign.Plain(Tests.CaptureClient, "duplicate-reply", [twice.Evidence]);
            yield break;
        }

        if (Pinned(view, here) is { } pinned)
        {
            yield return pinned;
            yield break;
        }

        if (Inside(view, best) is { } inside)
        {
            yield return inside;
            if (Elsewhere(view, best) is { } there) yield return there;
            yield break;
        }

        if (Unservable(view, here) is { } unservable)
        {
            yield return unservable;
            yield break;
        }

        var outcome = best.Outcome switch
        {
            "ok" when best.Answers is { Count: > 0 } answers && view.Host != "localhost" && answers.Where(a => Hosts.IsAddress(a.Address)).All(a => Nowhere(a.Address)) && answers.Any(a => Hosts.IsAddress(a.Address)) => "wrong",
            "ok" when best.Ms >= SlowMs => "slow",
            "ok" => "ok",
            "nxdomain" => "nx",
            "bogus" => "wrong",
            "timeout" or "servfail" or "refused" => "timeout",
            _ => null,
        };
        if (outcome == "ok" && Failover(view, here) is { } failover) yield return failover;
        else if (outcome is not null) yield return Sign.Plain(Tests.Dns, outcome, [best.Evidence]);

        if (Elsewhere(view, best) is { } control) yield return control;
    }

    /// <summary>What a control's resolvers say of the name: the same, another address, or an address where here there is none.</summary>
    private static Sign? Elsewhere(CaseView view, Model.Dns best)
    {
        var controls = view.Of<Model.Dns>(Role.Control).Where(d => d.Outcome == "ok" && d.Answers is { Count: > 0 }).ToArray();
        if (controls.Length == 0) return null;
        if (best.Outcome == "nxdomain") return Sign.Plain(Tests.DnsControl, "differ", [best.Evidence, controls[0].Evidence]);
        if (best is not { Outcome: "ok", Answers.Count: > 0 }) return null;
        var same = controls.SelectMany(d => d.Answers!).Any(a => best.Answers!.Any(b => a.Address == b.Address));
        Evidence[] evidence = [best.Evidence, controls[0].Evidence];
        return !same && OnlyThereWorks(view)
            ? Sign.Plain(Tests.DnsControl, "differ", evidence) with { ByCause = ByOtherAddress, OtherCauses = 0.06 }
            : Sign.Plain(Tests.DnsControl, same ? "match" : "differ", evidence);
    }

    /// <summary>No connection opens to the address given here, and one opens to the address given there.</summary>
    private static bool OnlyThereWorks(CaseView view)
    {
        Connect[] here = [.. view.Of<Connect>()], there = [.. view.Of<Connect>(Role.Control)];
        return here.Length > 0 && here.All(c => c.Outcome is not (null or "ok")) && there.Any(c => c.Outcome == "ok");
    }

    /// <summary>The name leads to a private address, and packets for it leave by the internet: an inside name, asked for outside.</summary>
    private static Sign? Inside(CaseView view, Model.Dns best)
    {
        if (best is not { Outcome: "ok", Answers: { Count: > 0 } answers } || !answers.All(a => Hosts.IsPrivate(a.Address))) return null;
        var leaving = view.Of<PathTrace>().FirstOrDefault(trace => !PathEnds.Reached(trace) && answers.Any(a => a.Address == trace.TargetAddress)
            && (trace.Hops ?? []).Any(hop => Hosts.IsAddress(hop.Address) && !Hosts.IsPrivate(hop.Address)));
        return leaving is null ? null : Sign.Plain(Tests.Dns, "wrong", [best.Evidence, leaving.Evidence]) with { ByCause = ByInsideName, OtherCauses = 0.01 };
    }

    private static readonly Dictionary<string, double> ByOtherAddress = new(StringComparer.Ordinal)
    {
        ["dns-to-dead-edge"] = 0.9, ["split-dns-or-hairpin"] = 0.6, ["dns-forged"] = 0.6, ["client-hosts-or-cache-stale"] = 0.6, ["browser-own-resolver"] = 0.2, ["vpn-client-remnants"] = 0.2,
    };

    private static readonly Dictionary<string, double> ByTwoAnswers = new(StringComparer.Ordinal) { ["dns-forged"] = 0.9 };

    private static readonly Dictionary<string, double> ByInsideName = new(StringComparer.Ordinal)
    {
        ["split-dns-or-hairpin"] = 0.9, ["vpn-client-remnants"] = 0.2, ["client-hosts-or-cache-stale"] = 0.05, ["client-route-wrong"] = 0.1,
    };

    /// <summary>Two answers to one question, of which no address agrees: one of the two speakers is not the resolver.</summary>
    private static Model.Dns? Twice(Model.Dns[] here) => Array.Find(here, d => d is { Answers.Count: > 0, Second.Count: > 0 } && !d.Second.Any(s => d.Answers.Any(a => a.Address == s.Address)));

    /// <summary>The hosts file gives the name an address that no resolver gives it.</summary>
    private static Sign? Pinned(CaseView view, Model.Dns[] here)
    {
        var entry = view.Standing.OfType<Setting>().FirstOrDefault(s => s is { Name: "hosts-file", Value: not null } && view.RoleOf(s.Vantage) == Role.Affected && view.Names.Any(name => s.Value.EndsWith(" " + name, StringComparison.OrdinalIgnoreCase)));
        var asked = here.Where(d => (d.Server is not (null or "system") || AsksAround(d)) && d is { Outcome: "ok", Answers.Count: > 0 }).ToArray();
        if (entry is null || asked.Length == 0) return null;
        var pinned = entry.Value!.Split(' ');
        if (asked.Any(d => d.Answers!.Any(a => pinned.Contains(a.Address, StringComparer.OrdinalIgnoreCase)))) return null;
        return Sign.Plain(Tests.Dns, "wrong", [entry.Evidence, asked[0].Evidence]) with { ByCause = ByHostsFile, OtherCauses = 0.002 };
    }

    /// <summary>These ask resolvers themselves, past the hosts file, also where they print no resolver.</summary>
    private static bool AsksAround(Model.Dns dns) => dns.Tool is "dig" or "host" or "nslookup";

    private static readonly Dictionary<string, double> ByHostsFile = new(StringComparer.Ordinal) { ["client-hosts-or-cache-stale"] = 0.9, ["split-dns-or-hairpin"] = 0.03 };

    /// <summary>
    /// One resolver stays silent and another answers. In one run the second was asked because the first had not answered,
    /// which costs every lookup seconds. Asked by hand, a public one that answers does not clear the local one.
    /// </summary>
    private static Sign? Failover(CaseView view, Model.Dns[] here)
    {
        foreach (var dead in here.Where(d => d.Outcome == "timeout" && d.Server is not null))
        {
            if (here.Any(d => d.Outcome == "ok" && d.Server == dead.Server)) continue;
            foreach (var alive in here.Where(d => d.Outcome == "ok" && d.Vantage == dead.Vantage))
            {
                if (NextTo(dead.Evidence, alive.Evidence) || (dead is { Tool: "demarc" } && alive is { Tool: "demarc", Server: not "system" })) return dead.Tool == "demarc"
                    ? Sign.Plain(Tests.Dns, "slow", [dead.Evidence, alive.Evidence]) with { ByCause = ByDeadResolver, OtherCauses = 0.01 }
                    : Sign.Plain(Tests.Dns, "slow", [dead.Evidence, alive.Evidence]);
                if (Configured(view, dead) && Configured(view, alive)) return Sign.Plain(Tests.Dns, "slow", [dead.Evidence, alive.Evidence]) with { ByCause = ByDeadResolver, OtherCauses = 0.01 };
                if (Hosts.IsPrivate(dead.Server) && Hosts.IsAddress(Bare(alive.Server)) && !Hosts.IsPrivate(Bare(alive.Server))) return Sign.Plain(Tests.Dns, "timeout", [dead.Evidence, alive.Evidence]);
            }
        }

        return null;
    }

    /// <summary>The place itself is set to ask this resolver.</summary>
    private static bool Configured(CaseView view, Model.Dns asked) => view.Standing.OfType<NameServer>().Any(server => server.Address is { } address && address == Bare(asked.Server) && view.RoleOf(server.Vantage) == Role.Affected);

    private static readonly Dictionary<string, double> ByDeadResolver = new(StringComparer.Ordinal) { ["resolver-down"] = 0.9 };

    private static bool NextTo(Evidence first, Evidence second) =>
        first.Source == second.Source && first.Lines is [_, var end] && second.Lines is [var start, _] && start > end && start - end <= SameRun;

    /// <summary>
    /// Several resolvers answer, and answer that they could not find out (SERVFAIL), while one of them finds other names: whoever serves
    /// this name's zone gives them nothing they can use.
    /// </summary>
    private static Sign? Unservable(CaseView view, Model.Dns[] here)
    {
        if (here.Any(d => d.Outcome != "servfail")) return null;
        var asked = here.Select(d => Bare(d.Server)).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        var other = view.Standing.OfType<Model.Dns>().FirstOrDefault(d => d is { Outcome: "ok", Answers.Count: > 0 } && asked.Contains(Bare(d.Server), StringComparer.Ordinal) && view.RelationOf(d) == Relation.Other);
        if (asked.Length < 2 || other is null) return null;
        return Sign.Plain(Tests.Dns, "timeout", [.. here.Select(d => d.Evidence), other.Evidence]) with { ByCause = ByZone, OtherCauses = 0.01 };
    }

    private static readonly Dictionary<string, double> ByZone = new(StringComparer.Ordinal) { ["authoritative-dns-broken"] = 0.9, ["dns-forged"] = 0.1, ["egress-policy"] = 0.03 };

    private static string? Bare(string? server) => server?.Split('#', '(')[0].Trim();

    /// <summary>Loopback and the unspecified address: filters and hosts files answer so, no service is reached there.</summary>
    private static bool Nowhere(string address) =>
        IPAddress.TryParse(address, out var ip) && (IPAddress.IsLoopback(ip) || ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any));
}
