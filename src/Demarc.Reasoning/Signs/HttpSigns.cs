using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>HTTP exchanges and transfers with the subject from the affected place.</summary>
public sealed class HttpSigns : ISignRule
{
    private const int AskedByProxy = 407;

    /// <summary>Too many requests (RFC 6585): a limit speaks, and says what it is.</summary>
    private const int TooMany = 429;

    private static readonly Dictionary<string, double> SaysTooMany = new(StringComparer.Ordinal) { ["rate-limited"] = 0.95, ["waf-or-geo-block"] = 0.2 };

    /// <summary>Content, address or header too large (RFC 9110, 15.5.14 and 15.5.15; RFC 6585, 5): a limit speaks, whoever set it.</summary>
    private static readonly int[] TooLarge = [413, 414, 431, 494];

    private static readonly Dictionary<string, double> SaysTooLarge = new(StringComparer.Ordinal) { ["size-limit"] = 0.95, ["waf-or-geo-block"] = 0.05 };

    /// <summary>5xx is the server's word about itself or what stands behind it (RFC 9110, 15.6); what stands in between may borrow it.</summary>
    private static readonly Dictionary<string, double> SaysServerError = new(StringComparer.Ordinal)
    {
        ["server-error-or-slow"] = 0.9,
        ["bad-backend"] = 0.5,
        ["server-overloaded"] = 0.5,
        ["size-limit"] = 0.15,
        ["waf-or-geo-block"] = 0.1,
        ["rate-limited"] = 0.1,
        ["transparent-proxy"] = 0.1,
        ["proxy-down-or-authentication"] = 0.1,
        ["client-proxy-misconfigured"] = 0.05,
    };

    /// <summary>Once connected and greeted, a request that waits this long for its first byte waits for whoever answers it.</summary>
    private const double LateFirstByteMs = 5000;

    /// <summary>A connection and greeting of up to this show a path that is not what the answer waits for.</summary>
    private const double QuickMs = 1000;

    /// <summary>A page may take its time on purpose.</summary>
    private const double OtherLate = 0.08;

    private const double SaysOther = 0.01;
    private const double ServerErrorOther = 0.03;
    private const int FewestAlike = 4;

    private static readonly Dictionary<string, double> SaysProxy = new(StringComparer.Ordinal)
    {
        ["proxy-down-or-authentication"] = 0.85,
        ["client-proxy-misconfigured"] = 0.1,
        ["transparent-proxy"] = 0.1,
    };

    public IEnumerable<Sign> Evaluate(CaseView view)
    {
        var exchanges = view.Of<Http>().Where(h => h.IdleSeconds is null).ToArray();
        if (ByProxy(exchanges) is { } proxy) yield return proxy;
        if (exchanges.FirstOrDefault(h => h.Status == TooMany) is { } many) yield return Sign.Plain(Tests.Http, "error", [many.Evidence]) with { ByCause = SaysTooMany, OtherCauses = SaysOther };
        if (Mixed(exchanges) is { } mixed)
        {
            foreach (var sign in mixed) yield return sign;
        }
        else if (Told(exchanges) is { } told) yield return told;
        else if (Late(exchanges) is { } late) yield return late;
        else if (Worst(Tests.Http, exchanges.Where(h => h.Status != AskedByProxy).Select(h => (Of(view, h), h.Evidence))) is { } http) yield return http;
        if (Worst(Tests.Download, view.Of<Download>().Where(d => d.Mss is null).Select(d => (Transfer(d.Outcome), d.Evidence))) is { } download) yield return download;
        if (Worst(Tests.Upload, view.Of<Upload>().Select(u => (Transfer(u.Outcome), u.Evidence))) is { } upload) yield return upload;
        if (Delivered(view) is { } delivered) yield return delivered;
    }

    /// <summary>Of several requests alike some fail: neither "it works" nor "it fails", and a pattern of its own.</summary>
    private static Sign[]? Mixed(Http[] exchanges)
    {
        var alike = exchanges.Where(h => h.Status != AskedByProxy && h.Outcome is not null).ToArray();
        var bad = alike.Where(h => Outcomes.Worked(h) == false).ToArray();
        if (alike.Length < FewestAlike || bad.Length == 0 || bad.Length == alike.Length) return null;
        Evidence[] evidence = [.. bad.Concat(alike.Except(bad)).Select(h => h.Evidence).DistinctBy(e => e.Id)];
        var share = (double)bad.Length / alike.Length;
        var failing = bad[0].Outcome switch { "reset" => "reset", "no-response" => "no-response", "slow" or "stalled" => "slow", _ => "error" };
        return
        [
            Sign.Soft(Tests.Http, evidence, false, 1, ("ok", 1 - share), (failing, share)),
            Sign.Soft(Tests.ConnectRepeat, evidence, false, 1, ("random", 1), ("by-port", 0.3), ("burst", 0.4), ("per-host", 0.4)),
        ];
    }

