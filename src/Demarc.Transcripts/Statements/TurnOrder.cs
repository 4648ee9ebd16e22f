using Demarc.Transcripts.Mail;

namespace Demarc.Transcripts.Statements;

/// <summary>
/// Orders turns in time. Chains put the newest mail first, exports often the oldest: the stated times decide, and a
/// turn without one keeps the place its neighbours give it. Without any times the text's order stands.
/// </summary>
internal static class TurnOrder
{
    /// <summary>For each turn its place in time, 0 = oldest.</summary>
    public static IReadOnlyList<int> Ranks(IReadOnlyList<Turn> turns)
    {
        var times = turns.Select(turn => turn.Time?.Utc).ToList();
        var falling = 0;
        DateTimeOffset? last = null;
        foreach (var time in times.OfType<DateTimeOffset>())
        {
            if (last is not null) falling += time < last ? 1 : time > last ? -1 : 0;
            last = time;
        }

        // One dated mail below an undated text: a reply on top of what it answers.
        var newestFirst = falling > 0 || (falling == 0 && turns.Count > 1 && times[0] is null && times.Exists(time => time is not null));
        var order = Enumerable.Range(0, turns.Count).ToList();
        if (newestFirst) order.Reverse();
        var keys = Keys(order, times);
        var sorted = Enumerable.Range(0, order.Count).OrderBy(at => keys[at]).ThenBy(at => at).Select(at => order[at]).ToList();
        var ranks = new int[turns.Count];
        for (var rank = 0; rank < sorted.Count; rank++) ranks[sorted[rank]] = rank;
        return ranks;
    }

    private static DateTimeOffset[] Keys(List<int> order, List<DateTimeOffset?> times)
    {
        var keys = new DateTimeOffset[order.Count];
        var last = DateTimeOffset.MinValue;
        for (var at = 0; at < order.Count; at++)
        {
            last = times[order[at]] ?? last;
            keys[at] = last;
        }

        return keys;
    }
}
