using Demarc.Model;

namespace Demarc.Transcripts;

/// <summary>
/// How much one text may give. Thousands of observations alike are a data dump: the first are kept whole, what is left is
/// counted. Log lines have a quota of their own, and failed requests another, as they are what a log is read for.
/// </summary>
internal sealed class Quota
{
    /// <summary>Most observations of one text; memory has to end somewhere.</summary>
    private const int MostObservations = 20_000;

    /// <summary>Most log lines of one text, and as many failed ones (status 400 and above) besides.</summary>
    private const int MostLogLines = 2_000;

    private int _kept;
    private long _counted;
    private (int First, int Last) _countedLines;

    /// <summary>Nothing more is taken.</summary>
    public bool IsUsedUp => _kept >= MostObservations;

    /// <summary>Log lines still taken, failed or not.</summary>
    public int LogLines { get; private set; } = MostLogLines;

    /// <summary>Failed log lines still taken.</summary>
    public int FailedLogLines { get; private set; } = MostLogLines;

    /// <summary>Notes what a block gave.</summary>
    public void Take(IReadOnlyList<Observation> found)
    {
        _kept += found.Count;
        foreach (var each in found)
        {
            if (each is not AccessLog log) return;
            if (log.Status >= 400) FailedLogLines--;
            else LogLines--;
        }
    }

    /// <summary>Notes log lines that were only counted, by their line numbers.</summary>
    public void Count(int first, int last, int lines)
    {
        _countedLines = (_counted == 0 ? first : _countedLines.First, last);
        _counted += lines;
    }

    /// <summary>What was only counted, for the list of what was not read; null when nothing was.</summary>
    public Unread? Rest(string source) => _counted == 0 ? null : new(
        source,
        [_countedLines.First, _countedLines.Last],
        $"{_counted} more log lines of the same kind, counted",
        $"另有 {_counted} 行同类日志，只计数");
}
