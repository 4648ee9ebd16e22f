using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>Whether a measurement shows the service itself working.</summary>
public static class Outcomes
{
    /// <summary>True or false where the observation is of the service's own protocol; null where it says nothing of it (ping, traces).</summary>
    public static bool? Worked(Observation observation) => observation switch
    {
        Http http when http.LeadsInside() || http.FaultsTheRequest() => null,
        Http http => http.Outcome is null ? http.Status is null ? null : http.Status < 400 : http.Outcome is "ok",
        Tls tls => tls.Outcome is null ? null : tls.Outcome == "ok" ? null : false,
        Connect { Outcome: null, Failed: > 0 } => false,              // it failed, and the tool does not say how
        Connect connect => connect.Outcome is null or "ok" ? null : false,
        Download download => download.Outcome is null ? null : download.Outcome == "ok",
        Upload upload => upload.Outcome is null ? null : upload.Outcome == "ok",
        TcpConnection tcp => tcp.State switch { "syn-unanswered" => false, "closed" when tcp.Bytes is { Server: > 0 } => true, _ => null },
        Report report => report.Basis == Basis.Measured ? report.Works switch { "always" => true, "never" or "sometimes" => false, _ => null } : null,
        _ => null,
    };

    /// <summary>The service answers and finds fault with what was asked: who asks, which page, how. It is reached and works.</summary>
    public static bool FaultsTheRequest(this Http http) => http.Status is 401 or 404 or 405 or 410;

    /// <summary>The answer sends the visitor to a host of another name.</summary>
    public static bool LeadsElsewhere(this Http http) =>
        Hosts.HostOf(http.Url ?? http.Target) is { } asked && http.Redirect is { } there && there.Contains("://", StringComparison.Ordinal)
        && Hosts.HostOf(there) is { } host && !host.EndsWith(asked, StringComparison.Ordinal) && !asked.EndsWith(host, StringComparison.Ordinal)
        && !(asked.StartsWith("www.", StringComparison.Ordinal) && host.EndsWith(asked[4..], StringComparison.Ordinal));

    /// <summary>The answer sends a named host's visitor to a private address: a login portal speaks, or an inside service.</summary>
    public static bool LeadsInside(this Http http) =>
        Hosts.HostOf(http.Url ?? http.Target) is { } asked && !Hosts.IsPrivate(asked) && http.Redirect is { } there && there.Contains("://", StringComparison.Ordinal)
        && Hosts.HostOf(there) is { } host && host != asked && Hosts.IsPrivate(host);
}
