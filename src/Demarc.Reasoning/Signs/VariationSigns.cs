using System.Net;
using System.Net.Sockets;
using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>
/// The same step taken again with one thing altered: the other address family, another name to the same address, a smaller
/// MSS, a line under load, a connection left idle, past the proxy. What differs then is what mattered.
/// </summary>
public sealed class VariationSigns : ISignRule
{
    /// <summary>Added delay under load that a person notices, in ms, and how many times the idle RTT it must be.</summary>
    private const double BloatMs = 100;
    private const double BloatRatio = 4;

    public IEnumerable<Sign> Evaluate(CaseView view)
    {
        if (Families(view) is { } families) yield return families;
        if (OtherName(view) is { } name) yield return name;
        if (SmallerSegments(view) is { } clamp) yield return clamp;
        foreach (var load in Loaded(view)) yield return load;
        if (Idle(view) is { } idle) yield return idle;
        if (PastProxy(view) is { } direct) yield return direct;
    }

    /// <summary>An IPv6 connection that this host could try and that failed where IPv4 worked.</summary>
    private static Sign? Families(CaseView view)
    {
        var direct = view.Of<Connect>().Where(c => c.ViaProxy is null && c.Outcome is not (null or "local-error")).ToArray();
        Connect[] four = [.. direct.Where(c => Family(c) == AddressFamily.InterNetwork)], six = [.. direct.Where(c => Family(c) == AddressFamily.InterNetworkV6)];
        if (four.Length == 0 || six.Length == 0 || four.All(c => c.Outcome != "ok")) return null;
        Evidence[] evidence = [.. four.Concat(six).Select(c => c.Evidence).DistinctBy(e => e.Id)];
        return Sign.Plain(Tests.V4V6, six.Any(c => c.Outcome == "ok") ? "same" : "v6-bad", evidence);
    }

    internal static AddressFamily? Family(Connect connect) => IPAddress.TryParse(connect.TargetAddress, out var address) ? address.AddressFamily : null;

    /// <summary>A handshake or request that fails for the service's name and not for another, at the same address.</summary>
    private static Sign? OtherName(CaseView view)
    {
        var all = view.Standing.OfType<Tls>().Where(t => t.Basis == Basis.Measured && view.RoleOf(t.Vantage) == Role.Affected && t.TargetAddress is not null && t.Outcome is not null).ToArray();
        var own = all.Where(t => t.Sni is null || view.Names.Contains(t.Sni)).ToArray();
        var other = all.Where(t => t.Sni is not null && !view.Names.Contains(t.Sni) && own.Any(o => o.TargetAddress == t.TargetAddress)).ToArray();
        if (own.Length == 0 || other.Length == 0 || own.Any(Speaks)) return null;
        return Sign.Plain(Tests.NameSwap, other.Any(Speaks) ? "fixes" : "no-change", [.. own.Concat(other).Select(t => t.Evidence).DistinctBy(e => e.Id)]);
    }

    /// <summary>The server's side of the handshake was heard, whatever was thought of it.</summary>
    private static bool Speaks(Tls tls) => tls.Outcome is "ok" or "verify-failed" or "alert";

    private static Sign? SmallerSegments(CaseView view)
    {
        var all = view.Of<Download>().Where(d => d.Outcome is not null).ToArray();
        Download[] plain = [.. all.Where(d => d.Mss is null)], clamped = [.. all.Where(d => d.Mss is not null)];
        if (plain.Length == 0 || clamped.Length == 0 || plain.All(d => d.Outcome == "ok")) return null;
        return Sign.Plain(Tests.MssClamp, clamped.Any(d => d.Outcome == "ok") ? "fixes" : "no-change", [.. plain.Concat(clamped).Select(d => d.Evidence)]);
    }

    private static IEnumerable<Sign> Loaded(CaseView view)
    {
        var pings = view.Of<Ping>().Where(p => p.Sent is > 0 && p.Received is not null).ToArray();
        Ping[] idle = [.. pings.Where(p => p.Loaded != true && p.Df != true)], loaded = [.. pings.Where(p => p.Loaded == true)];
        if (loaded.Length == 0 || idle.Length == 0 || Median(idle) is not { } still || Median(loaded) is not { } busy) yield break;
        Evidence[] evidence = [.. idle.Concat(loaded).Select(p => p.Evidence).DistinctBy(e => e.Id)];
        var (sent, lost) = (loaded.Sum(p => p.Sent!.Value), loaded.Sum(p => Math.Max(0, p.Sent!.Value - p.Received!.Value)));
        var outcome = busy - still >= BloatMs && busy >= still * BloatRatio ? "bloat" : lost * 5 >= sent && lost >= 3 ? "loss" : "normal";
        yield return Sign.Plain(Tests.LoadedRtt, outcome, evidence);
    }

    private static double? Median(Ping[] pings)
    {
        double[] all = [.. pings.SelectMany(p => p.RttMs ?? []).OfType<double>().Order()];
        return all.Length == 0 ? null : all[all.Length / 2];
    }

    private static Sign? Idle(CaseView view)
    {
        var later = view.Of<Http>().Where(h => h.IdleSeconds is > 0 && h.Outcome is not null).ToArray();
        if (later.Length == 0 || !view.Of<Http>().Any(h => h.IdleSeconds is null && h.Outcome == "ok")) return null;
        var worst = later.FirstOrDefault(h => h.Outcome != "ok" && h.Outcome != "error-status");
        return Sign.Plain(Tests.IdleGap, worst?.Outcome switch { null => "ok", "reset" => "reset", _ => "stall" }, [.. later.Select(h => h.Evidence)]);
    }

    private static Sign? PastProxy(CaseView view)
    {
        var all = view.Of<Connect>().Where(c => c.Outcome is not null).ToArray();
        Connect[] through = [.. all.Where(c => c.ViaProxy is not null)], direct = [.. all.Where(c => c.ViaProxy is null)];
        if (through.Length == 0 || direct.Length == 0) return null;
        var better = through.All(c => c.Outcome != "ok") && direct.Any(c => c.Outcome == "ok");
        return Sign.Plain(Tests.ProxyDirect, better ? "direct-ok" : "same", [.. through.Concat(direct).Select(c => c.Evidence).DistinctBy(e => e.Id)]);
    }
}
