using Demarc.Model;
using Demarc.Probing.Services;

namespace Demarc.Checking.Measuring;

/// <summary>The handshake or request that failed, for another name at the same address: does something on the way read names?</summary>
public sealed class NameSwapMeasurement : Measurement
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(10);
    private static readonly VisitLimits Brief = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));

    public override string Id => "name-swap";

    public override Bilingual Doing { get; } = new("the same with another name", "换一个名称再试");

    public override IReadOnlyList<string> Answers { get; } = [Tests.NameSwap];

    public override TimeSpan Usually => TimeSpan.FromSeconds(3);

    public override bool Ready(CheckState state) => state.Done("visit") && state.Target.Address is null
        && (state.Of<Tls>().Any(tls => tls.Outcome is "reset" or "timeout") || state.Of<Http>().Any(http => http.Outcome is "reset" or "no-response"));

    public override async Task<IReadOnlyList<Observation>> RunAsync(CheckState state, CancellationToken cancelled)
    {
        using var deadline = new Deadline(state.Site.Clock, Most, cancelled);
        return await new NameSwap(new SocketPort(), state.Site.Log, state.Site.Roots) { Limits = Brief }.RunAsync(state.Target, state.Address!, deadline);
    }
}

/// <summary>A request over a connection left idle for some time: does something forget it?</summary>
public sealed class IdleMeasurement : Measurement
{
    private static readonly TimeSpan[] Gaps = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(35)];
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(50);

    public override string Id => "idle-gap";

    public override Bilingual Doing { get; } = new("a connection left idle", "空闲一段时间后的连接");

    public override IReadOnlyList<string> Answers { get; } = [Tests.IdleGap];

    public override bool Deep => true;

    public override TimeSpan Usually => TimeSpan.FromSeconds(41);

    public override bool Ready(CheckState state) => state.Works;

    public override async Task<IReadOnlyList<Observation>> RunAsync(CheckState state, CancellationToken cancelled)
    {
        using var deadline = new Deadline(state.Site.Clock, Most, cancelled);
        return await new IdleGap(new SocketPort(), state.Site.Log, state.Site.Roots).RunAsync(state.Target, state.Address!, Gaps, deadline);
    }
}

/// <summary>The way through the proxy that the environment names, beside the direct one.</summary>
public sealed class ProxyMeasurement : Measurement
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(8);

    public override string Id => "proxy";

    public override Bilingual Doing { get; } = new("the proxy set here", "本机设置的代理");

    public override IReadOnlyList<string> Answers { get; } = [Tests.ProxyDirect];

    public override bool Opens(CheckState state) => Ready(state);

    public override bool Ready(CheckState state) => (state.Target.Address is not null || state.Done("dns")) && ProxyDirect.Of(state.Target, Environment.GetEnvironmentVariable) is not null;

    public override async Task<IReadOnlyList<Observation>> RunAsync(CheckState state, CancellationToken cancelled)
    {
        using var deadline = new Deadline(state.Site.Clock, Most, cancelled);
        return await new ProxyDirect(new SocketPort(), state.Site.Log, state.Site.Roots).RunAsync(state.Target, state.Address, deadline);
    }
}
