using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>
/// What the log of the service's own web server says: which share of the requests it could not serve and whether that
/// follows the load, or that it served others while somebody complains. Only requests that arrived are in a log, so that
/// silence about the complaining client says nothing here.
/// </summary>
public sealed class LogSigns : ISignRule
{
    /// <summary>Fewer requests say nothing about a share.</summary>
    private const int FewestLines = 5;

    /// <summary>Fewer failures may be one broken page or a scanner's doing.</summary>
    private const int FewestFailures = 3;

    /// <summary>Share of failed requests from which the service itself is in trouble, and below which it serves.</summary>
    private const double Troubled = 0.2;
    private const double Serves = 0.02;

    /// <summary>Clients other than the complaining one that were served: fewer may be monitors beside the server.</summary>
    private const int FewestClients = 3;

    /// <summary>Of a long log only the failures are kept behind this many lines (AccessLogReader), so that shares are taken before.</summary>
    public const int KeptWhole = 1000;

    /// <summary>Minutes a log must cover before its failures can be held against its load.</summary>
    private const int FewestMinutes = 10;

    /// <summary>Causes under which a web server complains of the servers behind it.</summary>
    private static readonly Dictionary<string, double> ByBehind = new(StringComparer.Ordinal) { ["server-error-or-slow"] = 0.8, ["bad-backend"] = 0.7, ["server-overloaded"] = 0.4, ["no-listener"] = 0.2 };

    private const double OtherBehind = 0.1;

    /// <summary>Causes under which a web server complains of its own machine: no room, no handles, no connections left.</summary>
    private static readonly Dictionary<string, double> ByExhaustion = new(StringComparer.Ordinal)
    {
        ["server-error-or-slow"] = 0.7, ["server-overloaded"] = 0.7, ["server-application-hangs"] = 0.4, ["accept-queue-full"] = 0.3, ["server-application-resets"] = 0.2,
    };

    public IEnumerable<Sign> Evaluate(CaseView view)
    {
        if (Complains(view, meaning => meaning.StartsWith("upstream-", StringComparison.Ordinal), ByBehind) is { } behind) yield return behind;
        if (Complains(view, meaning => meaning == "server-exhausted", ByExhaustion) is { } exhausted) yield return exhausted;
        var lines = view.Standing.OfType<AccessLog>().Where(line => line.Status is not null).ToArray();
        if (lines.Length < FewestLines) yield break;
        var whole = lines[..Math.Min(lines.Length, KeptWhole)];
        var failed = whole.Where(IsFailure).ToArray();
        var share = (double)failed.Length / whole.Length;
        if (failed.Length >= FewestFailures && share >= Troubled && Strikes(view, failed))
        {
            yield return Sign.Soft(Tests.ServerLocal, FirstAndLast(failed), reported: false, 1, ("fail", 1), ("ok", (1 - share) / 2));
            if (FollowsLoad(whole, failed)) yield return Sign.Plain(Tests.TimePattern, "peak", FirstAndLast(failed), reported: true);
        }
        else if (share <= Serves && view.Symptom is not null && OthersServed(view, whole) is { } served) yield return served;
    }

    /// <summary>Error lines in which the web server says what kept it from serving; a single one may have been a restart.</summary>
    private static Sign? Complains(CaseView view, Func<string, bool> of, Dictionary<string, double> byCause)
    {
        Evidence[] evidence = [.. view.Standing.OfType<ErrorText>().Where(text => text.Meaning is { } meaning && of(meaning)).Select(text => text.Evidence)];
        return evidence.Length < 2 ? null : Sign.Plain(Tests.ServerLocal, "fail", [evidence[0], evidence[^1]]) with { ByCause = byCause, OtherCauses = OtherBehind };
    }

    /// <summary>500, 502, 503, 504 and the like; 501 and 505 find fault with the request (RFC 9110, 15.6).</summary>
    public static bool IsFailure(int status) => status is >= 500 and not (501 or 505);

    private static bool IsFailure(AccessLog line) => line.Status is { } status && IsFailure(status);

    /// <summary>More than one client met it, or the only client there is: one client's failures among others served are its own affair.</summary>
    private static bool Strikes(CaseView view, AccessLog[] failed)
    {
        var clients = failed.Select(line => line.Client).Distinct(StringComparer.Ordinal).ToArray();
        return clients.Length > 1 || clients[0] is null || clients[0] == view.AffectedPlace
            || view.Standing.OfType<AccessLog>().All(line => line.Client == clients[0]);
    }

    private static Sign? OthersServed(CaseView view, AccessLog[] lines)
    {
        AccessLog[] served = [.. lines.Where(line => line.Status < 400 && line.Client is { } client && Hosts.IsAddress(client) && !Hosts.IsPrivate(client) && client != view.AffectedPlace).DistinctBy(line => line.Client)];
        return served.Length < FewestClients ? null
            : Sign.Soft(Tests.ControlVantage, [.. served.Take(FewestClients).Select(line => line.Evidence)], reported: true, 1, ("ok", 1), ("mixed", 0.6), ("fail", 0.2));
    }

    /// <summary>The minutes with failures are the busy ones: on average they hold twice the requests of the others.</summary>
    private static bool FollowsLoad(AccessLog[] lines, AccessLog[] failed)
    {
        var perMinute = lines.Select(Minute).OfType<long>().CountBy(minute => minute).ToDictionary();
        var bad = failed.Select(Minute).OfType<long>().ToHashSet();
        if (perMinute.Count < FewestMinutes || bad.Count == 0 || bad.Count * 2 > perMinute.Count) return false;
        return perMinute.Where(m => bad.Contains(m.Key)).Average(m => m.Value) >= 2 * perMinute.Where(m => !bad.Contains(m.Key)).Average(m => m.Value);
    }

    private static long? Minute(AccessLog line) => line.Time?.Utc?.ToUnixTimeSeconds() / 60;

    /// <summary>First and last of them: when it began and whether it goes on.</summary>
    private static Evidence[] FirstAndLast(AccessLog[] failed)
    {
        var byTime = failed.OrderBy(line => line.Time?.Utc ?? DateTimeOffset.MaxValue).ToArray();
        return [byTime[0].Evidence, byTime[^1].Evidence];
    }
}
