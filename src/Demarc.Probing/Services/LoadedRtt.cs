using System.Globalization;
using System.Net;
using Demarc.Model;

namespace Demarc.Probing.Services;

/// <summary>
/// The time a connection takes to open while the line is idle, against the same while a transfer fills it: long queues show as a
/// multiple, losses under load as SYNs sent again.
/// </summary>
public sealed class LoadedRtt(IServicePort port, ProbeLog log)
{
    private const int Idle = 5;
    private const int MostLoaded = 10;
    private const double BloatMs = 60;
    private const double BloatTimes = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(120);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2.5);

    /// <summary>Measures idle, starts the load, measures until it ends or enough is known.</summary>
    /// <param name="load">The transfer; its own result is the caller's.</param>
    public async Task<TestOutcome> RunAsync(TargetSpec target, IPAddress address, Func<Task> load, Deadline deadline)
    {
        var idle = new List<ConnectAttempt>();
        for (var i = 0; i < Idle; i++) await OneAsync(target, address, idle, deadline);
        var loading = load();
        var loaded = new List<ConnectAttempt>();
        await WaitAsync(deadline);
        while (!loading.IsCompleted && loaded.Count < MostLoaded && deadline.Remaining > TimeSpan.Zero) await OneAsync(target, address, loaded, deadline);
        await loading;
        Connect[] observed = [Observe(target, address, idle, "idle"), Observe(target, address, loaded, "under load")];
        return new(Tests.LoadedRtt, Judge(idle, loaded), observed);
    }

    /// <summary>The outcome; null where too little was measured under load, as when the transfer was over at once.</summary>
    public static string? Judge(IReadOnlyList<ConnectAttempt> idle, IReadOnlyList<ConnectAttempt> loaded)
    {
        if (Median(idle) is not { } before || loaded.Count < 3) return null;
        var lost = loaded.Count(Lost);
        if (lost >= 2 && !idle.Any(Lost)) return "loss";
        if (Median(loaded) is not { } during) return null;
        return during - before >= BloatMs && during >= before * BloatTimes ? "bloat" : "normal";
    }

    private static bool Lost(ConnectAttempt attempt) => attempt.Outcome == "timeout" || attempt.Retransmits > 0;

    private static double? Median(IReadOnlyList<ConnectAttempt> attempts)
    {
        var times = attempts.Where(a => a.Outcome is "ok" or "refused" && a.Retransmits is null or 0).Select(a => a.Ms).Order().ToArray();
        return times.Length == 0 ? null : times[times.Length / 2];
    }

    private async Task OneAsync(TargetSpec target, IPAddress address, List<ConnectAttempt> into, Deadline deadline)
    {
        using (var part = deadline.Within(Longest))
        {
            var attempt = await port.ConnectAsync(new(address, target.Port), part);
            attempt.Connection?.Abort();
            into.Add(attempt);
        }

        await WaitAsync(deadline);
    }

    private static async Task WaitAsync(Deadline deadline)
    {
        try
        {
            await Task.Delay(Pause, deadline.Clock, deadline.Token);
        }
        catch (OperationCanceledException)
        {
            deadline.ThrowIfCancelled();
        }
    }

    private Connect Observe(TargetSpec target, IPAddress address, List<ConnectAttempt> attempts, string when)
    {
        var failed = attempts.Count(a => a.Outcome is not ("ok" or "refused"));
        var median = Median(attempts);
        var text = string.Create(CultureInfo.InvariantCulture, $"connect tcp {new IPEndPoint(address, target.Port)} {attempts.Count} times, {when}\n{failed} failed, {attempts.Count(Lost)} lost a SYN, median {(median is { } ms ? Printable.Ms(ms) : "none")}: {string.Join(' ', attempts.Select(a => a.Outcome is "ok" or "refused" ? a.Ms.ToString("0.0", CultureInfo.InvariantCulture) : a.Outcome))}");
        var evidence = log.Enter(Kinds.Connect, text);
        return new()
        {
            Tool = ProbeLog.Tool, Vantage = log.Vantage, Target = target.Text, Time = evidence.Time, Evidence = evidence, TargetAddress = address.ToString(), Port = target.Port,
            Outcome = attempts.Count == 0 ? null : failed == 0 ? attempts[0].Outcome : attempts.First(a => a.Outcome is not ("ok" or "refused")).Outcome,
            Attempts = attempts.Count, Failed = failed, Ms = median, Retransmits = attempts.Sum(a => a.Retransmits ?? 0),
        };
    }
}
