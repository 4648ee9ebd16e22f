using System.Net;
using System.Text;
using Demarc.Model;

namespace Demarc.Probing.Services;

/// <summary>The proxy that programs of this environment use for a target.</summary>
/// <param name="Url">The proxy without user and password.</param>
/// <param name="Credentials">As a Proxy-Authorization line wants them; null for none. Never part of evidence.</param>
public sealed record ProxySetting(string Variable, string Url, string Host, int Port, string? Credentials);

/// <summary>
/// The service through the environment's proxy and without it. Where only the way without works, the proxy or its setting is at
/// fault; where only the proxy works, that is how such networks are meant.
/// </summary>
public sealed class ProxyDirect(IServicePort port, ProbeLog log, TrustRoots roots)
{
    public VisitLimits Limits { get; init; } = VisitLimits.Default;

    /// <summary>The proxy the environment names for the target; null where it names none or excepts the target.</summary>
    public static ProxySetting? Of(TargetSpec target, Func<string, string?> variable)
    {
        string? Either(string name) => variable(name) is { Length: > 0 } lower ? lower : variable(name.ToUpperInvariant());

        // Upper-case HTTP_PROXY may be set by a request's header where programs serve the web, so programs ignore it.
        var (name, value) = target.Scheme == "http" ? ("http_proxy", variable("http_proxy")) : ("https_proxy", Either("https_proxy"));
        if (value is not { Length: > 0 }) (name, value) = ("all_proxy", Either("all_proxy"));
        if (value is not { Length: > 0 } || Excepted(target.Host, Either("no_proxy"))) return null;
        var scheme = value.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0 && value[..scheme].ToLowerInvariant() is not ("http" or "https")) return null;
        var rest = (scheme < 0 ? value : value[(scheme + 3)..]).Split('/')[0];
        var at = rest.LastIndexOf('@');
        var authority = rest[(at + 1)..];
        var explicitly = authority.StartsWith('[') ? authority.Contains("]:", StringComparison.Ordinal) : authority.Contains(':');
        if (TargetSpec.Parse("http://" + (explicitly ? authority : authority + ":3128")).Target is not { } proxy) return null;
        var credentials = at <= 0 ? null : "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(rest[..at])));
        return new(name, proxy.Url, proxy.Host, proxy.Port, credentials);
    }

    /// <summary>Both ways; nothing where the environment names no proxy.</summary>
    public async Task<IReadOnlyList<Observation>> RunAsync(TargetSpec target, IPAddress? address, Deadline deadline, Func<string, string?>? variable = null)
    {
        if (Of(target, variable ?? Environment.GetEnvironmentVariable) is not { } proxy) return [];
        List<Observation> observed = [Named(proxy)];
        await ThroughAsync(target, proxy, deadline, observed);
        if (address is not null) observed.AddRange((await new ServiceVisit(port, log, roots) { Limits = Limits }.RunAsync(target, address, deadline)).Observations);
        return observed;
    }

    private async Task ThroughAsync(TargetSpec target, ProxySetting proxy, Deadline deadline, List<Observation> observed)
    {
        var literal = IPAddress.TryParse(proxy.Host, out var known) ? known : null;
        using var resolving = deadline.Within(Limits.Connect);
        var address = literal ?? ((await port.ResolveAsync(proxy.Host, resolving)).Addresses is [var resolved, ..] ? resolved : null);
        if (address is null)
        {
            var began = log.Now();
            var evidence = log.Enter(Kinds.Connect, $"connect through the proxy {proxy.Url}\nlocal-error, its name {proxy.Host} has no address", began);
            observed.Add(new Connect { Tool = ProbeLog.Tool, Vantage = log.Vantage, Target = target.Text, Time = began, Evidence = evidence, Outcome = "local-error", ViaProxy = proxy.Url });
            return;
        }

        using var connecting = deadline.Within(Limits.Connect);
        var (connect, connection) = await new TcpConnector(port, log).ConnectAsync(new(address, proxy.Port), connecting, target.Text, proxy.Url);
        observed.Add(connect);
        if (connection is null) return;
        using (connection)
        {
            var host = target.Host.Contains(':') ? $"[{target.Host}]" : target.Host;
            var tunnel = target.Scheme != "http";
            var request = new HttpRequest(tunnel ? "CONNECT" : "GET", tunnel ? $"{host}:{target.Port}" : $"http://{target.Authority}{target.PathAndQuery}", tunnel ? $"{host}:{target.Port}" : target.Authority)
            {
                Headers = proxy.Credentials is null ? [] : ["Proxy-Authorization: " + proxy.Credentials], KeepAlive = tunnel,
            };
            using var asking = deadline.Within(Limits.Http);
            var result = await new HttpProbe(log).AskAsync(connection.Stream, target, address, request, asking, null, connection.Info);
            if (result.Clock is not null) observed.Add(result.Clock);
            observed.AddRange(Said(result.Observation, tunnel));
            if (!tunnel || !target.Secure || result.Observation.Status is not (>= 200 and < 300)) return;
            using var securing = deadline.Within(Limits.Tls);
            var (tls, secured, _) = await new TlsProbe(log, roots).HandshakeAsync(connection, new(target.Host) { Target = target.Text }, securing);
            if (secured is not null) await secured.DisposeAsync();
            observed.Add(tls);
        }
    }

    /// <summary>
    /// What a proxy says of a tunnel is no exchange with the service: only 407, which nobody but proxies says, is kept as one.
    /// </summary>
    private static IEnumerable<Observation> Said(Http http, bool tunnel)
    {
        if (!tunnel || http.Status == 407) return [http];
        if (http.Status is >= 200 and < 300) return [];
        var code = http.Status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? http.Outcome;
        return
        [
            new ErrorText
            {
                Tool = http.Tool, Vantage = http.Vantage, Target = http.Target, Time = http.Time, Evidence = http.Evidence with { Kind = Kinds.ErrorText },
                Product = "proxy", Code = code, Text = $"no tunnel through the proxy: {code}", Meaning = "proxy-refuses",
            },
        ];
    }

    /// <summary>Names, suffixes with or without a leading dot, addresses, or <c>*</c>, separated by commas.</summary>
    private static bool Excepted(string host, string? list)
    {
        foreach (var entry in (list ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var suffix = entry.TrimStart('*').TrimStart('.');
            if (entry == "*" || host.Equals(suffix, StringComparison.OrdinalIgnoreCase)) return true;
            if (suffix.Length > 0 && host.EndsWith("." + suffix, StringComparison.OrdinalIgnoreCase)) return true;
            if (entry.Contains('/') && IPNetwork.TryParse(entry, out var network) && IPAddress.TryParse(host, out var address) && network.Contains(address)) return true;
        }

        return false;
    }

    private Proxy Named(ProxySetting proxy)
    {
        var evidence = log.Enter(Kinds.Proxy, $"proxy {proxy.Url}{(proxy.Credentials is null ? "" : ", with credentials")}, from the variable {proxy.Variable}");
        return new() { Tool = ProbeLog.Tool, Vantage = log.Vantage, Time = evidence.Time, Evidence = evidence, ProxyKind = "http", Url = proxy.Url, Source = "environment" };
    }
}
