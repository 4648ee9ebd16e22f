using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>What is complained of, and what people report of single tests.</summary>
public sealed class StatedSigns : ISignRule
{
    public IEnumerable<Sign> Evaluate(CaseView view)
    {
        if (view.Symptom is { } symptom && Tests.Get(Tests.Symptom).IndexOf(symptom) > 0)
        {
            Evidence[] complaint = [.. view.Reports.Where(r => r.Works is not "always" && view.About(r) && view.RoleOf(r.Vantage) == Role.Affected).Select(r => r.Evidence).DistinctBy(e => e.Id).Take(4)];
            if (complaint.Length == 0) complaint = [.. view.Standing.OfType<Trial>().Where(t => t.Symptom == true).Select(t => t.Evidence).Take(1)];
            if (complaint.Length > 0) yield return Sign.Plain(Tests.Symptom, symptom, complaint, reported: true);
        }

        foreach (var report in view.Reports.Where(r => view.About(r) && view.RoleOf(r.Vantage) == Role.Affected))
        {
            if (Noted(report) is { } sign) yield return sign;
        }
    }

    /// <summary>Notes the statement reader leaves for single tests: <c>ping</c>, <c>tcp-loss</c>, <c>addresses-change</c>, <c>endpoints-differ</c>.</summary>
    private static Sign? Noted(Report report) => (report.Note, report.Works) switch
    {
        ("ping", "never") => Sign.Plain(Tests.Ping, "none", [report.Evidence], reported: true),
        ("ping", "always") => Sign.Plain(Tests.Ping, "ok", [report.Evidence], reported: true),
        ("tcp-loss", _) => Sign.Soft(Tests.ConnectRepeat, [report.Evidence], true, 1, ("random", 1), ("burst", 0.9), ("per-host", 0.9), ("by-port", 0.6)),
        ("addresses-change", _) => Sign.Soft(Tests.DnsControl, [report.Evidence], true, 1, ("differ", 1), ("match", 0.4)),
        ("endpoints-differ", _) => Sign.Plain(Tests.RequiredEndpoints, "some", [report.Evidence], reported: true),
        _ => null,
    };
}
