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

    /// <summary>One in so many packets must have been copied before an acknowledgement that has nothing of its own counts as a copy.</summary>
    private const int OneIn = 3;

    private readonly Seen[] _seen = new Seen[Places * 2];
    private long _telling;
    private long _copied;

    /// <summary>Packets that were seen before.</summary>
    public long Removed { get; private set; }

    public bool Has(in Segment segment, ulong source, ulong destination) =>
        Has(segment.Likeness, segment.Time, segment.Identification, segment.Ttl, source, destination, segment.Length == 0 && !segment.IsMark && !segment.Is(Wire.TcpFlags.Reset));

    /// <summary>Whether a packet was seen before.</summary>
    /// <param name="likeness">Of all that a copy shares with its original, but for the ends.</param>
    /// <param name="time">When it came; without a time nothing is a copy.</param>
    /// <param name="identification">Of the IP packet; null or 0 where it has none, and then nearness in time speaks, or another TTL: what is sent again has the same.</param>
    /// <param name="ttl">TTL or hop limit; 0 where it is not known.</param>
    /// <param name="source">The end it came from.</param>
    /// <param name="destination">The end it went to.</param>
    /// <param name="repeats">A pure acknowledgement: where segments arrive out of order their receiver sends the same one over and over at once (RFC 5681, 4.2).</param>
    public bool Has(ulong likeness, long time, ushort? identification, byte ttl, ulong source, ulong destination, bool repeats)
    {
        if (time == Segment.NoTime) return false;
        likeness = (likeness ^ (source * 0x9E37_79B9_7F4A_7C15)) + (destination * 0xD6E8_FEB8_6659_FD93);
        var at = (int)((likeness ^ (likeness >> 32)) & (Places - 1)) * 2;
        var proven = identification is > 0;
        for (var way = at; way < at + 2; way++)
        {
            ref readonly var seen = ref _seen[way];
            if (seen.Likeness != likeness) continue;
            var elsewhere = ttl != 0 && seen.Ttl != 0 && ttl != seen.Ttl;
            if (Math.Abs(time - seen.Time) > (proven || elsewhere ? Nanoseconds : doubtful)) continue;
            if (repeats && !proven && !elsewhere && _copied * OneIn < _telling) continue;
            if (!repeats && !proven) _copied++;
            Removed++;
            return true;
        }

        if (!repeats && !proven) _telling++;
        _seen[at + 1] = _seen[at];
        _seen[at] = new(likeness, time, ttl);
        return false;
    }

    private readonly record struct Seen(ulong Likeness, long Time, byte Ttl);
}
