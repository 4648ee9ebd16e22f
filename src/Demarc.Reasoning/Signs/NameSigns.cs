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
        if (outcome == "ok" && Failover(here) is { } failover) yield return failover;
        else if (outcome is not null) yield return Sign.Plain(Tests.Dns, outcome, [best.Evidence]);

        var control = view.Of<Model.Dns>(Role.Control).FirstOrDefault(d => d.Outcome == "ok" && d.Answers is { Count: > 0 });
        if (control is not null && best is { Outcome: "ok", Answers.Count: > 0 })
        {
            var same = best.Answers!.Any(a => control.Answers!.Any(b => a.Address == b.Address));
            yield return Sign.Plain(Tests.DnsControl, same ? "match" : "differ", [best.Evidence, control.Evidence]);
        }
    }

    /// <summary>
    /// One resolver stays silent and another answers. In one run the second was asked because the first had not answered,
    /// which costs every lookup seconds. Asked by hand, a public one that answers does not clear the local one.
    /// </summary>
    private static Sign? Failover(Model.Dns[] here)
    {
        foreach (var dead in here.Where(d => d.Outcome == "timeout" && d.Server is not null))
        {
            if (here.Any(d => d.Outcome == "ok" && d.Server == dead.Server)) continue;
            foreach (var alive in here.Where(d => d.Outcome == "ok" && d.Vantage == dead.Vantage))
            {
                if (NextTo(dead.Evidence, alive.Evidence)) return Sign.Plain(Tests.Dns, "slow", [dead.Evidence, alive.Evidence]);
                if (Hosts.IsPrivate(dead.Server) && Hosts.IsAddress(Bare(alive.Server)) && !Hosts.IsPrivate(Bare(alive.Server))) return Sign.Plain(Tests.Dns, "timeout", [dead.Evidence, alive.Evidence]);
            }
        }

        return null;
    }

    private static bool NextTo(Evidence first, Evidence second) =>
        first.Source == second.Source && first.Lines is [_, var end] && second.Lines is [var start, _] && start > end && start - end <= SameRun;

    private static string? Bare(string? server) => server?.Split('#', '(')[0].Trim();

    /// <summary>Loopback and the unspecified address: filters and hosts files answer so, no service is reached there.</summary>
    private static bool Nowhere(string address) =>
        IPAddress.TryParse(address, out var ip) && (IPAddress.IsLoopback(ip) || ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any));
}
