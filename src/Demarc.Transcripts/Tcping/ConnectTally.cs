using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Tcping;

/// <summary>How one try to connect ended.</summary>
internal enum TryResult
{
    Answered,
    Refused,
    Silent,
    Unknown,
}

/// <summary>Tries to connect to one port, counted into one observation: it worked when one of them did.</summary>
internal sealed class ConnectTally
{
    private readonly int[] _results = new int[4];
    private double? _ms;

    public string? Target { get; set; }

    public string? Address { get; set; }

    public int? Port { get; set; }

    public int? ReplyTtl { get; set; }

    /// <summary>What the tool counted itself; it stands above the rows where these were cut.</summary>
    public (int Attempts, int Failed)? Stated { get; set; }

    public int Attempts => Stated?.Attempts ?? _results.Sum();

    public void Add(TryResult result, double? ms)
    {
        _results[(int)result]++;
        if (result == TryResult.Answered) _ms ??= ms;
    }

    public Connect Connect()
    {
        var failed = Stated?.Failed ?? Attempts - _results[(int)TryResult.Answered];
        return new()
        {
            Evidence = Rows.Unplaced,
            Target = Target,
            TargetAddress = Address,
            Port = Port,
            Attempts = Attempts,
            Failed = failed,
            Outcome = failed < Attempts ? "ok" : _results[(int)TryResult.Refused] > 0 ? "refused" : _results[(int)TryResult.Silent] > 0 ? "timeout" : null,
            Ms = _ms,
            ReplyTtl = ReplyTtl,
        };
    }
}
