using Demarc.Model;
using Demarc.Reasoning;

namespace Demarc.Simulator;

/// <summary>Sums up how well verdicts match the truth: top ranks, calibration, accusations of healthy services.</summary>
internal sealed class Score
{
    private const int Bins = 10;
    private readonly double[] _confidence = new double[Bins];
    private readonly int[] _right = new int[Bins];
    private readonly int[] _count = new int[Bins];
    private int _faulty, _healthy, _causeTop1, _causeTop3, _sideTop1, _accused, _sure, _sureRight, _all;
    private double _brier;

    public void Add(Ranking ranking, Candidate truth)
    {
        _all++;
        var sides = Sides.All.Select(side => (side, P: ranking.Of(side))).OrderByDescending(x => x.P).ThenBy(x => x.side).ToArray();
        var (side, confidence) = sides[0];
        var right = side == truth.Side;
        var bin = Math.Min(Bins - 1, (int)(confidence * Bins));
        _confidence[bin] += confidence;
        _count[bin]++;
        if (right) _right[bin]++;
        _brier += sides.Sum(x => Math.Pow(x.P - (x.side == truth.Side ? 1 : 0), 2));
        if (right) _sideTop1++;
        if (confidence >= 0.9)
        {
            _sure++;
            if (right) _sureRight++;
        }

        if (truth.Cause is null)
        {
            _healthy++;
            if (confidence >= 0.9 && side is not (Side.Healthy or Side.Undetermined)) _accused++;
            return;
        }

        _faulty++;
        var top = ranking.Order.Where(i => ranking.Candidates[i].Id != Candidate.Unknown).Take(3).Select(i => ranking.Candidates[i].Id).ToArray();
        if (top[0] == truth.Id) _causeTop1++;
        if (top.Contains(truth.Id)) _causeTop3++;
    }

    public void Print(string name)
    {
        var ece = Enumerable.Range(0, Bins).Sum(b => _count[b] == 0 ? 0 : Math.Abs(_confidence[b] - _right[b])) / _all;
        Console.WriteLine($"{name,-34} side top-1 {Wilson(_sideTop1, _all)}  cause top-1 {Wilson(_causeTop1, _faulty)}  top-3 {Wilson(_causeTop3, _faulty)}  ECE {ece:0.000}  Brier {_brier / _all:0.000}");
        Console.WriteLine($"{"",-34} right when >= .9 sure {Wilson(_sureRight, _sure)} ({_sure} cases)  healthy accused at .9 {Wilson(_accused, _healthy)} ({_healthy} healthy)");
    }

    /// <summary>Share with its Wilson 95 % interval.</summary>
    private static string Wilson(int k, int n)
    {
        if (n == 0) return "-";
        const double z = 1.96;
        var p = (double)k / n;
        var centre = (p + z * z / (2 * n)) / (1 + z * z / n);
        var half = z * Math.Sqrt(p * (1 - p) / n + z * z / (4.0 * n * n)) / (1 + z * z / n);
        return $"{p:0.000} [{centre - half:0.000}-{centre + half:0.000}]";
    }
}
