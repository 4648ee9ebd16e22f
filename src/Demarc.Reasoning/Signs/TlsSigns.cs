using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>TLS handshakes with the subject from the affected place.</summary>
public sealed class TlsSigns : ISignRule
{
    public IEnumerable<Sign> Evaluate(CaseView view)
    {
        var handshakes = view.Of<Tls>().Select(tls => (Outcome: Outcome(tls), tls.Evidence)).Where(t => t.Outcome is not null).ToArray();
        if (handshakes.Length == 0) yield break;
        var outcome = handshakes.FirstOrDefault(t => t.Outcome != "ok").Outcome ?? "ok";
        yield return Sign.Plain(Tests.Tls, outcome, [.. handshakes.Where(t => t.Outcome == outcome).Select(t => t.Evidence)]);
    }

    private static string? Outcome(Tls tls) => (tls.Outcome, tls.Verify) switch
    {
        ("ok", null or "ok") => "ok",
        (_, "expired") => "expired",
        (_, "not-yet") => "not-yet",
        (_, "name") => "name",
        
        // curl prints the leaf alone, so only a tool that prints the chain as presented shows it incomplete.
        (_, "unknown-issuer" or "self-signed") => tls.Chain is { Count: 1 } && tls.Tool != "curl" ? "chain" : "unknown-issuer",
        ("verify-failed", _) => "unknown-issuer",
        ("alert" or "plaintext", _) => "protocol",
        ("reset", _) => "reset",
        ("timeout", _) => "timeout",
        ("ok", _) => "ok",
        _ => null,
    };
}
