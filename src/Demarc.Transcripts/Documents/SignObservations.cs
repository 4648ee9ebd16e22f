using Demarc.Model;

namespace Demarc.Transcripts;

/// <summary>
/// Measured signs of a verdict document as the observations they were made of, for evidence whose lines cannot be read
/// again (a probe's, or a quotation cut short). Outcomes only: how likely anything was thought to be plays no part.
/// </summary>
internal static class SignObservations
{
    private const double SlowMs = 5000;

    /// <summary>One observation for each measured sign of the service's own protocol, by kinds that were not read already.</summary>
    /// <param name="source">The document's name.</param>
    /// <param name="target">Its subject.</param>
    /// <param name="signs">The signs of its hypotheses.</param>
    /// <param name="quoted">Its evidence by id.</param>
    /// <param name="known">Kinds that were read from the quotations.</param>
    public static IEnumerable<Observation> Read(string source, string? target, IEnumerable<SignWeight> signs, IReadOnlyDictionary<string, Evidence> quoted, IReadOnlySet<string> known)
    {
        foreach (var sign in signs.Where(s => !s.Reported).DistinctBy(s => (s.Test, s.Outcome)))
        {
            if (sign.Evidence.Select(id => quoted.GetValueOrDefault(id)).FirstOrDefault(e => e is { Tool: not null and not VerdictEvidence.Tool }) is not { } evidence) continue;
            if (Of(sign, evidence) is not { } observation || known.Contains(observation.Kind)) continue;
            yield return observation with
            {
                Tool = evidence.Tool,
                Vantage = evidence.Vantage,
                Target = target,
                Time = evidence.Time,
                Evidence = evidence with { Id = "", Source = $"{source}!{evidence.Source}", Kind = observation.Kind, Also = [], Text = Secrets.MaskAndCut(evidence.Text ?? "", Contract.EvidenceTextLimit) },
            };
        }
    }

    private static Observation? Of(SignWeight sign, Evidence evidence) => (sign.Test, sign.Outcome) switch
    {
        (Tests.Connect, "ok" or "refused" or "timeout" or "unreachable" or "local-error") => new Connect { Outcome = sign.Outcome, Evidence = evidence },
        (Tests.Tls, "ok" or "reset" or "timeout") => new Tls { Outcome = sign.Outcome, Evidence = evidence },
        (Tests.Tls, "expired" or "not-yet" or "name" or "unknown-issuer") => new Tls { Outcome = "verify-failed", Verify = sign.Outcome, Evidence = evidence },
        (Tests.Tls, "protocol") => new Tls { Outcome = "alert", Evidence = evidence },
        (Tests.Http, "ok" or "no-response" or "reset" or "slow" or "blocked" or "portal") => new Http { Outcome = sign.Outcome, Evidence = evidence },
        (Tests.Http, "error") => new Http { Outcome = "error-status", Evidence = evidence },
        (Tests.Dns, "nx") => new Model.Dns { Outcome = "nxdomain", Evidence = evidence },
        (Tests.Dns, "ok" or "timeout") => new Model.Dns { Outcome = sign.Outcome, Evidence = evidence },
        (Tests.Dns, "slow") => new Model.Dns { Outcome = "ok", Ms = SlowMs, Evidence = evidence },
        _ => null,
    };
}
