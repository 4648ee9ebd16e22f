namespace Demarc.Probing.Machines;

/// <summary>
/// How long to wait for an answer, from the round-trip times seen: a multiple of the slowest, within a floor and a ceiling.
/// Paths answer in milliseconds; a fixed wait of seconds is what makes silence expensive.
/// </summary>
/// <param name="Floor">Never give up sooner.</param>
/// <param name="Ceiling">Never wait longer while the path answers as quickly as paths do; also the wait while nothing has answered.</param>
public sealed record Patience(TimeSpan Floor, TimeSpan Ceiling)
{
    private const double Multiple = 4;

    /// <summary>Slow paths (satellite, full buffers) get more, up to this.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    /// <summary>The wait given the slowest answer so far; null = none yet.</summary>
    public TimeSpan For(TimeSpan? slowest)
    {
        if (slowest is not { } rtt) return Ceiling;
        var wait = rtt * Multiple;
        if (wait < Floor) return Floor;
        if (wait <= Ceiling) return wait;
        // Beyond the ceiling only as far as the answers themselves justify.
        var justified = rtt * 2 > Ceiling ? rtt * 2 : Ceiling;
        return justified < Longest ? justified : Longest;
    }
}
