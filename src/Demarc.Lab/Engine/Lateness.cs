namespace Demarc.Lab.Engine;

/// <summary>How late packets left, in steps of 10 microseconds. A run in which one of twenty was a millisecond late measured this machine, not the scenario.</summary>
public sealed class Lateness
{
    /// <summary>A run is void from this 95th percentile on, in microseconds.</summary>
    public const int VoidFrom = 1000;
    private const int StepUs = 10;
    private const int Steps = 10_000;
    private readonly long[] _counts = new long[Steps];
    private long _total;

    public long Packets => Volatile.Read(ref _total);

    public bool IsVoid => Packets > 0 && Percentile(95) > VoidFrom;

    /// <summary>Notes one packet.</summary>
    public void Note(long nanoseconds)
    {
        _counts[Math.Clamp(nanoseconds / (StepUs * 1000), 0, Steps - 1)]++;
        Volatile.Write(ref _total, _total + 1);
    }

    /// <summary>Microseconds, to the step below; 0 where nothing was noted.</summary>
    public int Percentile(double percent)
    {
        var wanted = (long)Math.Ceiling(Packets * percent / 100);
        long seen = 0;
        for (var i = 0; i < Steps; i++)
        {
            seen += _counts[i];
            if (seen >= wanted && seen > 0) return i * StepUs;
        }

        return 0;
    }
}
