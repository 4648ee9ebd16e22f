using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>TLS handshakes with the subject from the affected place.</summary>
public sealed class TlsSigns : ISignRule
{
    /// <summary>Good handshakes beside a bad one from which on it counts as one of several.</summary>
    private const int FewestGood = 2;

    public IEnumerable<Sign> Evaluate(CaseView view)
    {
        if (AtTimes(view) is { } mixed)
        {
            foreach (var sign in mixed) yield return sign;
            yield break;
        }

        var handshakes = view.Of<Tls>().Select(tls => (Outcome: Outcome(tls), tls.Evidence)).Where(t => t.Outcome is not null).ToArray();
        if (handshakes.Length == 0) yield break;
        var outcome = handshakes.FirstOrDefault(t => t.Outcome != "ok").Outcome ?? "ok";
        Evidence[] evidence = [.. handshakes.Where(t => t.Outcome == outcome).Select(t => t.Evidence)];

        // A tool that prints no chain cannot tell a missing intermediate from an authority that is not trusted here.
        yield return outcome == "unknown-issuer" && view.Of<Tls>().All(t => Outcome(t) != outcome || t is { Verify: "unknown-issuer" } && (t.Tool == "curl" || t.Chain is null or { Count: 0 }))
            ? Sign.Soft(Tests.Tls, evidence, false, 1, (outcome, 1), ("chain", 1))
            : outcome == "unknown-issuer" && view.Of<Tls>().All(t => Outcome(t) != outcome || t is { Verify: "unknown-issuer", Chain.Count: 1 })

                // A lone leaf by somebody unknown: a private authority, or an intermediate that was left out.
                ? Sign.Soft(Tests.Tls, evidence, false, 1, (outcome, 1), ("chain", 0.6))
                : Sign.Plain(Tests.Tls, outcome, evidence);
    }

    /// <summary>The same name fails in some handshakes and not in others: no rule about the name does that, and no fault of the certificate.</summary>
    private static Sign[]? AtTimes(CaseView view)
    {
        var alike = view.Of<Tls>().Where(t => t.Sni is not null && view.Names.Contains(t.Sni) && t.Outcome is "ok" or "reset" or "timeout").ToArray();
        var bad = alike.Where(t => t.Outcome != "ok").ToArray();
        if (bad.Length == 0 || alike.Length - bad.Length < FewestGood) return null;
        Evidence[] evidence = [.. bad.Concat(alike.Except(bad)).Select(t => t.Evidence).DistinctBy(e => e.Id)];
        var share = (double)bad.Length / alike.Length;
        return
        [
            Sign.Soft(Tests.Tls, evidence, false, 1, ("ok", 1 - share), (bad[0].Outcome!, share)),
            Sign.Soft(Tests.ConnectRepeat, evidence, false, 1, ("random", 1), ("by-port", 0.3), ("burst", 0.4), ("per-host", 0.4)),
            Sign.Plain(Tests.NameSwap, "no-change", evidence),
        ];
    }

    private static string? Outcome(Tls tls) => (tls.Outcome, tls.Verify) switch
    {
        ("ok", null or "ok") => "ok",
        (_, "expired") => "expired",
        (_, "not-yet") => "not-yet",
        (_, "name") => "name",
        
        (_, "chain") => "chain",
        (_, "self-signed") => "unknown-issuer",

        // curl prints the leaf alone, and Demarc itself says when a chain is incomplete.
        (_, "unknown-issuer") => tls.Chain is { Count: 1 } && tls.Tool is not ("curl" or "demarc") ? "chain" : "unknown-issuer",
        ("verify-failed", _) => "unknown-issuer",
        ("alert" or "plaintext", _) => "protocol",
        ("reset", _) => "reset",
        ("timeout", _) => "timeout",
        ("ok", _) => "ok",
        _ => null,
    };
}
