using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>How a path trace ends: judged by the last hop first (path-rules, section 5).</summary>
public static class PathEnds
{
    private const double NoticeableLoss = 3;
    private const int SilentHopsToEnd = 3;

    /// <summary>The target itself answered. A tool's "trace complete" says nothing of it.</summary>
    public static bool Reached(PathTrace trace) => trace.Reached == true
        || (trace.TargetAddress is { } target && trace.Hops is [.., var last] && last.Responders.Any(r => r.Address == target))
        || (trace.Reached is null && trace.TargetAddress is null && trace.Target is null && trace.Tool == "mtr" && trace.Hops is [.., { Responders.Count: > 0 }]);

    /// <summary>Silent from some hop to the end, for long enough to mean something.</summary>
    public static bool Silent(PathTrace trace)
    {
        if (Reached(trace) || trace.Hops is not { Count: > 0 } hops) return false;
        var silent = 0;
        for (var i = hops.Count - 1; i >= 0 && hops[i].Responders.Count == 0; i--) silent++;
        return silent >= Math.Min(SilentHopsToEnd, hops.Count);
    }

    /// <summary>What the trace's last word on the target is, where somebody says that it cannot be reached; silence may follow, answers may not.</summary>
    public static string? Mark(PathTrace trace)
    {
        foreach (var hop in (trace.Hops ?? []).Reverse())
        {
            foreach (var code in hop.Codes ?? [])
            {
                var mark = code switch { "!X" or "!A" or "!13" or "!10" or "!9" => "admin-prohibited", "!H" or "!1" => "host-unreachable", "!N" or "!0" or "!6" => "net-unreachable", _ => null };
                if (mark is not null) return mark;
            }

            if (hop.Responders.Count > 0) return null;
        }

        return null;
    }

    /// <summary>Two routers take turns at the end of the path.</summary>
    public static bool Loops(PathTrace trace)
    {
        if (trace.Hops is not { Count: >= 6 } hops) return false;
        var tail = hops.Skip(hops.Count - 6).Select(h => h.Address).ToArray();
        return tail.All(a => a is not null) && tail[0] == tail[2] && tail[2] == tail[4] && tail[1] == tail[3] && tail[3] == tail[5] && tail[0] != tail[1];
    }

    /// <summary>The first of the two routers that a looping trace ends between, and the second.</summary>
    public static Location LoopStart(PathTrace trace)
    {
        var hops = trace.Hops!;
        var start = hops.Count - 2;
        while (start > 0 && hops[start - 1].Address is { } address && address == hops[start + 1].Address) start--;
        return new(hops[start].Ttl, hops[start + 1].Ttl, hops[start].Address, hops[start + 1].Address, null);
    }

    /// <summary>The segment after the last hop that answered.</summary>
    public static Location? LastAnswer(PathTrace trace)
    {
        var last = (trace.Hops ?? []).LastOrDefault(h => h.Responders.Count > 0);
        return last is null ? new(0, 1, null, null, null) : new(last.Ttl, last.Ttl + 1, last.Responders[0].Address, null, null);
    }

    /// <summary>Index of the hop from which loss is seen at every later answering hop up to the last; null when the last hop is clean or unknown.</summary>
    public static int? LossStart(PathTrace trace)
    {
        if (trace.Hops is not { Count: > 0 } hops || Percent(hops[^1]) is not { } atEnd || atEnd < NoticeableLoss) return null;
        var start = hops.Count - 1;
        for (var i = hops.Count - 2; i >= 0; i--)
        {
            if (hops[i].Responders.Count == 0) continue;
            if (Percent(hops[i]) is not { } loss || loss < NoticeableLoss) break;
            start = i;
        }

        return start;
    }

    /// <summary>Loss of a hop in percent; null where it cannot be said.</summary>
    public static double? Percent(Hop hop) => hop.LossPercent ?? (hop is { Sent: > 0 and var sent, Lost: { } lost } ? 100.0 * lost / sent : null);
}
