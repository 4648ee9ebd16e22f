namespace Demarc.Captures.Connections;

/// <summary>
/// Tells a packet that was captured twice (a mirror port, both interfaces of a router, several layers of a stack) from one that was
/// sent again. Looks as far back as its table reaches: the last packets whose marks fell on other places.
/// </summary>
/// <param name="doubtful">How soon a copy follows its original where no identification proves it, in nanoseconds.</param>
internal sealed class Copies(long doubtful = Copies.Doubtful)
{
    /// <summary>Doubt about packets that never bear an identification, those of IPv6 above all.</summary>
    public const long Doubtful = 2_000_000;

    /// <summary>Doubt about packets whose identification was merely not printed: what two interfaces of one machine take at most.</summary>
    public const long DoubtfulInText = 50_000;

    /// <summary>A copy follows its original within this, where the identification proves it.</summary>
    private const long Nanoseconds = 1_000_000_000;

    private const int Places = 1 << 13;

    private readonly (ulong Likeness, long Time)[] _seen = new (ulong, long)[Places * 2];

    /// <summary>Packets that were seen before.</summary>
    public long Removed { get; private set; }

    public bool Has(in Segment segment, ulong source, ulong destination) => Has(segment.Likeness, segment.Time, segment.Identification, source, destination);

    /// <summary>Whether a packet was seen before.</summary>
    /// <param name="likeness">Of all that a copy shares with its original, but for the ends.</param>
    /// <param name="time">When it came; without a time nothing is a copy.</param>
    /// <param name="identification">Of the IP packet; null or 0 where it has none, and then only nearness in time speaks.</param>
    /// <param name="source">The end it came from.</param>
    /// <param name="destination">The end it went to.</param>
    public bool Has(ulong likeness, long time, ushort? identification, ulong source, ulong destination)
    {
        if (time == Segment.NoTime) return false;
        likeness = (likeness ^ (source * 0x9E37_79B9_7F4A_7C15)) + (destination * 0xD6E8_FEB8_6659_FD93);
        var at = (int)((likeness ^ (likeness >> 32)) & (Places - 1)) * 2;
        var within = identification is > 0 ? Nanoseconds : doubtful;
        for (var way = at; way < at + 2; way++)
        {
            if (_seen[way].Likeness != likeness || Math.Abs(time - _seen[way].Time) > within) continue;
            Removed++;
            return true;
        }

        _seen[at + 1] = _seen[at];
        _seen[at] = (likeness, time);
        return false;
    }
}
