using Demarc.Model;

namespace Demarc.Reasoning;

/// <summary>
/// An oddity that is no fault and no part of any cause, but bends several tests at once: summed out, so that ping, DF
/// and trace failing together because ICMP is filtered count once (catalogue: inference method, point 3).
/// </summary>
public sealed record Nuisance(string Id, double Prior, double Strength, IReadOnlyDictionary<string, string> Bends)
{
    /// <summary>Prior where nothing is wrong: a lossy link beside a fault is an oddity, but a lossy link alone is the fault.</summary>
    public double PriorWhenHealthy { get; init; } = Prior;

    /// <summary>The nuisances of the model.</summary>
    public static IReadOnlyList<Nuisance> All { get; } =
    [
        new("icmp-filtered", 0.20, 0.97, Map((Tests.Ping, "none"), (Tests.PingDf, "silent"), (Tests.TraceIcmp, "edge"))),
        new("lossy-client-link", 0.10, 0.70, Map((Tests.Ping, "loss"), (Tests.ConnectRepeat, "random"), (Tests.LoadedRtt, "loss"), (Tests.Connect, "slow-1s"))) { PriorWhenHealthy = 0.005 },
        new("control-broken", 0.03, 0.90, Map((Tests.ControlVantage, "fail"))),
        new("answers-vary-by-place", 0.15, 0.90, Map((Tests.DnsControl, "differ"))),
    ];

    private static Dictionary<string, string> Map(params (string Test, string Outcome)[] bends) =>
        bends.ToDictionary(bend => bend.Test, bend => bend.Outcome, StringComparer.Ordinal);
}
