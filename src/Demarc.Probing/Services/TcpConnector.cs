using System.Globalization;
using System.Net;
using Demarc.Model;

namespace Demarc.Probing.Services;

/// <summary>Opens TCP connections and says what came of each.</summary>
public sealed class TcpConnector(IServicePort port, ProbeLog log)
{
    /// <summary>A connection attempt as observed, and the connection where it opened; the caller's to dispose.</summary>
    public sealed record Result(Connect Observation, ServiceConnection? Connection);

    /// <summary>Opens one connection.</summary>
    /// <param name="target">The service as the person named it.</param>
    public async Task<Result> ConnectAsync(ConnectRequest request, Deadline deadline, string? target = null, string? viaProxy = null)
    {
        var began = log.Now();
        var attempt = await port.ConnectAsync(request, deadline);
        var evidence = log.Enter(Kinds.Connect, Text(request, attempt, viaProxy), began);
        var observation = new Connect
        {
            Tool = ProbeLog.Tool,
            Vantage = log.Vantage,
            Target = target ?? new IPEndPoint(request.Address, request.Port).ToString(),
            Time = began,
            Evidence = evidence,
            TargetAddress = request.Address.ToString(),
            Port = request.Port,
            Outcome = attempt.Outcome,
            Code = attempt.Code,
            Ms = attempt.Ms,
            SourcePort = attempt.Local?.Port ?? request.SourcePort,
            Retransmits = attempt.Retransmits,
            ViaProxy = viaProxy,
        };
        return new(observation, attempt.Connection);
    }

    /// <summary>Opens one connection and ends it with a reset, so that its source port is free again at once.</summary>
    public async Task<Connect> TryAsync(ConnectRequest request, Deadline deadline, string? target = null)
    {
        var (observation, connection) = await ConnectAsync(request, deadline, target);
        connection?.Abort();
        return observation;
    }

    private static string Text(ConnectRequest request, ConnectAttempt attempt, string? viaProxy)
    {
        var text = $"connect tcp {new IPEndPoint(request.Address, request.Port)}";
        if (attempt.Local is { } local) text += $" from {local}";
        if (request.MaxSegment is { } mss) text += string.Create(CultureInfo.InvariantCulture, $", segments of at most {mss}");
        if (request.Ttl is { } ttl) text += string.Create(CultureInfo.InvariantCulture, $", ttl {ttl}");
        if (viaProxy is not null) text += ", a proxy";
        text += $"\n{attempt.Outcome}{(attempt.Code is null ? "" : " " + attempt.Code)} after {Printable.Ms(attempt.Ms)}";
        if (attempt.Retransmits is { } again) text += string.Create(CultureInfo.InvariantCulture, $", {again} SYN sent again");
        if (attempt.Detail is { } detail) text += $", {detail}";
        if (attempt.ReportedBy is { } reporter) text += $", reported by {reporter}";
        if (attempt.ReportTtl is { } reportTtl) text += string.Create(CultureInfo.InvariantCulture, $", report ttl {reportTtl}");
        return text;
    }
}
