using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>What is complained of, and what people report of single tests.</summary>
public sealed class StatedSigns : ISignRule
{
    public IEnumerable<Sign> Evaluate(CaseView view)
    {
        if (Complaint(view) is { } complaint) yield return complaint;
        foreach (var report in view.Reports.Where(r => view.About(r) && view.RoleOf(r.Vantage) == Role.Affected))
        {
            if (Noted(report) is { } sign) yield return sign;
        }

        if (BothSystems(view) is { } both) yield return both;
    }

    /// <summary>The complaint was laid on one kind of system, and another kind is said to show it too: as good as a trial of both.</summary>
    private static Sign? BothSystems(CaseView view)
    {
        var failing = view.Reports.Where(r => view.About(r) && r.Works is ("never" or "sometimes" or "mostly")).ToArray();
        var (one, other) = (failing.FirstOrDefault(r => r.Vantage == "affected-systems"), failing.FirstOrDefault(r => r.Vantage == "other-systems"));
        if (other is null) return null;
        Evidence[] evidence = [.. new[] { one, other }.Where(r => r is not null).Select(r => r!.Evidence).DistinctBy(e => e.Id)];
        return Sign.Soft(Tests.FactorSplit, evidence, true, 2, ("none", 1), ("network", 1), ("software", 0.4), ("software-pair", 0.4), ("system", 0.03));
    }

    /// <summary>The symptom; where people report several, each fits.</summary>
    private static Sign? Complaint(CaseView view)
    {
        var test = Tests.Get(Tests.Symptom);
        if (view.Symptom is null && view.Standing.OfType<Trial>().FirstOrDefault(t => t.Symptom == true) is { } tried)
        {
            // Somebody saw it in a trial and nobody says what it is: something is wrong, whatever.
            return Sign.Soft(Tests.Symptom, [tried.Evidence], true, 1, [.. test.Outcomes.Skip(1).Select(outcome => (outcome, 1.0))]);
        }

        if (view.Symptom is not { } symptom || test.IndexOf(symptom) <= 0) return null;
        var complaints = view.Reports.Where(r => r.Works is not "always" && !OfOneTest(r.Note) && view.About(r) && view.RoleOf(r.Vantage) == Role.Affected).ToArray();
        Evidence[] evidence = [.. complaints.Select(r => r.Evidence).DistinctBy(e => e.Id).Take(4)];
        if (evidence.Length == 0) evidence = [.. view.Standing.OfType<Trial>().Where(t => t.Symptom == true).Select(t => t.Evidence).Take(1)];
        if (evidence.Length == 0) return null;
        var fits = complaints.Select(r => r.Symptom).Where(s => s is not null && test.IndexOf(s) > 0 && s != symptom).Distinct().Select(s => (s!, 0.7)).ToArray();
        return view.Input.Symptom is not null || fits.Length == 0 || symptom == "intermittent"
            ? Sign.Plain(Tests.Symptom, symptom, evidence, reported: true)
            : Sign.Soft(Tests.Symptom, evidence, true, 1, [(symptom, 1), .. fits]);
    }

    /// <summary>The note makes the report one of a single test, not of the complaint.</summary>
    private static bool OfOneTest(string? note) => note is "ping" or "tcp-loss" or "addresses-change" or "allow-list-by-address" or "peak-hours" or "other-targets" or "ipv6-bad" or "large-only" or "other-network" || note?.StartsWith("reply-ttl=", StringComparison.Ordinal) == true;

    /// <summary>Notes the statement reader leaves for single tests.</summary>
    private static Sign? Noted(Report report) => (report.Share?.Contains("lost", StringComparison.Ordinal) == true ? "tcp-loss" : report.Note, report.Works) switch
    {
        ("ping", "never") => Sign.Plain(Tests.Ping, "none", [report.Evidence], reported: true),
        ("ping", "always") => Sign.Plain(Tests.Ping, "ok", [report.Evidence], reported: true),
        ("tcp-loss", _) => Sign.Soft(Tests.ConnectRepeat, [report.Evidence], true, 1, ("random", 1), ("burst", 0.9), ("per-host", 0.9), ("by-port", 0.6)),
        ("addresses-change", _) => Sign.Soft(Tests.AllowListCoverage, [report.Evidence], true, 1, ("misses", 1), ("covers", 0.35)),
        ("allow-list-by-address", _) => Sign.Soft(Tests.AllowListCoverage, [report.Evidence], true, 1, ("misses", 1), ("covers", 0.3)),
        ("peak-hours", _) => Sign.Soft(Tests.TimePattern, [report.Evidence], true, 1, ("peak", 1), ("constant", 0.1), ("window-60s", 0.1), ("idle", 0.1)),
        ("other-targets", _) => Sign.Plain(Tests.OtherTargets, "ok", [report.Evidence], reported: true),
        ("ipv6-bad", _) => Sign.Plain(Tests.V4V6, "v6-bad", [report.Evidence], reported: true),
        ("large-only", _) => Sign.Soft(Tests.Download, [report.Evidence], true, 1, ("stall", 1), ("reset", 0.5), ("slow", 0.3), ("ok", 0.05)),
        ("other-network", _) => Sign.Plain(Tests.OtherNetwork, "ok", [report.Evidence], reported: true),
        ("endpoints-differ", _) => Sign.Plain(Tests.RequiredEndpoints, "some", [report.Evidence], reported: true),
        _ => null,
    };
}
