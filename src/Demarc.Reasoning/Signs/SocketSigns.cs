using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>What socket tables of the machines at both ends show: requests that wait, full queues, ports used up, a listener for this machine only.</summary>
public sealed class SocketSigns : ISignRule
{
    /// <summary>Of about 28,000 ports a client has for one server and port.</summary>
    private const int PortsUsedUp = 26_000;

    private const double TableFull = 0.95;

    private static readonly Dictionary<string, double> Bound = new(StringComparer.Ordinal) { ["bound-to-wrong-address"] = 0.85 };

    public IEnumerable<Sign> Evaluate(CaseView view)
    {
        foreach (var sockets in view.Standing.OfType<Sockets>().Where(s => s.Basis == Basis.Measured && view.RoleOf(s.Vantage) == Role.Affected))
        {
            var toService = (sockets.Counts ?? []).Where(c => c.Remote is { } remote && IsService(view, remote)).ToArray();
            if (sockets.State == "SYN_SENT" && toService.Length > 0) yield return Sign.Soft(Tests.Connect, [sockets.Evidence], false, 1, ("timeout", 1), ("ok", 0.1), ("slow-1s", 0.5));
            if (sockets.State == "TIME_WAIT" && toService.Sum(c => (long)c.N) >= PortsUsedUp) yield return Sign.Plain(Tests.ClientCounters, "no-ports", [sockets.Evidence]);
        }

        foreach (var place in view.Standing.OfType<Listen>().Where(l => l.Port == view.Port && l.Protocol is null or "tcp").GroupBy(l => l.Vantage).Where(g => g.Key is null || view.RoleOf(g.Key) != Role.Affected || !Tried(view, g.Key)))
        {
            var full = place.FirstOrDefault(l => l.Backlog is > 0 && l.RecvQ >= l.Backlog);
            if (full is not null) yield return Sign.Soft(Tests.ListenOverflow, [full.Evidence], false, 1, ("grow", 1), ("zero", 0.2));
            if (place.All(l => Loopback(l.Address))) yield return Sign.Plain(Tests.ServerLocal, "ok", [.. place.Select(l => l.Evidence)]) with { ByCause = Bound, OtherCauses = 0.03 };
        }

        if (Connections(view) is { } table) yield return table;
    }

    /// <summary>How full the table of tracked connections is, where both figures were printed by one machine.</summary>
    private static Sign? Connections(CaseView view)
    {
        foreach (var place in view.Standing.OfType<Setting>().Where(s => s.Basis == Basis.Measured).GroupBy(s => s.Vantage))
        {
            var (count, most) = (Find(place, "nf_conntrack_count"), Find(place, "nf_conntrack_max"));
            if (count is null || most is null || !long.TryParse(count.Value?.Trim(), out var used) || !long.TryParse(most.Value?.Trim(), out var limit) || limit <= 0) continue;
            return Sign.Plain(Tests.NatTable, used >= TableFull * limit ? "yes" : "no", [.. new[] { count.Evidence, most.Evidence }.DistinctBy(e => e.Id)]);
        }

        return null;
    }

    private static Setting? Find(IEnumerable<Setting> settings, string name) => settings.FirstOrDefault(s => s.Name?.EndsWith(name, StringComparison.Ordinal) == true);

    private static bool Tried(CaseView view, string place) => view.Standing.Any(o => o.Vantage == place && o.Basis == Basis.Measured && view.RelationOf(o) == Relation.Subject && Outcomes.Worked(o) is not null);

    private static bool Loopback(string? address) => address is "127.0.0.1" or "::1" or "[::1]" or "localhost";

    private static bool IsService(CaseView view, string remote)
    {
        var colon = remote.LastIndexOf(':');
        return colon > 0 && view.Names.Contains(remote[..colon].Trim('[', ']')) && remote.EndsWith($":{view.Port}", StringComparison.Ordinal);
    }
}
