using Demarc.Model;
using Demarc.Probing;
using Demarc.Probing.Machines;
using Demarc.Probing.Ports;
using Demarc.Probing.Services;

namespace Demarc.Checking.Measuring;

/// <summary>
/// Several visits at once, and echoes beside them: does every page come, or each third one, and what do a few pages at a time
/// do to the delay of the line?
/// </summary>
public sealed class VisitsMeasurement : Measurement
{
    private const int Visits = 6;
    private const int FewestEchoes = 3;
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(5);

    public override string Id => "visits";

    public override Bilingual Doing { get; } = new("several visits at once, and the delay meanwhile", "同时多次访问及其间的时延");

    public override IReadOnlyList<string> Answers { get; } = [Tests.LoadedRtt, Tests.Download];

    public override bool Alone => true;

    public override bool Opens(CheckState state) => Ready(state);

    public override bool Ready(CheckState state) => state.Works;

    public override async Task<IReadOnlyList<Observation>> RunAsync(CheckState state, CancellationToken cancelled)
    {
        var site = state.Site;
        using var deadline = new Deadline(site.Clock, Most, cancelled);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        var echoes = Task.Run(() => Echoes(state, over.Token), CancellationToken.None);
        var visit = new ServiceVisit(new SocketPort(), site.Log, site.Roots) { Limits = VisitLimits.Default with { Http = TimeSpan.FromSeconds(3.5) } };
        var results = await Task.WhenAll(Enumerable.Range(0, Visits).Select(_ => visit.RunAsync(state.Target, state.Address!, deadline)));
        await over.CancelAsync();
        List<Observation> found = [.. results.SelectMany(result => result.Observations.Where(o => o is Http or Connect or Tls { Outcome: not "ok" })), .. results.SelectMany(result => Carried.Of(result, site.Log))];
        if (await echoes is { Sent: >= FewestEchoes } ping) found.Add(ping with { Loaded = true });
        return found;
    }

    /// <summary>Echoes still on their way when the visits were over are neither answered nor lost.</summary>
    private static Ping Settled(Ping ping, EchoMachine echo)
    {
        var pending = echo.Sent.Reverse().TakeWhile(probe => probe.Reply is null).Count();
        return ping with { Sent = ping.Sent - pending, Interrupted = null };
    }

    private static Ping Echoes(CheckState state, CancellationToken over)
    {
        using var port = PacketPorts.Open();
        var protocol = PacketMeasurement.Plain(port.Abilities);
        var echo = new EchoMachine(new() { Address = state.Address!, Name = state.Target.Text, Protocol = protocol, Port = PacketMeasurement.UdpPort, Count = 60, Interval = TimeSpan.FromMilliseconds(25) });
        new ProbeLoop(port, new(PaceLimit.Default)).Run([echo], over);
        return Settled(echo.Observe(state.Site.Log), echo);
    }
}
