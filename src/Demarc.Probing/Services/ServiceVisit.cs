using System.Net;
using Demarc.Model;

namespace Demarc.Probing.Services;

/// <summary>How long each step of a visit may take.</summary>
public sealed record VisitLimits(TimeSpan Connect, TimeSpan Tls, TimeSpan Http)
{
    public static VisitLimits Default { get; } = new(TimeSpan.FromSeconds(3.5), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(6));
}

/// <summary>What one visit found, in the order it was done; steps after a failed one were not made.</summary>
public sealed record VisitResult(IReadOnlyList<Observation> Observations, Connect Connect, Tls? Tls, Http? Http, HttpFacts? Facts)
{
    /// <summary>What the kernel knew of the connection at the end; null where it does not tell.</summary>
    public TcpInfo? Info { get; init; }

    /// <summary>The service's own protocol answered: HTTP where the target is a web service, else the connection.</summary>
    public bool Worked => Facts is null ? Connect.Outcome == "ok" && Http is null : Http!.Outcome is "ok";
}

/// <summary>
/// Visits a service at one address as a program would: connection, handshake where the target is https, one small request, and at
/// most one redirect to the same host. Every step is an observation.
/// </summary>
public sealed class ServiceVisit(IServicePort port, ProbeLog log, TrustRoots roots)
{
    private readonly TcpConnector _connector = new(port, log);
    private readonly TlsProbe _tls = new(log, roots);
    private readonly HttpProbe _http = new(log);

    public VisitLimits Limits { get; init; } = VisitLimits.Default;

    /// <summary>Visits the target at this address.</summary>
    /// <param name="dnsMs">How long the name took to resolve, for the phases.</param>
    /// <param name="connect">How to connect; null = plainly.</param>
    public async Task<VisitResult> RunAsync(TargetSpec target, IPAddress address, Deadline deadline, double? dnsMs = null, ConnectRequest? connect = null)
    {
        var first = await OnceAsync(target, address, deadline, dnsMs, connect);
        if (Next(target, first) is not { } next) return first;
        var second = await OnceAsync(next, address, deadline, null, (connect ?? new(address, next.Port)) with { Port = next.Port, SourcePort = null });
        return second with { Observations = [.. first.Observations, .. second.Observations] };
    }

    /// <summary>Opens the connection and secures it where the target is https; null stream where that failed.</summary>
    public async Task<OpenService> OpenAsync(TargetSpec target, IPAddress address, Deadline deadline, ConnectRequest? connect = null)
    {
        using var connecting = deadline.Within(Limits.Connect);
        var (observed, connection) = await _connector.ConnectAsync(connect ?? new(address, target.Port), connecting, target.Text);
        if (connection is null || !target.Secure) return new(observed, null, connection, connection?.Stream);
        using var securing = deadline.Within(Limits.Tls);
        var (tls, secured, info) = await _tls.HandshakeAsync(connection, new(target.Host) { Target = target.Text }, securing);
        return new(observed, tls, connection, secured) { Info = info };
    }

    /// <summary>
    /// What the redirect asks for, where it stays with the same host and is not what was asked already. Elsewhere is data: it may
    /// be a portal's, and nobody asked to visit it.
    /// </summary>
    private static TargetSpec? Next(TargetSpec target, VisitResult first)
    {
        if (first.Facts is null || first.Http!.Outcome == "portal" || PortalCheck.Redirect(first.Facts.Response) is not { } location) return null;
        var absolute = location.Contains("://", StringComparison.Ordinal) ? location : location.StartsWith('/') && !location.StartsWith("//", StringComparison.Ordinal) ? $"{target.Scheme}://{target.Authority}{location}" : null;
        var next = absolute is null ? null : TargetSpec.Parse(absolute).Target;
        return next is { Scheme: not null } && next.Host == target.Host && (next.Port, next.PathAndQuery, next.Scheme) != (target.Port, target.PathAndQuery, target.Scheme) ? next with { Text = target.Text } : null;
    }

    private async Task<VisitResult> OnceAsync(TargetSpec target, IPAddress address, Deadline deadline, double? dnsMs, ConnectRequest? connect)
    {
        var open = await OpenAsync(target, address, deadline, connect);
        using (open)
        {
            List<Observation> observed = [open.Connect];
            if (open.Tls is not null) observed.Add(open.Tls);
            if (open.Stream is null || target.Scheme is null) return new(observed, open.Connect, open.Tls, null, null) { Info = open.Info ?? open.Connection?.Info() };
            using var asking = deadline.Within(Limits.Http);
            var connected = (dnsMs ?? 0) + (open.Connect.Ms ?? 0);
            var before = new HttpPhases(dnsMs, connected, open.Tls is null ? null : connected + (open.Tls.Ms ?? 0), null, null);
            var result = await _http.AskAsync(open.Stream, target, address, HttpProbe.Get(target), asking, before, open.Connection!.Info);
            observed.Add(result.Observation);
            if (result.Clock is not null) observed.Add(result.Clock);
            return new(observed, open.Connect, open.Tls, result.Observation, result.Facts) { Info = open.Connection!.Info() };
        }
    }
}

/// <summary>An open service: its observations so far and, where all went well, the stream to speak on.</summary>
public sealed record OpenService(Connect Connect, Tls? Tls, ServiceConnection? Connection, Stream? Stream) : IDisposable
{
    /// <summary>What the kernel knew of a connection whose handshake failed.</summary>
    public TcpInfo? Info { get; init; }

    public void Dispose()
    {
        Stream?.Dispose();
        Connection?.Dispose();
    }
}
