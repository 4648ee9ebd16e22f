using System.Data.Common;
using Demarc.Desk.Store;
using Demarc.Model;

namespace Demarc.Desk.Evidence;

/// <summary>
/// Concludes what was left: evidence is kept first and concluded from after, so a stop in between, or a fault, leaves a case whose verdict
/// knows nothing of its newest piece. Whoever hosts the desk runs one.
/// </summary>
/// <param name="desk">The desk.</param>
/// <param name="clock">What the waits between two rounds are measured by.</param>
/// <param name="told">Told of each case that was concluded late, and of what cannot be.</param>
public sealed class LateVerdicts(CaseDesk desk, TimeProvider clock, Action<Bilingual>? told = null)
{
    /// <summary>Cases of one round.</summary>
    private const int Most = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    /// <summary>Whoever took a piece in concludes from it at once; only what is older was left.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await Task.Run(() => Round(cancellationToken), cancellationToken).ConfigureAwait(false);
                await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Concludes some of what was left.</summary>
    /// <returns>How many cases.</returns>
    public int Round(CancellationToken cancellationToken)
    {
        var done = 0;
        try
        {
            foreach (var (id, number) in Left())
            {
                try
                {
                    desk.Verdicts.Renew(Actor.Desk, id, cancellationToken);
                    told?.Invoke(new($"{number} was concluded late: it had evidence its verdict did not know", $"{number} 已补做结论：此前有证据未计入"));
                    done++;
                }
                catch (Exception fault) when (fault is not OperationCanceledException)
                {
                    // Not tried again before the next piece: what fails once on the same bytes fails again.
                    desk.Verdicts.Passed(id);
                    told?.Invoke(new($"{number} cannot be concluded: {fault.Message}", $"{number} 无法得出结论：{fault.Message}"));
                }
            }
        }
        catch (Exception fault) when (fault is DbException or IOException or UnauthorizedAccessException)
        {
            told?.Invoke(new($"late verdicts cannot be concluded now: {fault.Message}", $"暂时无法补做结论：{fault.Message}"));
        }

        return done;
    }

    private List<(string Id, string Number)> Left() => desk.Store.Read(reading => reading.All(
        $"SELECT c.id, c.number FROM desk_case c WHERE c.status = 'open' AND c.erased IS NULL AND (SELECT COUNT(*) FROM evidence e WHERE e.case_id = c.id AND e.received < @1) > COALESCE(c.concluded, 0) ORDER BY c.id DESC LIMIT {Most}",
        row => (row.GetString(0), row.GetString(1)), desk.Store.Clock.GetUtcNow() - Grace));
}
