using Demarc.Model;
using Demarc.Probing.Services;

namespace Demarc.Checking.Measuring;

/// <summary>
/// One visit as a program makes it: connection, TLS handshake, one small request. Its page, where it is more than a few packets,
/// is a transfer as well.
/// </summary>
public sealed class VisitMeasurement : Measurement
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(8);

    public override string Id => "visit";

    public override Bilingual Doing { get; } = new("handshake and page", "握手与页面");

    public override IReadOnlyList<string> Answers { get; } = [Tests.Http, Tests.Tls, Tests.Clock];

    public override bool Opens(CheckState state) => Ready(state);

    public override bool Ready(CheckState state) => state.Connects && state.Target.Scheme is not null;

    public override async Task<IReadOnlyList<Observation>> RunAsync(CheckState state, CancellationToken cancelled)
    {
        var site = state.Site;
        using var deadline = new Deadline(site.Clock, Most, cancelled);
        var visit = new ServiceVisit(new SocketPort(), site.Log, site.Roots) { Limits = VisitLimits.Default with { Http = TimeSpan.FromSeconds(5) } };
        var result = await visit.RunAsync(state.Target, state.Address!, deadline, state.Of<Model.Dns>().FirstOrDefault(dns => dns.Server == "system")?.Ms);
        return [.. result.Observations, .. Transferred.Of(result), .. Carried.Of(result, site.Log)];
    }
}

/// <summary>What a visit's page says of transfers: more than a few packets came whole, or its body stopped on the way.</summary>
internal static class Transferred
{
    /// <summary>More than the first window of a fresh connection (RFC 6928).</summary>
    internal const long FewPackets = 16_000;

    public static IEnumerable<Observation> Of(VisitResult result)
    {
        if (result is not { Http: { } http, Facts: { } facts } || facts.Response.State == HttpState.Head) yield break;
        var outcome = facts.Ending switch
        {
            "done" or "enough" when facts.Response.BodyBytes >= FewPackets => "ok",
            "stalled" when facts.Response.BodyBytes > 0 || facts.Response.Expected > 0 => "stalled",
            "late" when facts.FirstByteMs < HttpProbe.SlowFirstByteMs => "slow",
            _ => null,
        };
        if (outcome is null) yield break;
        yield return new Download
        {
            Tool = http.Tool, Vantage = http.Vantage, Target = http.Target, Time = http.Time, Evidence = http.Evidence, Url = http.Url, Outcome = outcome,
            Bytes = facts.Response.BodyBytes, ExpectedBytes = facts.Response.Expected, StalledAtByte = outcome == "stalled" ? facts.Response.BodyBytes : null,
        };
    }
}
