using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>
/// Error texts of browsers and programs at the affected place: they name the step that failed, seldom why. One that names
/// no end may be about anything the program talks to, and one beside a measurement is of another time: those weigh as hearsay.
/// </summary>
public sealed class ErrorSigns : ISignRule
{
    /// <summary>Their readers give the failed step as an observation of its own.</summary>
    private static readonly string[] ToldApart = ["curl", "dig", "tracert", "demarc"];

    /// <summary>Products a person faces: what they say is of the page complained of.</summary>
    private static readonly string[] Faced = ["Chromium", "Firefox", "Edge", "browser", "Windows Update", "WinHTTP"];

    private const double Other = 0.02;

    private static readonly Dictionary<string, double> ByProxy = new(StringComparer.Ordinal) { ["proxy-down-or-authentication"] = 0.85, ["client-proxy-misconfigured"] = 0.6, ["vpn-client-remnants"] = 0.1 };
    private static readonly Dictionary<string, double> ByProxyRefusal = new(StringComparer.Ordinal) { ["proxy-down-or-authentication"] = 0.7, ["egress-policy"] = 0.4, ["required-endpoint-blocked"] = 0.3, ["client-proxy-misconfigured"] = 0.3 };
    private static readonly Dictionary<string, double> ByOwnSystem = new(StringComparer.Ordinal) { ["client-firewall"] = 0.7, ["vpn-client-remnants"] = 0.2, ["client-filter-driver-hang"] = 0.1 };
    private static readonly Dictionary<string, double> ByOwnPolicy = new(StringComparer.Ordinal) { ["client-firewall"] = 0.4, ["egress-policy"] = 0.5, ["required-endpoint-blocked"] = 0.4 };
    private static readonly Dictionary<string, double> BySize = new(StringComparer.Ordinal) { ["size-limit"] = 0.95 };
    private static readonly Dictionary<string, double> ByRate = new(StringComparer.Ordinal) { ["rate-limited"] = 0.95, ["waf-or-geo-block"] = 0.2 };

    public IEnumerable<Sign> Evaluate(CaseView view)
    {
        var places = view.Standing.Where(o => o is not ErrorText && o.Basis == Basis.Measured).Select(o => Place(o.Evidence)).ToHashSet(StringComparer.Ordinal);
        var measured = view.Of<Connect>().Any(c => c.Outcome is not null) || view.Of<Tls>().Any(t => t.Outcome is not null) || view.Of<Http>().Any(h => h.Outcome is not null);
        var texts = view.Standing.OfType<ErrorText>().Where(text => text.Meaning is not null && text.Basis == Basis.Measured && !ToldApart.Contains(text.Tool, StringComparer.Ordinal)
            && view.RoleOf(text.Vantage) == Role.Affected && !places.Contains(Place(text.Evidence)) && About(view, text));
        foreach (var alike in texts.GroupBy(text => (text.Meaning, Sure: !measured && (text.Target is not null || Faced.Contains(text.Product, StringComparer.Ordinal)))))
        {
            if (Of(view, alike.Key.Meaning!, [.. alike.Select(text => text.Evidence).DistinctBy(e => e.Id)], !alike.Key.Sure) is { } sign) yield return sign;
        }
    }

    private static string Place(Evidence evidence) => $"{evidence.Source}:{string.Join('-', evidence.Lines ?? [])}";

    /// <summary>It names the subject, or nothing at all; a bare address counts only when it is known to be the subject's.</summary>
    private static bool About(CaseView view, ErrorText text)
    {
        if (text.Target is null) return true;
        return Hosts.HostOf(text.Target) is { } host && (view.Names.Contains(host) || view.Names.Count == 0 && !Hosts.IsAddress(host) && host != "localhost");
    }

