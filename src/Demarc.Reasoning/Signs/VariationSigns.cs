using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>
/// The same step taken again with one thing altered: a transfer with a smaller MSS, echoes while the line is under load, a
/// request over a connection left idle. What differs then is what mattered.
/// </summary>
public sealed class VariationSigns : ISignRule
{
    /// <summary>Added delay under load that a person notices, in ms, and how many times the idle RTT it must be.</summary>
    private const double BloatMs = 50;
    private const double BloatRatio = 2;

    public IEnumerable<Sign> Evaluate(CaseView view)
    {
        if (SmallerSegments(view) is { } clamp) yield return clamp;
        if (BareSyn(view) is { } bare) yield return bare;
        foreach (var load in Loaded(view)) yield return load;
        if (Idle(view) is { } idle) yield return idle;
    }

    private static Sign? SmallerSegments(CaseView view)
    {
        var all = view.Of<Download>().Where(d => d.Outcome is not null).ToArray();
        Download[] plain = [.. all.Where(d => d.Mss is null)], clamped = [.. all.Where(d => d.Mss is not null)];
        if (plain.Length == 0 || clamped.Length == 0 || plain.All(d => d.Outcome == "ok")) return null;
        return Sign.Plain(Tests.MssClamp, clamped.Any(d => d.Outcome == "ok") ? "fixes" : "no-change", [.. plain.Concat(clamped).Select(d => d.Evidence)]);
    }

    /// <summary>
    /// A trace's SYN, which carries no time stamp, is answered where every connection of this system, which does carry one, meets
    /// silence from many ports: as good as a trial without time stamps.
    /// </summary>
    private static Sign? BareSyn(CaseView view)
    {
        var open = view.Of<PathTrace>().FirstOrDefault(t => t is { Tool: "demarc", Protocol: "tcp" } && PathEnds.Reached(t) && t.Hops![^1].Codes?.Contains("open") == true);
        var tries = view.Of<Connect>().Where(c => c.ViaProxy is null && c.Outcome is not null).ToArray();
        if (open is null || tries.Length < 6 || tries.Any(c => c.Outcome != "timeout" || c.Failed < c.Attempts)) return null;
        return Sign.Plain(Tests.TimestampsOff, "fixes", [open.Evidence, .. tries.Select(c => c.Evidence).DistinctBy(e => e.Id)]) with { ByCause = ByBareSyn, OtherCauses = 0.015 };
    }

    private static readonly Dictionary<string, double> ByBareSyn = new(StringComparer.Ordinal) { ["tw-recycle-nat"] = 0.9, ["syn-option-dropped"] = 0.4 };

    private static IEnumerable<Sign> Loaded(CaseView view)
    {
        var pings = view.Of<Ping>().Where(p => p.Sent is > 0 && p.Received is not null).ToArray();
        Ping[] idle = [.. pings.Where(p => p.Loaded != true && p.Df != true)], loaded = [.. pings.Where(p => p.Loaded == true)];
        if (loaded.Length == 0 || idle.Length == 0 || Usual(idle) is not { } still || Usual(loaded) is not { } busy) yield break;
        Evidence[] evidence = [.. idle.Concat(loaded).Select(p => p.Evidence).DistinctBy(e => e.Id)];
        var (sent, lost) = (loaded.Sum(p => p.Sent!.Value), loaded.Sum(p => Math.Max(0, p.Sent!.Value - p.Received!.Value)));
        var outcome = busy - still >= BloatMs && busy >= still * BloatRatio ? "bloat" : lost * 5 >= sent && lost >= 3 ? "loss" : "normal";
        yield return Sign.Plain(Tests.LoadedRtt, outcome, evidence);
    }

    /// <summary>RTT that four of five echoes keep to, in ms.</summary>
    private static double? Usual(Ping[] pings)
    {
        double[] all = [.. pings.SelectMany(p => p.RttMs ?? []).OfType<double>().Order()];
        return all.Length == 0 ? null : all[all.Length * 4 / 5];
    }

    private static Sign? Idle(CaseView view)
    {
        var later = view.Of<Http>().Where(h => h.IdleSeconds is > 0 && h.Outcome is not null).ToArray();
        if (later.Length == 0 || !view.Of<Http>().Any(h => h.IdleSeconds is null && h.Outcome == "ok")) return null;
        var worst = later.FirstOrDefault(h => h.Outcome != "ok" && h.Outcome != "error-status");
        return Sign.Plain(Tests.IdleGap, worst?.Outcome switch { null => "ok", "reset" => "reset", _ => "stall" }, [.. later.Select(h => h.Evidence)]);
    }
}
