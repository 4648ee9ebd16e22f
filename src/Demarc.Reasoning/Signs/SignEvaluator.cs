using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>Evaluates a case: every rule's signs, one per test, without those whose prerequisite failed.</summary>
public static class SignEvaluator
{
    /// <summary>Places cited for one sign; a sign made of thousands is not surer for listing them all.</summary>
    private const int MostEvidence = 40;

    private static readonly ISignRule[] Rules =
    [
        new PingSigns(), new TraceSigns(), new UnreachableSigns(), new ConnectSigns(), new RepeatSigns(), new ResetSigns(), new VariationSigns(), new NameSigns(), new TlsSigns(), new HttpSigns(), new LogSigns(),
        new ErrorSigns(), new PacketSigns(), new HostSigns(), new SocketSigns(), new FirewallSigns(), new TwoWaySigns(), new PlaceSigns(), new StatedSigns(), new ChangeSigns(), new TrialSigns(),
    ];

    /// <summary>The signs of a case, in the order of tests.tsv; same input, same order.</summary>
    public static IReadOnlyList<Sign> Evaluate(CaseView view)
    {
        var found = Rules.SelectMany(rule => rule.Evaluate(view)).Where(sign => sign.Evidence.Count > 0).ToList();
        var order = Tests.All.Select((test, at) => (test.Id, at)).ToDictionary(pair => pair.Id, pair => pair.at, StringComparer.Ordinal);
        var kept = found
            .GroupBy(sign => (sign.Test.Id, Key: sign.ByCause is null ? "" : sign.Evidence[0].Id))
            .Select(group => Strongest([.. group]))
            .Select(sign => sign with { Evidence = [.. sign.Evidence.Take(MostEvidence)] })
            .OrderBy(sign => order[sign.Test.Id]).ThenBy(sign => sign.Evidence[0].Id.Length).ThenBy(sign => sign.Evidence[0].Id, StringComparer.Ordinal)
            .ToList();
        kept = [.. kept.Where(sign => Evaluable(sign, kept))];
        kept.AddRange(Implied(view, kept));
        return [.. kept.OrderBy(sign => order[sign.Test.Id])];
    }

    /// <summary>A step that could be taken shows that the steps before it succeeded: a handshake implies a connection, a connection by name a resolution.</summary>
    private static IEnumerable<Sign> Implied(CaseView view, IReadOnlyList<Sign> kept)
    {
        foreach (var earlier in new[] { Tests.Dns, Tests.Connect, Tests.Tls })
        {
            if (earlier == Tests.Dns && (view.Host is null || Hosts.IsAddress(view.Host))) continue;
            if (earlier == Tests.Tls && view.Port != 443 && !WorksPlain(view, kept)) continue;
            if (kept.Any(sign => sign.Test.Id == earlier)) continue;
            var later = kept.FirstOrDefault(sign => !sign.Reported && sign.ByCause is null && Follows(sign.Test, earlier));
            if (later is not null) yield return Sign.Plain(earlier, "ok", later.Evidence);
        }
    }

    /// <summary>The service is asked for without TLS and answers as it should, so that nothing about TLS can be in its way.</summary>
    private static bool WorksPlain(CaseView view, IReadOnlyList<Sign> kept) =>
        view.Target?.StartsWith("http://", StringComparison.OrdinalIgnoreCase) == true
        && kept.Any(sign => sign is { Test.Id: Tests.Http, Outcome: "ok" }) && !kept.Any(sign => sign.Abnormal && sign.Test.Id is Tests.Dns or Tests.DnsControl or Tests.Http);

    private static bool Follows(TestDefinition test, string earlier)
    {
        for (var needs = test.Needs; needs is not null; needs = Tests.Get(needs).Needs)
        {
            if (needs == earlier) return true;
        }

        return false;
    }

    /// <summary>Measured beats reported; among equals the abnormal one, then the first.</summary>
    private static Sign Strongest(IReadOnlyList<Sign> same) =>
        same.OrderBy(sign => sign.Reported).ThenByDescending(sign => sign.Abnormal).First();

    /// <summary>If a prerequisite failed, the later step says nothing: it is not evaluable, never "also failed".</summary>
    private static bool Evaluable(Sign sign, IReadOnlyList<Sign> all)
    {
        // A login page comes over plain HTTP, where a handshake that failed elsewhere precedes nothing.
        if (sign is { Test.Id: Tests.Http, Outcome: "portal", Reported: false } && !all.Any(other => other.Test.Id is Tests.Connect or Tests.Dns && !other.Reported && Blocks(other))) return true;
        for (var needs = sign.Test.Needs; needs is not null; needs = Tests.Get(needs).Needs)
        {
            if (all.Any(other => other.Test.Id == needs && !other.Reported && Blocks(other))) return false;
        }

        return true;
    }

    private static bool Blocks(Sign sign) => (sign.Test.Id, sign.Outcome) switch
    {
        (Tests.Dns, "nx" or "timeout") => true,
        (Tests.Connect, "refused" or "timeout" or "unreachable" or "local-error") => true,
        (Tests.Tls, not "ok") => true,
        (Tests.Http, "no-response" or "reset") => true,
        _ => false,
    };
}