    private static Sign? Of(CaseView view, string meaning, IReadOnlyList<Evidence> evidence, bool reported)
    {
        Sign Plain(string test, params (string Outcome, double Fit)[] fits) => Sign.Soft(test, evidence, reported, 1, fits);
        Sign For(string test, string outcome, Dictionary<string, double> causes) => Sign.Plain(test, outcome, evidence, reported) with { ByCause = causes, OtherCauses = Other };
        var secure = view.Port == 443;
        return meaning switch
        {
            "connection-refused" => Plain(Tests.Connect, ("refused", 1)),
            "connect-timeout" => Plain(Tests.Connect, ("timeout", 1)),
            "host-unreachable" or "network-unreachable" => Plain(Tests.Connect, ("unreachable", 1)),
            "connect-failed" => Plain(Tests.Connect, ("timeout", 1), ("refused", 0.8), ("unreachable", 0.6)),
            "timeout" => Plain(Tests.Connect, ("timeout", 1), ("ok", 0.7)),
            "no-network" => Plain(Tests.Connect, ("unreachable", 1), ("local-error", 1)),
            "denied-by-system" => For(Tests.Connect, "local-error", ByOwnSystem),
            "ports-exhausted" => Plain(Tests.ClientCounters, ("no-ports", 1), ("normal", 0.2)),
            "could-not-resolve" => Plain(Tests.Dns, ("nx", 1), ("timeout", 0.8)),
            "name-not-found" => Plain(Tests.Dns, ("nx", 1)),
            "resolver-failed" or "resolve-timeout" => Plain(Tests.Dns, ("timeout", 1)),
            "certificate-date" => Plain(Tests.Tls, ("expired", 1), ("not-yet", 1)),
            "certificate-expired" => Plain(Tests.Tls, ("expired", 1)),
            "certificate-not-yet" => Plain(Tests.Tls, ("not-yet", 1)),
            "certificate-name" => Plain(Tests.Tls, ("name", 1)),
            "certificate-unknown-issuer" => Plain(Tests.Tls, ("unknown-issuer", 1), ("chain", 1)),
            "certificate-self-signed" => Plain(Tests.Tls, ("unknown-issuer", 1)),
            "certificate-verify-failed" => Plain(Tests.Tls, ("unknown-issuer", 1), ("chain", 0.8), ("expired", 0.6), ("name", 0.6), ("not-yet", 0.4)),
            "secure-failure" => Plain(Tests.Tls, ("protocol", 1), ("expired", 0.8), ("unknown-issuer", 0.8), ("chain", 0.6), ("not-yet", 0.6), ("name", 0.5)),
            "tls-handshake" => Plain(Tests.Tls, ("protocol", 1), ("reset", 0.6), ("timeout", 0.4)),
            "tls-version-or-cipher" or "tls-protocol" or "tls-not-spoken" => Plain(Tests.Tls, ("protocol", 1)),
            "tls-timeout" => Plain(Tests.Tls, ("timeout", 1)),

            // With TLS nobody is told whether the connection broke in the handshake or behind it.
            "connection-reset" => secure ? Plain(Tests.Tls, ("reset", 1), ("ok", 0.6)) : Plain(Tests.Http, ("reset", 1)),
            "connection-closed" => secure ? Plain(Tests.Tls, ("reset", 1), ("ok", 0.8), ("protocol", 0.5)) : Plain(Tests.Http, ("no-response", 1), ("reset", 0.6)),
            "empty-reply" => Plain(Tests.Http, ("no-response", 1), ("reset", 0.5)),
            "no-response" or "connection-stalled" => Plain(Tests.Http, ("no-response", 1), ("slow", 0.6)),
            "server-error" => Plain(Tests.Http, ("error", 1)),
            "http-error" => Plain(Tests.Http, ("error", 1), ("ok", 0.4)),
            "forbidden" => Plain(Tests.Http, ("blocked", 1), ("error", 0.4)),
            "request-limited" or "connections-limited" => For(Tests.Http, "error", ByRate),
            "body-too-large" or "header-too-large" => For(Tests.Http, "error", BySize),
            "proxy-unreachable" or "proxy-authentication" or "proxy-script" or "could-not-resolve-proxy" => For(Tests.Http, "error", ByProxy),
            "proxy-refused" => For(Tests.Http, "error", ByProxyRefusal),
            "blocked-by-administrator" or "denied-by-policy" => For(Tests.Http, "blocked", ByOwnPolicy),
            "transfer-cut-short" => Plain(Tests.Download, ("reset", 1), ("stall", 0.5), ("ok", 0.3)),
            "transfer-stalled" => Plain(Tests.Download, ("stall", 1), ("slow", 0.5)),
            _ => null,
        };
    }
}
