using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>Settings, counters and states of the machines themselves.</summary>
public sealed class HostSigns : ISignRule
{
    private const int ManyErrors = 100;

    public IEnumerable<Sign> Evaluate(CaseView view)
    {
        foreach (var setting in view.Standing.OfType<Setting>().Where(s => s.Basis == Basis.Measured && !IsClient(view, s.Vantage)))
        {
            if (setting.Name is "net.ipv4.tcp_tw_recycle" && setting.Value is { } value) yield return Sign.Plain(Tests.TwRecycleSetting, value.Trim() == "0" ? "off" : "on", [setting.Evidence]);
        }

        foreach (var counter in view.Standing.OfType<Counter>())
        {
            var (test, outcome) = counter.Name switch
            {
                "ListenOverflows" => (Tests.ListenOverflow, "grow"),
                "PAWSPassive" => (Tests.PawsCounter, "grow"),
                "IPReversePathFilter" => (Tests.ReversePathCounter, "grow"),
                "TCPRetransFail" => (Tests.ClientCounters, "retransmit-fail"),
                _ => (null, null),
            };
            if (test is null || (test != Tests.ClientCounters && IsClient(view, counter.Vantage))) continue;
            if ((counter.Delta ?? counter.Value) is not { } amount) continue;
            var normal = Tests.Get(test).Normal;
            if (counter.Delta is not null || amount == 0) yield return Sign.Plain(test, amount > 0 ? outcome! : normal, [counter.Evidence]);

            // A total since boot says that it happened once, not that it happens now.
            else yield return Sign.Soft(test, [counter.Evidence], false, 1, (outcome!, 1), (normal, 0.4));
        }

        var errors = view.Standing.OfType<Interface>().FirstOrDefault(i => i.Errors > ManyErrors && view.RoleOf(i.Vantage) == Role.Affected);
        if (Mismatched(view) is { } mismatched) yield return mismatched;
        else if (errors is not null) yield return Sign.Soft(Tests.InterfaceErrors, [errors.Evidence], false, 1, ("errors", 1), ("normal", 0.3));
        if (SelfAssigned(view) is { } alone) yield return alone;
        var twice = view.Standing.OfType<Neighbour>().Where(n => n.Mac is not null).GroupBy(n => n.Address).FirstOrDefault(g => g.Select(n => n.Mac).Distinct(StringComparer.OrdinalIgnoreCase).Count() > 1);
        if (twice is not null) yield return Sign.Plain(Tests.Neighbour, "two", [.. twice.Select(n => n.Evidence)]);
        var clock = view.Standing.OfType<Clock>().FirstOrDefault(c => c.OffsetMs is not null && view.RoleOf(c.Vantage) == Role.Affected);
        if (clock is not null) yield return Skew(view, clock);
    }

    /// <summary>A clock held against that of the very server complained of may be right, and the server's wrong.</summary>
    private static Sign Skew(CaseView view, Clock clock)
    {
        if (Math.Abs(clock.OffsetMs!.Value) <= 300_000) return Sign.Plain(Tests.Clock, "ok", [clock.Evidence]);
        return view.RelationOf(clock) == Relation.Subject ? Sign.Soft(Tests.Clock, [clock.Evidence], false, 1, ("skew", 1), ("ok", 0.1)) : Sign.Plain(Tests.Clock, "skew", [clock.Evidence]);
    }

    private static readonly Dictionary<string, double> ByHalfDuplex = new(StringComparer.Ordinal) { ["duplex-or-cable"] = 0.95, ["bit-corruption"] = 0.1, ["wifi-loss"] = 0.02 };

    /// <summary>Half duplex and errors at one interface, as one tool or two tell: its other end talks whenever it likes.</summary>
    private static Sign? Mismatched(CaseView view)
    {
        var near = view.Standing.OfType<Interface>().Where(i => i.Basis == Basis.Measured && view.RoleOf(i.Vantage) == Role.Affected).ToArray();
        var half = Array.Find(near, i => i.Duplex?.Equals("half", StringComparison.OrdinalIgnoreCase) == true && Counting(i) is not null);
        return half is null ? null : Sign.Plain(Tests.InterfaceErrors, "errors", [.. new[] { half.Evidence, Counting(half)!.Evidence }.DistinctBy(e => e.Id)]) with { ByCause = ByHalfDuplex, OtherCauses = 0.1 };

        Interface? Counting(Interface one) => Array.Find(near, i => i.Errors > ManyErrors && i.Name is not null && i.Name == one.Name && i.Vantage == one.Vantage);
    }

    private static readonly Dictionary<string, double> ByNoAddress = new(StringComparer.Ordinal) { ["client-no-address"] = 0.95, ["wifi-loss"] = 0.05, ["duplicate-address"] = 0.05 };

    /// <summary>
    /// The only addresses of the affected machine are ones it gave itself (RFC 3927): nobody gave it any. A machine with another address too
    /// may have a card nobody uses, and one from which anything was reached has an address that was not pasted.
    /// </summary>
    private static Sign? SelfAssigned(CaseView view)
    {
        foreach (var machine in view.Standing.OfType<Interface>().Where(i => i.Basis == Basis.Measured && view.RoleOf(i.Vantage) == Role.Affected).GroupBy(i => i.Vantage))
        {
            string[] addresses = [.. machine.SelectMany(i => i.Addresses ?? []).Where(address => address.Contains('.') && !address.StartsWith("127.", StringComparison.Ordinal))];
            if (addresses.Length == 0 || addresses.Any(address => !address.StartsWith("169.254.", StringComparison.Ordinal))) continue;
            if (view.Standing.Any(o => o.Basis == Basis.Measured && o.Vantage == machine.Key && (o is Route { Gateway: not null } || Outcomes.Worked(o) == true))) continue;
            return Sign.Plain(Tests.Neighbour, "none", [.. machine.Where(i => i.Addresses is { Count: > 0 }).Select(i => i.Evidence)]) with { ByCause = ByNoAddress, OtherCauses = 0.005 };
        }

        return null;
    }

    /// <summary>A named place from which the service was tried and failed is a client: its own settings and counters say nothing of the server.</summary>
    private static bool IsClient(CaseView view, string? place) => place is not null && view.RoleOf(place) != Role.ServerItself
        && view.Standing.Any(o => o.Basis == Basis.Measured && o.Vantage == place && view.RelationOf(o) == Relation.Subject && Outcomes.Worked(o) == false);
}
