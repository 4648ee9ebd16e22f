using System.Globalization;
using System.Net;
using Demarc.Model;

namespace Demarc.Probing.Services;

/// <summary>
/// Moves more than a packet's worth: a larger body here, and on request zeros there. Small answers that pass where large ones
/// stall are what a path MTU black hole looks like; the kernel's counts say whether segments were sent again or a window closed.
/// </summary>
public sealed class Transfer(IServicePort port, ProbeLog log, TrustRoots roots)
{
    private const double SlowKBps = 30;
    private const double SlowFromMs = 3000;

    /// <summary>Body octets a download takes at most.</summary>
    public long MostDown { get; init; } = 1_000_000;

    /// <summary>Octets an upload offers at most.</summary>
    public int MostUp { get; init; } = 256 * 1024;

    /// <summary>Silence that counts as stalled.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(2.5);

    public VisitLimits Limits { get; init; } = VisitLimits.Default;

    /// <summary>A transfer with the steps that led to it; null where none came about, or an error page came instead.</summary>
    public sealed record Result<T>(IReadOnlyList<Observation> Before, T? Transfer)
        where T : Observation;

    /// <summary>Fetches the target's path, up to <see cref="MostDown"/> octets or as many as the deadline lets through.</summary>
    public async Task<Result<Download>> DownloadAsync(TargetSpec target, IPAddress address, Deadline deadline, ConnectRequest? connect = null)
    {
        using var open = await OpenAsync(target, address, deadline, connect);
        var before = Before(open);
        if (open.Stream is null) return new(before, null);
        var began = log.Now();
        var facts = await HttpExchange.RunAsync(open.Stream, HttpProbe.Get(target) with { MostBody = MostDown, Stall = Stall }, deadline);
        var info = open.Connection!.Info();

        // An error page that came whole is no transfer: neither good nor bad.
        if (facts.Response.Status >= 400 && facts.Ending is ("done" or "enough")) return new(before, null);
        var bytes = facts.Response.BodyBytes;
        var rate = Rate(bytes, facts.TotalMs - (facts.FirstByteMs ?? 0));
        var outcome = facts.Ending switch
        {
            "done" or "enough" => rate < SlowKBps && facts.TotalMs >= SlowFromMs ? "slow" : "ok",
            "late" => "slow",
            "stalled" => "stalled",
            _ => "reset",
        };
        var text = string.Create(CultureInfo.InvariantCulture, $"download {target.Url} at {address}{Segment(connect)}\n{outcome}, {bytes}{(facts.Response.Expected is { } expected ? $" of {expected}" : "")} bytes in {Printable.Ms(facts.TotalMs)}{(rate is { } r ? $", {r:0.0} kB/s" : "")}, status {facts.Response.Status?.ToString(CultureInfo.InvariantCulture) ?? "none"}");
        if (outcome == "stalled") text += string.Create(CultureInfo.InvariantCulture, $"\nsilence after byte {bytes}");
        if (info is not null) text += "\n" + info.Text;
        var evidence = log.Enter(Kinds.Download, text, began);
        return new(before, new()
        {
            Tool = ProbeLog.Tool, Vantage = log.Vantage, Target = target.Text, Time = began, Evidence = evidence, Url = target.Url, Bytes = bytes, ExpectedBytes = facts.Response.Expected,
            Outcome = outcome, StalledAtByte = outcome == "stalled" ? bytes : null, KBps = rate, Mss = connect?.MaxSegment,
        });
    }

    /// <summary>
    /// Posts zeros to the target's path. It leaves a trace in the server's log and is made on request only. Any final answer, a
    /// refusal of size or method too, shows that what was sent before it arrived.
    /// </summary>
    public async Task<Result<Upload>> UploadAsync(TargetSpec target, IPAddress address, Deadline deadline, string method = "POST", ConnectRequest? connect = null)
    {
        using var open = await OpenAsync(target, address, deadline, connect);
        var before = Before(open);
        if (open.Stream is null) return new(before, null);
        var began = log.Now();
        var facts = await HttpExchange.RunAsync(open.Stream, new HttpRequest(method, target.PathAndQuery, target.Authority) { BodyBytes = MostUp, Stall = Stall, MostBody = 16 * 1024 }, deadline);
        var info = open.Connection!.Info();
        var arrived = info?.Acknowledged is { } acknowledged ? Math.Min(facts.SentBody, acknowledged) : facts.SentBody;
        var status = facts.Response.State == HttpState.Head ? null : facts.Response.Status;
        if (status >= 500) return new(before, null);
        var waitsForAnswer = status is null && facts.SentBody == MostUp && info is { Unacknowledged: 0 };
        var outcome = (status, facts.Ending) switch
        {
            (not null, _) => "ok",
            (null, "stalled" or "late") when waitsForAnswer => "ok",
            (null, "stalled") => "stalled",
            (null, "late") => "slow",
            _ => "reset",
        };
        var rate = Rate(arrived, facts.FirstByteMs ?? facts.TotalMs);
        var text = string.Create(CultureInfo.InvariantCulture, $"upload {method} {target.Url} at {address}{Segment(connect)}\n{outcome}, {arrived} of {MostUp} bytes in {Printable.Ms(facts.TotalMs)}, status {status?.ToString(CultureInfo.InvariantCulture) ?? "none"}");
        if (status is 405 or 413 or 403 or 401 or 404 or 411 or 501) text += ": a refusal, and proof that the request arrived";
        if (waitsForAnswer) text += "\nall of it was acknowledged; no answer came";
        if (outcome == "stalled") text += string.Create(CultureInfo.InvariantCulture, $"\nsilence after byte {arrived}");
        if (info is not null) text += "\n" + info.Text;
        var evidence = log.Enter(Kinds.Upload, text, began);
        return new(before, new()
        {
            Tool = ProbeLog.Tool, Vantage = log.Vantage, Target = target.Text, Time = began, Evidence = evidence, Url = target.Url, Bytes = arrived, ExpectedBytes = MostUp,
            Outcome = outcome, StalledAtByte = outcome == "stalled" ? arrived : null, KBps = rate,
        });
    }


    private static double? Rate(long bytes, double ms) => ms > 0 && bytes > 0 ? Math.Round(bytes / ms, 1) : null;

    private static string Segment(ConnectRequest? connect) => connect?.MaxSegment is { } segment ? string.Create(CultureInfo.InvariantCulture, $", segments of at most {segment}") : "";

    private static Observation[] Before(OpenService open) => open.Tls is null ? [open.Connect] : [open.Connect, open.Tls];

    private Task<OpenService> OpenAsync(TargetSpec target, IPAddress address, Deadline deadline, ConnectRequest? connect) =>
        new ServiceVisit(port, log, roots) { Limits = Limits }.OpenAsync(target, address, deadline, connect);
}
