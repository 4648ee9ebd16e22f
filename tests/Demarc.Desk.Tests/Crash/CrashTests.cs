using System.Globalization;
using Demarc.Desk.Post;
using Demarc.Desk.Tests.Post;
using Demarc.Desk.Tests.Store;
using Demarc.Testing.Mail;

namespace Demarc.Desk.Tests.Crash;

/// <summary>
/// Two desks on one folder that take mail in, write, send, keep files and close cases, and are killed at any moment, again and again.
/// <c>DEMARC_CRASH_ROUNDS</c> says how often.
/// </summary>
public sealed class CrashTests
{
    private const int Workers = 2;

    [Fact]
    public async Task A_desk_killed_at_any_moment_loses_nothing_it_acknowledged_and_sends_nothing_twice()
    {
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("DEMARC_CRASH_ROUNDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 5;
        await using var server = new MailServer();
        using var desk = new OpenDesk();
        foreach (var (name, value) in new[] { ("smtp-host", "127.0.0.1"), ("smtp-port", server.Port.ToString(CultureInfo.InvariantCulture)), ("smtp-security", "none"), ("undo-seconds", "0") }) desk.Desk.Settings.Set(OpenDesk.Somebody, name, value);
        var random = new Random(17);
        server.Final = async () =>
        {
            int wait;
            bool silent;
            lock (random) (wait, silent) = (random.Next(40), random.Next(25) == 0);
            await Task.Delay(wait);
            return silent ? null : "250 2.0.0 Ok";
        };
        var plan = new Plan(Directory.CreateDirectory(Path.Combine(desk.Folder, "given")).FullName, 23);
        var cut = 0;
        for (var round = 0; round < rounds; round++) cut += await RoundAsync(desk.Folder, plan, random);
        for (var turn = 0; turn < 20 && await FinishAsync(desk.Folder, plan); turn++)
        {
            // A mail cut off in the last round is given once more.
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{rounds} rounds, {cut} answers cut off; {plan.Mails.Count} mails, {plan.Queued.Count} letters, {server.Taken.Count} taken by the server, {plan.Files.Count} files, {plan.Closed.Count} cases closed; {Aftermath.Of(desk, plan, server)}");
        if (rounds > 0) cut.ShouldBeGreaterThan(0, "no kill met anything on its way");
    }

    /// <summary>Starts the workers, lets them work, kills them at a moment of its own each. Returns how many answers were cut off.</summary>
    private static async Task<int> RoundAsync(string home, Plan plan, Random random)
    {
        var workers = await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Worker.StartAsync(home)));
        var cuts = await Task.WhenAll(workers.Select(async worker =>
        {
            using var _ = worker;
            int jobs;
            int moment;
            lock (random) (jobs, moment) = (random.Next(2, 14), random.Next(60));
            for (var done = 0; ; done++)
            {
                var job = plan.Next()!;
                var asking = worker.AskAsync(job.Line);
                if (done >= jobs)
                {
                    await Task.Delay(moment);
                    worker.Kill();
                }

                var answer = await asking;
                plan.Answered(job, answer);
                if (answer is null) return 1;
                if (done >= jobs) return 0;
            }
        }));
        return cuts.Sum();
    }

    /// <summary>Does what is left over and sends all that waits. True while there is more.</summary>
    private static async Task<bool> FinishAsync(string home, Plan plan)
    {
        using var worker = await Worker.StartAsync(home);
        while (plan.Next(onlyLeft: true) is { } job) plan.Answered(job, await worker.AskAsync(job.Line));
        return await worker.AskAsync("send") is not "send\t0\t0\t" || plan.Open > 0;
    }
}
