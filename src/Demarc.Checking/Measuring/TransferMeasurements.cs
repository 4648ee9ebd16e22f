using Demarc.Model;
using Demarc.Probing;
using Demarc.Probing.Services;

namespace Demarc.Checking.Measuring;

/// <summary>The page again with up to a megabyte of it: does bulk pass?</summary>
public sealed class DownloadMeasurement : Measurement
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(6);

    public override string Id => "download";

    public override Bilingual Doing { get; } = new("download", "下载");

    public override IReadOnlyList<string> Answers { get; } = [Tests.Download];

    public override bool Alone => true;

    public override TimeSpan Usually => TimeSpan.FromSeconds(2);

    public override bool Ready(CheckState state) => state.Done("visit") && state.Of<Http>().Any(http => http.Status is not null);

    public override async Task<IReadOnlyList<Observation>> RunAsync(CheckState state, CancellationToken cancelled)
    {
        using var deadline = new Deadline(state.Site.Clock, Most, cancelled);
        var result = await new Transfer(new SocketPort(), state.Site.Log, state.Site.Roots).DownloadAsync(state.Target, state.Address!, deadline);
        var small = result.Transfer is { Outcome: "ok", Bytes: < Transferred.FewPackets };
        return result.Transfer is { } transfer && !small ? [.. result.Before, transfer] : result.Before;
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
