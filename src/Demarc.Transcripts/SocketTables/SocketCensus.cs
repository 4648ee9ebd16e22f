using Demarc.Model;

namespace Demarc.Transcripts.SocketTables;

/// <summary>
/// Counts the sockets of a table: first one observation with the total of every state, then one for each state, whose
/// counts group the sockets by local port where that port is the shared one (a server's), else by remote end, and whose
/// queues are the bytes waiting in all its sockets together.
/// </summary>
internal static class SocketCensus
{
    /// <summary>Groups listed for a state, largest first; the rest is one group without port and remote end.</summary>
    private const int MostGroups = 50;

    public static IEnumerable<Observation> Take(BlockContext context, string tool, IReadOnlyList<SocketRow> rows, int first, int last)
    {
        var connected = rows.Where(row => row.Protocol == "tcp" && !row.Listens).ToList();
        if (connected.Count == 0) yield break;
        var served = ServedPorts(rows);
        var states = connected.GroupBy(row => row.State, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).ToList();
        yield return Sockets(context, tool, first, last) with
        {
            Counts = [.. states.Select(group => new SocketCount(null, null, group.Key, group.Count()))],
        };
        foreach (var state in states)
        {
            yield return Sockets(context, tool, state.First().Line, state.Last().Line) with
            {
                State = state.Key,
                Counts = Groups(state, served),
                RecvQ = Sum(state, row => row.RecvQ),
                SendQ = Sum(state, row => row.SendQ),
            };
        }
    }

    /// <summary>State totals that were counted before they were pasted.</summary>
    public static Sockets Totals(BlockContext context, string tool, IReadOnlyList<SocketCount> counts, int first, int last) =>
        Sockets(context, tool, first, last) with { Counts = counts };

    private static Sockets Sockets(BlockContext context, string tool, int first, int last) => new()
    {
        Tool = tool,
        Vantage = context.Vantage,
        Time = context.Time,
        Evidence = context.Cite(Kinds.Sockets, tool, first, last),
    };

    private static List<SocketCount> Groups(IGrouping<string?, SocketRow> state, HashSet<int> served)
    {
        var groups = state
            .GroupBy(row => row.Local.Port is { } port && served.Contains(port) ? (Port: row.Local.Port, Remote: null) : (Port: (int?)null, Remote: (string?)row.Remote.ToString()))
            .Select(group => new SocketCount(group.Key.Port, group.Key.Remote, state.Key, group.Count()))
            .OrderByDescending(count => count.N).ThenBy(count => count.LocalPort).ThenBy(count => count.Remote, StringComparer.Ordinal).ToList();
        if (groups.Count <= MostGroups) return groups;
        var rest = groups.Skip(MostGroups).Sum(count => count.N);
        return [.. groups.Take(MostGroups), new SocketCount(null, null, state.Key, rest)];
    }

    /// <summary>Local ports that are listened on or shared by several connections.</summary>
    public static HashSet<int> ServedPorts(IReadOnlyList<SocketRow> rows)
    {
        var served = rows.Where(row => row.Listens && row.Local.Port is not null).Select(row => row.Local.Port!.Value).ToHashSet();
        served.UnionWith(rows.Where(row => row.Local.Port is not null).GroupBy(row => row.Local.Port!.Value).Where(group => group.Skip(1).Any()).Select(group => group.Key));
        return served;
    }

    private static long? Sum(IEnumerable<SocketRow> rows, Func<SocketRow, long?> queue)
    {
        long? sum = null;
        foreach (var row in rows)
        {
            if (queue(row) is { } waiting) sum = Math.Min((sum ?? 0) + Math.Min(waiting, 1L << 40), 1L << 60);
        }

        return sum;
    }
}
