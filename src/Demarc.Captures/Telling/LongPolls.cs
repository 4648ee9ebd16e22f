using Demarc.Captures.Connections;
using Demarc.Captures.Decoding;

namespace Demarc.Captures.Telling;

/// <summary>
/// Requests that a server holds back on purpose until there is something to tell (long polling): those that come to nothing are
/// answered by a timer, so that the longest waits of one client for one server are alike. An application that is slow has no such
/// ceiling; one whose own timer ends in an error status is none of these.
/// </summary>
internal static class LongPolls
{
    /// <summary>Waits that must have met the same ceiling.</summary>
    private const int Fewest = 2;

    /// <summary>An open request may have waited this much of the ceiling longer.</summary>
    private const double Slack = 1 + Waiting.Alike;

    private const int ErrorsFrom = 400;

    /// <summary>Places in the table of connections whose long waits are such.</summary>
    public static IReadOnlySet<int> Of(ConnectionTable table, long end)
    {
        var (polls, pairs) = (new HashSet<int>(), new Dictionary<(ulong Host, ulong Server), Ceiling>(new SeededHash.OfPairs()));
        for (var i = 0; i < table.Count; i++)
        {
            ref readonly var it = ref table[i];
            if (it.Waiting.CeilingHits == 0 || IsError(it)) continue;
            var key = Key(it);
            pairs[key] = pairs.TryGetValue(key, out var known) ? known.With(it.Waiting.Ceiling, it.Waiting.CeilingHits) : new(it.Waiting.Ceiling, it.Waiting.CeilingHits);
        }

        if (pairs.Count == 0 || !pairs.Values.Any(it => it.Hits >= Fewest)) return polls;
        for (var i = 0; i < table.Count; i++)
        {
            ref readonly var it = ref table[i];
            if (IsError(it) || !pairs.TryGetValue(Key(it), out var ceiling) || ceiling.Hits < Fewest) continue;
            var longest = ceiling.Nanoseconds * Slack;
            var open = it.Waiting.ServerOwes ? (it.IsOver ? it.Ended : end) - it.Waiting.OwedSince : 0;
            if (it.Waiting.SlowestServer.Nanoseconds <= longest && open <= longest && Math.Max(it.Waiting.SlowestServer.Nanoseconds, open) >= Waiting.LongWait / Fewest) polls.Add(i);
        }

        return polls;
    }

    private static bool IsError(in Connection it) => it.Talk is { Http.Status: >= ErrorsFrom };

    private static (ulong Host, ulong Server) Key(in Connection it) => it.ClientFirst ? (Ends.Host(it.One.End), it.Two.End) : (Ends.Host(it.Two.End), it.One.End);

    /// <summary>The longest of many waits, and how many were about as long.</summary>
    private readonly record struct Ceiling(long Nanoseconds, int Hits)
    {
        public Ceiling With(long other, int hits) =>
            other > Nanoseconds * Slack ? new(other, hits) : other * Slack < Nanoseconds ? this : new(Math.Max(Nanoseconds, other), Hits + hits);
    }
}
