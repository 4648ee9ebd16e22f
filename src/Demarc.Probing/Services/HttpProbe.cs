using System.Globalization;
using System.Net;
using System.Text;
using Demarc.Model;

namespace Demarc.Probing.Services;

/// <summary>An exchange as observed, with the clock's offset where the answer tells the server's time.</summary>
public sealed record HttpResult(Http Observation, Clock? Clock, HttpFacts Facts);

/// <summary>Turns exchanges into observations: outcome, phases, the headers worth keeping, and what the Date header says of the local clock.</summary>
public sealed class HttpProbe(ProbeLog log)
{
    /// <summary>A first octet later than this is slow, in ms.</summary>
    public const double SlowFirstByteMs = 2500;

    private static readonly string[] KeptHeaders =
    [
        "Date", "Server", "Via", "Age", "X-Cache", "X-Served-By", "X-Powered-By", "CF-RAY", "Content-Type", "Content-Length", "Transfer-Encoding", "Retry-After", "Alt-Svc", "Allow", "Proxy-Agent",
    ];

    /// <summary>Asks for the target's path on an open stream.</summary>
    /// <param name="before">Phases that came before, in ms from the start: name, connection, handshake.</param>
    public async Task<HttpResult> AskAsync(Stream stream, TargetSpec target, IPAddress address, HttpRequest request, Deadline deadline, HttpPhases? before = null, Func<TcpInfo?>? info = null)
    {
        var began = log.Now();
        var facts = await HttpExchange.RunAsync(stream, request, deadline);
        return Observe(target, address, request, facts, before, info?.Invoke(), began);
    }

    /// <summary>The request that fetches a target's path.</summary>
    public static HttpRequest Get(TargetSpec target) => new("GET", target.PathAndQuery, target.Authority);

    private HttpResult Observe(TargetSpec target, IPAddress address, HttpRequest request, HttpFacts facts, HttpPhases? before, TcpInfo? info, Moment began)
    {
        var response = facts.Response;
        var portal = PortalCheck.Judge(target, address, response);
        var outcome = portal is null ? facts.Outcome(SlowFirstByteMs) : "portal";
        var redirect = PortalCheck.Redirect(response) is { } location ? Printable.Url(location) : null;
        var offset = before?.TlsMs ?? before?.ConnectMs ?? before?.DnsMs ?? 0;
        var text = new StringBuilder($"http {request.Method} {target.Url} at {address}\n{outcome}");
        if (response.Status is { } status) text.Append($", status {status} {response.Reason}".TrimEnd());
        text.Append(CultureInfo.InvariantCulture, $", first byte {(facts.FirstByteMs is { } first ? Printable.Ms(first) : "never")}, {response.BodyBytes}{(response.Expected is { } expected ? $" of {expected}" : "")} body bytes in {Printable.Ms(facts.TotalMs)}");
        text.Append(Ending(facts));
        if (redirect is not null) text.Append($"\nredirects to {redirect}");
        if (portal is not null) text.Append($"\nportal: {portal}");
        var kept = Keep(response);
        foreach (var line in kept) text.Append('\n').Append(line);
        if (info is not null && outcome != "ok") text.Append('\n').Append(info.Text);
        var evidence = log.Enter(Kinds.Http, text.ToString(), began);
        var observation = new Http
        {
            Tool = ProbeLog.Tool, Vantage = log.Vantage, Target = target.Text, Time = began, Evidence = evidence, Url = target.Url, Method = request.Method, Outcome = outcome,
            Status = response.Status, Bytes = response.BodyBytes, ExpectedBytes = response.Expected, Headers = kept.Count == 0 ? null : kept,
            Phases = new(before?.DnsMs, before?.ConnectMs, before?.TlsMs, facts.FirstByteMs is { } ms ? Math.Round(offset + ms, 3) : null, Math.Round(offset + facts.TotalMs, 3)),
            Server = response.Header("Server") is { } server ? Printable.Of(server, 100) : null, Redirect = redirect, TargetAddress = address.ToString(),
        };
        return new(observation, ClockOf(facts, target, began), facts);
    }

    private static string Ending(HttpFacts facts) => facts switch
    {
        { Response.Broken: { } broken } => $"\nnot understood: {broken}: \"{facts.Response.FirstBytes}\"",
        { Ending: "closed", FirstByteMs: null } => "\nclosed without an answer",
        { Ending: "closed" } => "\nclosed before the end",
        { Ending: "reset" } => "\nreset by the peer or on the way",
        { Ending: "stalled" } => "\nsilence until given up",
        { Ending: "late" } => "\nstill coming when time was up",
        { Ending: "broken" } => "\nthe connection broke",
        _ => "",
    };

    private static List<string> Keep(HttpReader response)
    {
        List<string> kept = [];
        foreach (var (name, value) in response.Headers)
        {
            if (kept.Count < 12 && KeptHeaders.Contains(name, StringComparer.OrdinalIgnoreCase)) kept.Add(Printable.Of($"{name}: {value}", 160));
            else if (kept.Count < 12 && name.ToLowerInvariant() is "www-authenticate" or "proxy-authenticate") kept.Add(Printable.Of($"{name}: {value.Split(' ')[0]}", 60));
        }

        return kept;
    }

    /// <summary>
    /// The local clock against the answer's Date: the server's time lies between sending and receiving, and Date counts whole
    /// seconds. An answer out of a cache tells when it was made, not what time it is.
    /// </summary>
    private Clock? ClockOf(HttpFacts facts, TargetSpec target, Moment began)
    {
        if (facts.FirstByteAt is not { } at || facts.FirstByteMs is not { } wait || facts.Response.Header("Age") is not null || facts.Response.Header("Date") is not { } date) return null;
        if (!DateTimeOffset.TryParseExact(date, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var server)) return null;
        var offset = Math.Round((at - TimeSpan.FromMilliseconds(wait / 2) - server - TimeSpan.FromMilliseconds(500)).TotalMilliseconds);
        var uncertainty = Math.Round((wait / 2) + 1000);
        var text = string.Create(CultureInfo.InvariantCulture, $"clock against {target.Host}\nDate: {Printable.Of(date, 60)}, local {at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}: local is ahead by {offset:0} ms, give or take {uncertainty:0} ms");
        var evidence = log.Enter(Kinds.Clock, text, began);
        return new() { Tool = ProbeLog.Tool, Vantage = log.Vantage, Target = target.Text, Time = began, Evidence = evidence, OffsetMs = offset, UncertaintyMs = uncertainty };
    }
}
