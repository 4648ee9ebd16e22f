using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>Comparison of places: another place, a neighbour, another network, the server itself, and other services from here.</summary>
public sealed class PlaceSigns : ISignRule
{
    public IEnumerable<Sign> Evaluate(CaseView view)
    {
        if (Compare(Tests.ControlVantage, view, Role.Control) is { } control) yield return control;
        if (Compare(Tests.PeerHost, view, Role.Peer) is { } peer) yield return peer;
        if (Compare(Tests.OtherNetwork, view, Role.OtherNetwork) is { } network) yield return network;
        if (Compare(Tests.ServerLocal, view, Role.ServerItself) is { } local) yield return local;
        if (Others(view) is { } others) yield return others;
    }

    /// <summary>What was measured there; what somebody from elsewhere sends a server that does not answer is no try of the server itself.</summary>
    private static Sign? Compare(string test, CaseView view, Role role)
    {
        var measured = LastStep([.. view.Standing.Where(o => o.Basis == Basis.Measured && view.RoleOf(o.Vantage) == role && view.RelationOf(o) == Relation.Subject && !(role == Role.ServerItself && o is TcpConnection { State: "syn-unanswered" }))])
            .Select(o => (Worked: Outcomes.Worked(o), o.Evidence)).Where(o => o.Worked is not null)
            .Select(o => (Works: o.Worked == true ? "always" : "never", o.Evidence)).ToArray();
        if (measured.Length > 0) return Sum(test, measured, reported: false);
        var reports = view.Reports
            .Where(r => r.Basis != Basis.Measured && r.Works is not null && view.About(r) && r.Vantage is not null && view.RoleOf(r.Vantage) == role)
            .Select(r => (r.Works!, r.Evidence)).ToArray();
        return reports.Length > 0 ? Sum(test, reports, reported: true) : null;
    }

    /// <summary>
    /// The service works where its last step works: connections that opened before a handshake or page that failed each time are
    /// no half success. Where pages came through, connections that failed beside them count.
    /// </summary>
    private static Observation[] LastStep(Observation[] own)
    {
        var last = own.Where(o => o is Http or Download or Upload && Outcomes.Worked(o) is not null).ToArray();
        if (last.Length == 0 || own.OfType<Tls>().Any(t => t.Outcome == "verify-failed")) last = [.. own.Where(o => o is Tls && Outcomes.Worked(o) is not null)];
        return last.Length > 0 && last.All(o => Outcomes.Worked(o) == false) ? last : own;
    }

    private static Sign? Sum(string test, (string Works, Evidence Evidence)[] views, bool reported)
    {
        var definition = Tests.Get(test);
        Evidence[] evidence = [.. views.Select(v => v.Evidence).DistinctBy(e => e.Id)];
        var statements = evidence.Length;
        var mixed = definition.IndexOf("mixed") >= 0 ? "mixed" : "fail";
        if (views.All(v => v.Works == "always")) return Sign.Plain(test, "ok", evidence, reported, statements);
        if (views.All(v => v.Works == "never")) return Sign.Plain(test, "fail", evidence, reported, statements);
        return mixed == "fail" ? Sign.Plain(test, "fail", evidence, reported, statements)
            : Sign.Soft(test, evidence, reported, statements, (mixed, 1), ("fail", 0.3), ("ok", 0.1));
    }

    private static Sign? Others(CaseView view)
    {
        var measured = view.Standing
            .Where(o => o.Basis == Basis.Measured && view.RoleOf(o.Vantage) == Role.Affected && view.RelationOf(o) == Relation.Other)
            .Select(o => (Worked: Outcomes.Worked(o), o.Evidence)).Where(o => o.Worked is not null).ToArray();
        if (measured.Length > 0) return OfOthers(measured.Select(m => m.Worked!.Value).ToArray(), [.. measured.Select(m => m.Evidence)], reported: false);
        var reports = view.Reports.Where(r => r.Works is not null && !view.About(r) && view.RoleOf(r.Vantage) == Role.Affected && PlaceNames.RoleOf(r.Vantage) is null).ToArray();
        return reports.Length > 0 ? OfOthers([.. reports.Select(r => r.Works == "always")], [.. reports.Select(r => r.Evidence)], reported: true) : null;
    }

    private static Sign OfOthers(bool[] worked, Evidence[] evidence, bool reported)
    {
        var outcome = worked.All(w => w) ? "ok" : worked.Any(w => w) ? "some" : "fail";
        evidence = [.. evidence.DistinctBy(e => e.Id)];
        return outcome == "fail"
            ? Sign.Soft(Tests.OtherTargets, evidence, reported, evidence.Length, ("fail", 1), ("some", worked.Length == 1 ? 0.8 : 0.3))
            : Sign.Plain(Tests.OtherTargets, outcome, evidence, reported, evidence.Length);
    }
}
