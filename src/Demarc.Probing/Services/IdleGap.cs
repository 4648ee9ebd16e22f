using System.Globalization;
using System.Net;
using Demarc.Model;

namespace Demarc.Probing.Services;

/// <summary>
/// Whether a connection survives being idle: asks, waits, asks again on the same connection. A server that closes an idle
/// connection in good order has said so; a box that forgot it answers with a reset or not at all.
/// </summary>
public sealed class IdleGap(IServicePort port, ProbeLog log, TrustRoots roots)
{
    /// <summary>How long the second answer may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Every gap on its own connection, all at once.</summary>
    public async Task<IReadOnlyList<Observation>> RunAsync(TargetSpec target, IPAddress address, IEnumerable<TimeSpan> gaps, Deadline deadline)
    {
        var tried = await Task.WhenAll(gaps.Order().Take(8).Select(gap => OneAsync(target, address, gap, deadline)));
        return [.. tried.SelectMany(observed => observed)];
    }

    /// <summary>One gap. The second exchange is observed unless the connection was closed in good order, which is the server's right.</summary>
    private async Task<IReadOnlyList<Observation>> OneAsync(TargetSpec target, IPAddress address, TimeSpan gap, Deadline deadline)
    {
        using var open = await new ServiceVisit(port, log, roots).OpenAsync(target, address, deadline);
        List<Observation> observed = [open.Connect];
        if (open.Tls is not null) observed.Add(open.Tls);
        if (open.Stream is null) return observed;
        var request = new HttpRequest("HEAD", target.PathAndQuery, target.Authority) { KeepAlive = true, Stall = Patience };
        var began = log.Now();
        var first = await Ask(open.Stream, request, deadline);
        if (!first.Response.KeepsOpen) return observed;
        try
        {
            await Task.Delay(gap < deadline.Remaining ? gap : deadline.Remaining, deadline.Clock, deadline.Token);
        }
        catch (OperationCanceledException)
        {
            deadline.ThrowIfCancelled();
        }

        if (deadline.Remaining == TimeSpan.Zero) return observed;
        var second = await Ask(open.Stream, request, deadline);
        var (outcome, http) = (second.FirstByteMs, second.Ending) switch
        {
            (not null, _) => ("ok", "ok"),
            (null, "stalled" or "late") => ("stall", "no-response"),
            (null, "closed") => ((string?)null, "reset"),
            _ => ("reset", "reset"),
        };
        var words = outcome ?? "closed in good order while idle";
        var text = string.Create(CultureInfo.InvariantCulture, $"idle gap of {gap.TotalSeconds:0.#} s, HEAD {target.Url} at {address}\n{words}; first answer after {Printable.Ms(first.FirstByteMs ?? 0)}, second {(second.FirstByteMs is { } ms ? "after " + Printable.Ms(ms) : "never")}");
        if (open.Connection!.Info() is { } info) text += "\n" + info.Text;
        if (outcome is null) return observed;
        var evidence = log.Enter(Kinds.Http, text, began);
        observed.Add(new Http
        {
            Tool = ProbeLog.Tool, Vantage = log.Vantage, Target = target.Text, Time = began, Evidence = evidence, Url = target.Url, Method = "HEAD", Outcome = http,
            Status = outcome == "ok" ? second.Response.Status : null, IdleSeconds = Math.Round(gap.TotalSeconds, 3),
        });
        return observed;
    }

    private async Task<HttpFacts> Ask(Stream stream, HttpRequest request, Deadline deadline)
    {
        using var part = deadline.Within(Patience + TimeSpan.FromSeconds(1));
        return await HttpExchange.RunAsync(stream, request, part);
    }
}
