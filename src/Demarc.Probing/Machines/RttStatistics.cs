namespace Demarc.Probing.Machines;

/// <summary>Round-trip times as they come: last, average, best, worst, deviation and jitter, without keeping them.</summary>
public sealed class RttStatistics
{
    private double _mean;
    private double _squares;
    private double _steps;

    public int Count { get; private set; }

    public double Last { get; private set; }

    public double Best { get; private set; }

    public double Worst { get; private set; }

    public double Average => _mean;

    /// <summary>Sample standard deviation; 0 below two samples.</summary>
    public double Deviation => Count < 2 ? 0 : Math.Sqrt(_squares / (Count - 1));

    /// <summary>Mean difference between one time and the next (mtr's average jitter).</summary>
    public double Jitter => Count < 2 ? 0 : _steps / (Count - 1);

    /// <summary>Adds a time in milliseconds.</summary>
    public void Add(double ms)
    {
        if (Count > 0) _steps += Math.Abs(ms - Last);
        (Best, Worst) = Count == 0 ? (ms, ms) : (Math.Min(Best, ms), Math.Max(Worst, ms));
        Count++;
        Last = ms;
        var before = ms - _mean;
        _mean += before / Count;
        _squares += before * (ms - _mean);
    }
}
