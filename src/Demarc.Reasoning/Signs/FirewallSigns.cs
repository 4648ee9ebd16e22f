using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>
/// Packet filter rules that dropped or rejected packets of the service's port, by their counters. A rule proves that such
/// packets came and went no further; the chain and the machine say whose filter it is. It speaks of causes rather than of
/// an outcome, for other causes that ignore requests leave no such count.
/// </summary>
public sealed class FirewallSigns : ISignRule
{
    private const double Shown = 0.85;

    /// <summary>Limited to some addresses, or by a condition not judged here: the packets may have been somebody else's.</summary>
    private const double ShownOfSome = 0.3;

    private const double Elsewhere = 0.05;

    private const double ElsewhereOfSome = 0.15;

    public IEnumerable<Sign> Evaluate(CaseView view)
    {
        if (Answered(view)) yield break;
        var rules = view.Standing.OfType<FirewallRule>().Where(rule => rule.Basis == Basis.Measured).ToArray();
        foreach (var chain in rules.GroupBy(rule => (rule.Vantage, rule.Evidence.Source, rule.Table, rule.Chain)))
        {
            if (chain.Key.Table == FirewallRule.AccessList && OfList(view, [.. chain]) is { } between) yield return between;
            if (chain.Key.Table == FirewallRule.WindowsDrops && chain.Key.Chain == "out" && OfDrops(view, [.. chain]) is { } dropped) yield return dropped;
            if (chain.Key.Table is not (null or "filter")) continue;
            if (Of(view, chain.Key.Chain, view.RoleOf(chain.Key.Vantage), chain.Key.Vantage is not null, [.. chain]) is { } sign) yield return sign;
        }
    }

    /// <summary>The service answers from where it is complained of, every time: whatever a filter dropped was not this.</summary>
    private static bool Answered(CaseView view)
    {
        var tried = view.Of<Connect>().Where(c => c.ViaProxy is null).ToArray();
        return tried.Length > 0 && tried.All(c => c.Outcome == "ok" && c.Failed is null or 0);
    }

    private static Sign? Of(CaseView view, string? chain, Role role, bool named, FirewallRule[] rules)
    {
        foreach (var rule in rules)
        {
            if (rule.Target is not ("DROP" or "REJECT") || rule.Packets is not > 0 || rule.ShadowedBy is not null) continue;
            if (FilterMatch.Of(rule) is not { } match) continue;
            var some = match.SomeAddresses || match.Other;

            // Whoever is not on its list was let in by a later rule, and packets came by it.
            if (some && !match.Rate && rules.Any(later => later.Position > rule.Position && later is { Target: "ACCEPT", Packets: > 0 } && FilterMatch.Of(later) is { SomeAddresses: false, Other: false } open && open.MayTake(view.Port))) continue;
            var spared = rules.Any(earlier => earlier.Position < rule.Position && earlier.Target == "ACCEPT" && FilterMatch.Of(earlier) is { SomeAddresses: true } allowed && allowed.NamesTo(view.Port));
            var said = chain switch
            {
                "INPUT" when match.NamesTo(view.Port) && !(named && role == Role.Affected && IsClient(view, rule.Vantage)) => Arrived(match, some, spared),
                "OUTPUT" when match.NamesFrom(view.Port) && role == Role.ServerItself => Arrived(match, some, spared),
                "OUTPUT" when match.NamesTo(view.Port) && role != Role.ServerItself => Left(some),
                "FORWARD" when match.NamesTo(view.Port) => Between(some),
                _ => null,
            };
            if (said is { } causes) return causes with { Evidence = [rule.Evidence] };
        }

        return role == Role.ServerItself && chain == "INPUT" ? ByPolicy(view, rules) : null;
    }

    /// <summary>A router's access list that turned packets to the service's port away.</summary>
    private static Sign? OfList(CaseView view, FirewallRule[] rules)
    {
        foreach (var rule in rules)
        {
            if (rule is not { Target: "deny", Packets: > 0 } || FilterMatch.Of(rule) is not { Other: false } match || !match.NamesTo(view.Port)) continue;
            if (match.Receiver is not null && !view.Names.Contains(match.Receiver)) continue;
            return Between(match.SomeAddresses) with { Evidence = [rule.Evidence] };
        }

        return null;
    }

