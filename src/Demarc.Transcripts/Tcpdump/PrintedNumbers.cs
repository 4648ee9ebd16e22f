namespace Demarc.Transcripts.Tcpdump;

/// <summary>
/// Sequence numbers of one end as they were on the wire. tcpdump prints them relative to the end's first after the first packet it saw,
/// and absolute before (always with <c>-S</c>, and for resets); text cut at its top has relative ones only, which do as well. Which it
/// was may show only later, so numbers are kept relative until all lines are read.
/// </summary>
internal sealed class PrintedNumbers
{
    // A printed number this far beyond what was sent cannot be relative.
    private const long Far = 1L << 26;

    private long? _base;
    private long _highest;

    /// <summary>Initial sequence number; null while no SYN was seen.</summary>
    public long? Isn { get; private set; }

    public void Syn(long? printed)
    {
        Isn = printed ?? Isn;
        _base = Isn;
        _highest = 1;
    }

    /// <summary>Relative number of the first segment that printed one.</summary>
    public long Start { get; private set; }

    /// <summary>
    /// The number of a segment, which takes so many; one without a printed number follows what was sent, and is null while that is not known.
    /// </summary>
    public long? Sent(long? printed, int length)
    {
        if (_base is null)
        {
            if (printed is not { } first || (length == 0 && first <= Far)) return null;
            _base = first > Far ? first : 0;
            Start = _highest = first > Far ? 0 : first;
            return Advance(Start, length);
        }

        return Advance(printed is { } number ? Relative(number) : _highest, length);
    }

    /// <summary>A number the other end acknowledges.</summary>
    public long Acknowledged(long printed)
    {
        // tcpdump counts an end it has seen nothing of from one below its first acknowledged number.
        if (_base is null && printed > Far) (_base, _highest) = (printed - 1, 1);
        return Relative(printed);
    }

    private long Advance(long from, int length)
    {
        _highest = Math.Max(_highest, from + length);
        return from;
    }

    /// <summary>The number on the wire, once all lines are read.</summary>
    public uint OnTheWire(long relative) => unchecked((uint)((_base ?? 0) + relative));

    /// <summary>A number that only looks at what was sent, as a reset's or a SACK block's.</summary>
    public long Relative(long printed)
    {
        if (_base is not { } start || printed <= _highest + Far) return printed;
        var relative = (printed - start) & 0xFFFFFFFF;
        return relative <= _highest + Far ? relative : printed;
    }
}
