namespace Demarc.Transcripts.Iptables;

/// <summary>
/// Finds rules that can never be reached, claiming only what the listing proves: an earlier rule of the chain with a final
/// target takes every packet, or has the very same conditions. Where interfaces are hidden (<c>-L</c> without <c>-v</c>) a
/// rule without shown condition proves nothing, and two rules that look alike are taken as alike only when their targets
/// differ: with one target they are most often the same rule for two interfaces.
/// </summary>
internal static class Shadowing
{
    /// <summary>Position of the earlier rule that hides the last one; null when none provably does.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="earlier">Earlier final rules of the same chain with their positions, by their conditions.</param>
    /// <param name="all">Position of an earlier final rule without any condition.</param>
    public static int? By(ChainRule rule, IReadOnlyDictionary<string, (int Position, string Target)> earlier, int? all)
    {
        int? same = null;
        if (earlier.TryGetValue(rule.Key, out var twin) && IsConstant(rule.Key)
            && (rule.ShowsAll || (!rule.MatchesAll && twin.Target != rule.Target)))
        {
            same = twin.Position;
        }

        return same is null ? all : all is null ? same : Math.Min(same.Value, all.Value);
    }

    public static bool IsFinal(string? target) => target is "ACCEPT" or "DROP" or "REJECT";

    /// <summary>Whether the conditions give the same answer for the same packet each time.</summary>
    private static bool IsConstant(string key)
    {
        foreach (var word in (ReadOnlySpan<string>)["limit", "recent", "statistic", "quota", "hashlimit", "connlimit", "#conn", "random", "connbytes", "rateest", "time", "TIME", "nth", "psd", "numgen", "ct count"])
        {
            if (key.Contains(word, StringComparison.Ordinal) && !(word == "time" && key.Contains("icmp", StringComparison.Ordinal))) return false;
        }

        return true;
    }
}