    /// <summary>Packets to the service that the asking machine's own filter dropped: to its known addresses only, for a machine drops much that concerns nobody.</summary>
    private static Sign? OfDrops(CaseView view, FirewallRule[] drops)
    {
        FirewallRule[] own = [.. drops.Where(drop => view.RoleOf(drop.Vantage) == Role.Affected && To(drop.Match) is { } end && end.Port == view.Port && view.Names.Contains(end.Address.ToString()))];
        return own.Length == 0 ? null : Left(some: false) with { Evidence = [.. own.Select(drop => drop.Evidence)] };
    }

    /// <summary>Where a dropped TCP packet was going: <c>tcp 192.0.2.10:49812 &gt; 198.51.100.7:443, …</c>.</summary>
    private static System.Net.IPEndPoint? To(string? match)
    {
        const string way = " > ";
        if (match is null || !match.StartsWith("tcp ", StringComparison.Ordinal) || match.IndexOf(way, StringComparison.Ordinal) is not (> 0 and var at)) return null;
        var end = match[(at + way.Length)..].Split(',')[0];
        return System.Net.IPEndPoint.TryParse(end, out var parsed) ? parsed : null;
    }

    /// <summary>The server's own chain drops what no rule takes, and no rule takes the port.</summary>
    private static Sign? ByPolicy(CaseView view, FirewallRule[] rules)
    {
        if (rules.FirstOrDefault(rule => rule is { Position: 0, Target: "DROP", Packets: > 0 }) is not { } policy) return null;
        foreach (var rule in rules)
        {
            if (rule.Target is null or "DROP" or "REJECT" or "LOG" || FilterMatch.Of(rule) is not { } match) continue;
            if (match.MayTake(view.Port) && !(match.Other && match.To is null && rule.Target == "ACCEPT")) return null;
        }

        return Arrived(new FilterMatch(), some: false, spared: false) with { Evidence = [policy.Evidence] };
    }

    /// <summary>At the machine that has the port: requests arrive and get no answer.</summary>
    private static Sign Arrived(FilterMatch match, bool some, bool spared)
    {
        var sign = Sign.Plain(Tests.CaptureServer, "arrives-no-syn-ack", []);
        if (match.Rate) return sign with { ByCause = Causes(Shown, "rate-limited"), OtherCauses = Elsewhere };
        var causes = spared ? Causes(Shown, "server-allow-list") : some ? Causes(ShownOfSome, "server-allow-list", "waf-or-geo-block") : Causes(Shown, "server-port-filtered");
        causes.TryAdd("server-port-filtered", ShownOfSome);
        causes.TryAdd("server-allow-list", ShownOfSome);
        return sign with { ByCause = causes, OtherCauses = some ? ElsewhereOfSome : Elsewhere };
    }

    /// <summary>At the machine that asks: requests never leave it.</summary>
    private static Sign Left(bool some) => Sign.Plain(Tests.CaptureClient, "no-wire", []) with
    {
        ByCause = Causes(some ? ShownOfSome : Shown, "client-firewall"),
        OtherCauses = some ? ElsewhereOfSome : Elsewhere,
    };

    /// <summary>At a machine in between, which may stand on either side.</summary>
    private static Sign Between(bool some) => Sign.Plain(Tests.CaptureServer, "no-arrival", []) with
    {
        ByCause = Causes(some ? ShownOfSome : Shown, "egress-policy", "server-port-filtered", "server-allow-list", "required-endpoint-blocked", "client-allow-list-misses-cdn", "asymmetric-firewall"),
        OtherCauses = some ? ElsewhereOfSome : Elsewhere,
    };

    private static Dictionary<string, double> Causes(double likelihood, params ReadOnlySpan<string> ids)
    {
        var causes = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var id in ids) causes[id] = likelihood;
        return causes;
    }

    /// <summary>The service was tried from there, so what its filter keeps from entering is not this service's.</summary>
    private static bool IsClient(CaseView view, string? place) =>
        view.Standing.Any(o => o.Basis == Basis.Measured && o.Vantage == place && view.RelationOf(o) == Relation.Subject && Outcomes.Worked(o) is not null);
}
