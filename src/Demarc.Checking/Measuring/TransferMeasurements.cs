using Demarc.Model;
using Demarc.Probing;
using Demarc.Probing.Machines;
using Demarc.Probing.Ports;
using Demarc.Probing.Services;

namespace Demarc.Checking.Measuring;

/// <summary>The page again with up to a megabyte of it, and echoes beside it: does bulk pass, and what does it do to the delay?</summary>
public sealed class DownloadMeasurement : Measurement
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(6);

    public override string Id => "download";

    public override Bilingual Doing { get; } = new("download, and delay meanwhile", "下载及其间的时延");

    public override IReadOnlyList<string> Answers { get; } = [Tests.Download, Tests.LoadedRtt];

    public override bool Alone => true;

    public override TimeSpan Usually => TimeSpan.FromSeconds(2);

    public override bool Ready(CheckState state) => state.Done("visit") && state.Of<Http>().Any(http => http.Status is not null);

    public override async Task<IReadOnlyList<Observation>> RunAsync(CheckState state, CancellationToken cancelled)
    {
        var site = state.Site;
        using var deadline = new Deadline(site.Clock, Most, cancelled);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        var echoes = Task.Run(() => Echoes(state, over.Token), CancellationToken.None);
        var result = await new Transfer(new SocketPort(), site.Log, site.Roots).DownloadAsync(state.Target, state.Address!, deadline);
        await over.CancelAsync();
        List<Observation> found = [.. result.Before.Where(before => before is not Http)];
        if (result.Transfer is { } transfer) found.Add(transfer);
        if (await echoes is { Sent: >= Fewest } ping) found.Add(ping with { Loaded = true });
        return found;
    }

    /// <summary>Echoes that tell of a line under load at all.</summary>
    private const int Fewest = 8;

    private static Ping Echoes(CheckState state, CancellationToken over)
    {
        using var port = PacketPorts.Open();
        var protocol = PacketMeasurement.Plain(port.Abilities);
        var echo = new EchoMachine(new() { Address = state.Address!, Name = state.Target.Text, Protocol = protocol, Port = PacketMeasurement.UdpPort, Count = 60, Interval = TimeSpan.FromMilliseconds(80) });
        new ProbeLoop(port, new(PaceLimit.Default)).Run([echo], over);
        return echo.Observe(state.Site.Log);
    }
}

/// <summary>A transfer that stalled, once more with small segments: cured, the path loses large packets silently.</summary>
public sealed class ClampMeasurement : Measurement
{
    private const int Segment = 1000;
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(8);

    public override string Id => "mss-clamp";

    public override Bilingual Doing { get; } = new("the same with small segments", "改用小报文段再试");

    public override IReadOnlyList<string> Answers { get; } = [Tests.MssClamp];

    public override bool Alone => true;

    public override TimeSpan Usually => TimeSpan.FromSeconds(3);

    public override bool Opens(CheckState state) => Ready(state);

    public override bool Ready(CheckState state) => state.Done("visit") && Stalled(state);

    public override async Task<IReadOnlyList<Observation>> RunAsync(CheckState state, CancellationToken cancelled)
    {
        var site = state.Site;
        using var deadline = new Deadline(site.Clock, Most, cancelled);
        var result = await new Transfer(new SocketPort(), site.Log, site.Roots).DownloadAsync(state.Target, state.Address!, deadline, new(state.Address!, state.Target.Port) { MaxSegment = Segment });

        // What came of the handshake with small segments is the trial's result and not the service's everyday state.
        var evidence = result.Transfer?.Evidence ?? result.Before[^1].Evidence;
        return [(result.Transfer ?? new Download { Tool = ProbeLog.Tool, Vantage = site.Log.Vantage, Target = state.Target.Text, Time = evidence.Time, Evidence = evidence, Url = state.Target.Url, Outcome = "stalled" }) with { Mss = Segment }];
    }

    private static bool Stalled(CheckState state) =>
        state.Of<Download>().Any(download => download.Outcome is "stalled") || state.Of<Tls>().Any(tls => tls.Outcome == "timeout") || state.Of<Http>().Any(http => http.Outcome is "stalled" or "no-response");
}

/// <summary>A few hundred kilobytes sent to the service. It leaves a line in its log.</summary>
public sealed class UploadMeasurement : Measurement
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(8);

    public override string Id => "upload";

    public override Bilingual Doing { get; } = new("upload", "上传");

    public override IReadOnlyList<string> Answers { get; } = [Tests.Upload];

    public override bool Alone => true;

    public override bool Deep => true;

    public override TimeSpan Usually => TimeSpan.FromSeconds(3);

    public override bool Ready(CheckState state) => state.Done("visit") && state.Of<Http>().Any(http => http.Status is not null);

    public override async Task<IReadOnlyList<Observation>> RunAsync(CheckState state, CancellationToken cancelled)
    {
        using var deadline = new Deadline(state.Site.Clock, Most, cancelled);
        var result = await new Transfer(new SocketPort(), state.Site.Log, state.Site.Roots).UploadAsync(state.Target, state.Address!, deadline);
        return result.Transfer is { } transfer ? [transfer] : [];
    }
}
