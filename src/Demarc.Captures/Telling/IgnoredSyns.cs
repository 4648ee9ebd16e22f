using Demarc.Captures.Connections;
using Demarc.Captures.Decoding;

namespace Demarc.Captures.Telling;

/// <summary>
/// SYNs that a server ignores by their timestamp: behind one address stand several machines, each with a clock of its own, and a
/// server that remembers the latest timestamp of an address (tcp_tw_recycle, removed from Linux in 4.12) takes those behind it for old
/// duplicates. The pattern must hold nearly always, in both directions: later ones answered, earlier ones not; and over and over in
/// turn, since whatever is ignored in one stretch in which nothing was answered, an outage of the server explains as well.
/// </summary>
internal static class IgnoredSyns
{
    private const int FewestIgnored = 4;
    private const int FewestAnswered = 6;
    private const double NearlyAll = 0.9;

    /// <summary>Stretches between two answers to the address in which SYNs must have been ignored: a browser opens many connections at once.</summary>
    private const int FewestStretches = 4;

    /// <summary>A timestamp is remembered for a minute after the address was last heard of (TCP_PAWS_MSL); what is ignored later has another reason.</summary>
    private const long Remembered = 60_000_000_000;

    /// <summary>Places of such connections in the table; none where the capture itself lost packets.</summary>
    public static IReadOnlySet<int> Of(ConnectionTable table, long end, bool lossy)
    {
        var ignored = new HashSet<int>();
        if (lossy) return ignored;
        var (pairs, memories) = (new Dictionary<(ulong Host, ulong Server), Memory>(new SeededHash.OfPairs()), new List<Memory>());
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
            if (!pairs.TryGetValue(key, out var memory)) memories.Add(pairs[key] = memory = new());
            if (answered) memory.Answered(client.SynStamp, it.SynAckFrame, it.Ended);
            else memory.Ignored(i, client.SynStamp, it.SynFrame, client.LastFrame, it.SynTime);
        }

        foreach (var memory in memories.Where(it => it.Holds)) ignored.UnionWith(memory.Below);
        return ignored;
    }

    /// <summary>What one server did with the SYNs of one address, in order.</summary>
    private sealed class Memory
    {
        private readonly List<int> _answers = [];
        private readonly List<(int First, int Last)> _tries = [];
        private uint _latest;
        private long _heard = Segment.NoTime;
        private int _answeredBelow;
        private int _ignoredAbove;

        public List<int> Below { get; } = [];

        public bool Holds =>
            Below.Count >= FewestIgnored && _answers.Count >= FewestAnswered && Below.Count >= (Below.Count + _ignoredAbove) * NearlyAll && _answers.Count >= (_answers.Count + _answeredBelow) * NearlyAll
            && Stretches() >= FewestStretches;

        public void Answered(uint stamp, int frame, long lastHeard)
        {
            _heard = Math.Max(_heard, lastHeard);
            if (IsBelow(stamp))
            {
                _answeredBelow++;
                return;
            }

            _latest = stamp;
            _answers.Add(frame);
        }

        public void Ignored(int index, uint stamp, int first, int last, long time)
        {
            if (!IsBelow(stamp) || (time != Segment.NoTime && time - _heard > Remembered))
            {
                _ignoredAbove++;
                return;
            }

            Below.Add(index);
            _tries.Add((first, last));
        }

        private bool IsBelow(uint stamp) => _answers.Count > 0 && (int)(stamp - _latest) < 0;

        /// <summary>In how many of the stretches between answers a SYN was ignored, or the last of its repetitions.</summary>
        private int Stretches()
        {
            _answers.Sort();
            var found = new HashSet<int>();
            foreach (var (first, last) in _tries)
            {
                found.Add(~_answers.BinarySearch(first));
                found.Add(~_answers.BinarySearch(last));
            }

            return found.Count;
        }
    }
}