    /// <summary>All exchanges end in statuses that say themselves what is the matter.</summary>
    private static Sign? Told(Http[] exchanges)
    {
        var answered = exchanges.Where(h => h.Status is not null and not AskedByProxy and not TooMany).ToArray();
        if (answered.Length == 0 || answered.Length < exchanges.Count(h => h.Outcome is not null)) return null;
        Evidence[] evidence = [.. answered.Select(h => h.Evidence).DistinctBy(e => e.Id)];
        if (answered.All(h => TooLarge.Contains(h.Status!.Value))) return Sign.Plain(Tests.Http, "error", evidence) with { ByCause = SaysTooLarge, OtherCauses = SaysOther };
        return answered.All(h => h.Status is >= 500 and not (501 or 505)) ? Sign.Plain(Tests.Http, "error", evidence) with { ByCause = SaysServerError, OtherCauses = ServerErrorOther } : null;
    }

    /// <summary>Everything is answered, and an answer comes late although connecting and greeting did not: that wait is not the path's.</summary>
    private static Sign? Late(Http[] exchanges)
    {
        Evidence[] late = [.. exchanges.Where(h => h.Phases is { FirstByteMs: { } first } phases && first - (phases.TlsMs ?? phases.ConnectMs ?? phases.DnsMs ?? 0) >= LateFirstByteMs
            && (phases.TlsMs ?? phases.ConnectMs) < QuickMs).Select(h => h.Evidence).DistinctBy(e => e.Id)];
        return late.Length == 0 || exchanges.Any(h => h.Outcome is not (null or "ok")) ? null : Sign.Plain(Tests.Http, "slow", late) with { ByCause = PacketSigns.BySender, OtherCauses = OtherLate };
    }

    private static Sign? Worst(string test, IEnumerable<(string? Outcome, Evidence Evidence)> results)
    {
        var known = results.Where(r => r.Outcome is not null).ToArray();
        if (known.Length == 0) return null;
        var outcome = known.FirstOrDefault(r => r.Outcome != "ok").Outcome ?? "ok";
        return Sign.Plain(test, outcome, [.. known.Where(r => r.Outcome == outcome).Select(r => r.Evidence).DistinctBy(e => e.Id)]);
    }

    /// <summary>
    /// 407 is said by proxies only (RFC 9110, 15.5.8): the service was not reached, so neither it nor the steps before speak.
    /// </summary>
    private static Sign? ByProxy(Http[] exchanges)
    {
        Evidence[] evidence = [.. exchanges.Where(h => h.Status == AskedByProxy).Select(h => h.Evidence).DistinctBy(e => e.Id)];
        if (evidence.Length == 0) return null;
        return Sign.Plain(Tests.Http, "error", evidence) with { ByCause = SaysProxy, OtherCauses = SaysOther };
    }

    private static string? Of(CaseView view, Http http) => http.Outcome switch
    {
        "ok" when http.LeadsElsewhere() && TwoWaySigns.Sooner(view) is not null => "portal",
        "ok" when http.LeadsInside() => view.Names.Any(Hosts.IsAddress) && !view.Names.Any(Hosts.IsPrivate) ? "portal" : null,
        "error-status" when http.FaultsTheRequest() => "ok",
        "ok" => "ok",
        "error-status" => http.Status is 403 or 451 ? "blocked" : "error",
        "no-response" => "no-response",
        "reset" => "reset",
        "portal" => "portal",
        "blocked" => "blocked",
        "slow" or "stalled" when view.Of<Download>().Any(d => d.Outcome == http.Outcome && d.Evidence.Id == http.Evidence.Id) => null,
        "slow" or "stalled" => "slow",
        null when http.Status is { } status => status < 400 ? "ok" : "error",
        _ => null,
    };

    private static string? Transfer(string? outcome) => outcome switch
    {
        "ok" => "ok",
        "stalled" => "stall",
        "slow" => "slow",
        "reset" => "reset",
        _ => null,
    };

    /// <summary>
    /// Pages the server's own log shows sent to other addresses: they left in full, which a black hole for large packets
    /// would have logged as aborted or not at all. The server cannot see them arrive, so this weighs as hearsay.
    /// </summary>
    private static Sign? Delivered(CaseView view)
    {
        var pages = view.Standing.OfType<AccessLog>().Where(l => l.Status is >= 200 and < 400 && l.Bytes > 1500 && !Hosts.IsPrivate(l.Client)).Take(8).ToArray();
        return pages.Length == 0 ? null : Sign.Soft(Tests.Download, [.. pages.Select(p => p.Evidence)], reported: true, 1, ("ok", 1), ("slow", 0.8), ("stall", 0.5), ("reset", 0.5));
    }
}
