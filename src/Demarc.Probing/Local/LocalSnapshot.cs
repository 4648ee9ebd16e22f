using System.Diagnostics;

namespace Demarc.Probing.Local;

/// <summary>What the kernel had counted at one moment. Two of them, before and after a measurement, make testimony about it.</summary>
public sealed class LocalSnapshot
{
    private LocalSnapshot()
    {
    }

    internal long At { get; } = Stopwatch.GetTimestamp();

    internal IReadOnlyDictionary<string, long> Counters { get; } = KernelCounters.Read();

    internal IReadOnlyList<DeviceCounts> Devices { get; } = HostTexts.Devices(ProcText.Net("dev") ?? "");

    /// <summary>Reads the counters now; empty where the system has none.</summary>
    public static LocalSnapshot Take() => new();
}
