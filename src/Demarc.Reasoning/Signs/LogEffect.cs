using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>
/// What a change did, read from the service's own log where nobody said it: the share of requests that failed before and after the
/// moment of the change. The log must reach far enough to both sides, and its times must be known in UTC.
/// </summary>
internal static class LogEffect
{
    private const int FewestBefore = 20;
    private const int FewestAfter = 20;

    /// <summary>Of the requests before the change so many must have failed, for their end to mean anything.</summary>
    private const double Troubled = 0.1;

    /// <summary>Shares of the earlier share up to which the trouble is gone, and from which it goes on.</summary>
    private const double Gone = 0.05;
    private const double GoesOn = 0.5;

    /// <summary><c>cured</c>, <c>none</c>, or null where the log cannot tell.</summary>
    public static string? Of(CaseView view, Change change)
    {
        if (change.Time?.Utc is not { } moment) return null;
        var (before, failedBefore, after, failedAfter) = (0, 0, 0, 0);
        foreach (var line in view.Standing.OfType<AccessLog>().Take(LogSigns.KeptWhole))
        {
            if (line is not { Status: { } status, Time.Utc: { } at }) continue;
            var failed = LogSigns.IsFailure(status) ? 1 : 0;
            if (at < moment) (before, failedBefore) = (before + 1, failedBefore + failed);
            else (after, failedAfter) = (after + 1, failedAfter + failed);
        }

        if (before < FewestBefore || after < FewestAfter) return null;
        var (earlier, later) = ((double)failedBefore / before, (double)failedAfter / after);
        return earlier < Troubled ? null : later <= earlier * Gone ? "cured" : later >= earlier * GoesOn ? "none" : null;
    }
}
