using Demarc.Captures.Connections;
using Demarc.Captures.Decoding;

namespace Demarc.Captures.Telling;

/// <summary>
/// SYNs that a server ignores by their timestamp: behind one address stand several machines, each with a clock of its own, and a
/// server that remembers the latest timestamp of an address (tcp_tw_recycle, removed from Linux in 4.12) takes those behind it for old
/// duplicates. The pattern must hold nearly always, in both directions: later ones answered, earlier ones not.
/// </summary>
internal static class IgnoredSyns
{
    private const int FewestIgnored = 4;
    private const int FewestAnswered = 6;
    private const double NearlyAll = 0.9;

    /// <summary>Places of such connections in the table; none where the capture itself lost packets.</summary>
    public static IReadOnlySet<int> Of(ConnectionTable table, long end, bool lossy)
    {
        var ignored = new HashSet<int>();
        if (lossy) return ignored;
        var pairs = new Dictionary<(ulong Host, ulong Server), Memory>();
        for (var i = 0; i < table.Count; i++)
        {
            ref readonly var it = ref table[i];
            if (it.SynFrame == 0) continue;
            ref readonly var client = ref it.ClientFirst ? ref it.One : ref it.Two;
            ref readonly var server = ref it.ClientFirst ? ref it.Two : ref it.One;
            if (client.SynStamp == 0) continue;
            var answered = it.SynAckFrame > 0;
            if (!answered && !Findings.IsUnanswered(it, client, server, end, lossy)) continue;
            var key = (Ends.Host(client.End), server.End);
            if (!pairs.TryGetValue(key, out var memory)) pairs[key] = memory = new();
            memory.Add(i, client.SynStamp, answered);
        }

        foreach (var memory in pairs.Values.Where(it => it.Holds)) ignored.UnionWith(memory.Below);
        return ignored;
    }

    /// <summary>What one server did with the SYNs of one address, in order.</summary>
    private sealed class Memory
    {
        private uint _latest;
        private bool _any;
        private int _answeredAbove;
        private int _answeredBelow;
        private int _ignoredAbove;

        public List<int> Below { get; } = [];

        public bool Holds => Below.Count >= FewestIgnored && _answeredAbove >= FewestAnswered && Below.Count >= (Below.Count + _ignoredAbove) * NearlyAll && _answeredAbove >= (_answeredAbove + _answeredBelow) * NearlyAll;

        public void Add(int index, uint stamp, bool answered)
        {
            var below = _any && (int)(stamp - _latest) < 0;
            if (answered)
            {
                if (below) _answeredBelow++;
                else _answeredAbove++;
                if (!below) (_latest, _any) = (stamp, true);
            }
            else if (below) Below.Add(index);
            else _ignoredAbove++;
        }
    }
}
