using Demarc.Checking.Measuring;

namespace Demarc.Checking;

/// <summary>Everything that can be measured, in the order it is tried where nothing prefers one.</summary>
public static class Measurements
{
    /// <summary>A fresh set for one run.</summary>
    public static IReadOnlyList<Measurement> All() =>
    [
        new NameMeasurement(),
        new ConnectMeasurement(),
        new LocalMeasurement(),
        new PathMeasurement(),
        new ProxyMeasurement(),
        new ResolverPathMeasurement(),
        new VisitMeasurement(),
        new ServiceTraceMeasurement(),
        new LossMeasurement(),
        new RefusalMeasurement(),
        new PathMtuMeasurement(),
        new ClampMeasurement(),
        new RepeatMeasurement(),
        new CounterMeasurement(),
        new VisitsMeasurement(),
        new NameSwapMeasurement(),
        new DownloadMeasurement(),
        new UploadMeasurement(),
        new IdleMeasurement(),
    ];
}
