namespace Demarc.Captures.Connections;

/// <summary>What few connections have: resets and ICMP errors that quote them.</summary>
internal sealed class Oddities
{
    private SortedDictionary<string, int>? _errors;

    public List<SeenReset> Resets { get; } = [];

    /// <summary>Errors by their finding, with the frame of the first.</summary>
    public IReadOnlyDictionary<string, int> Errors => _errors ?? (IReadOnlyDictionary<string, int>)System.Collections.Immutable.ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>The size a router could pass on, from the first such error; null where none told.</summary>
    public int? NextHopMtu { get; set; }

    public void Note(string error, int frame) => (_errors ??= new(StringComparer.Ordinal)).TryAdd(error, frame);

    /// <summary>
    /// Resets in the server's name before its SYN-ACK. Each SYN has an answer of its own, and a client whose SYN was refused may send another;
    /// so many resets as SYNs, and a SYN-ACK beside them, are an answer too many.
    /// </summary>
    public int ResetsBefore(int synAck, long synAckTime, bool clientFirst)
    {
        var count = 0;
        if (synAck == 0) return count;
        foreach (var reset in Resets)
        {
            if ((reset.Time < synAckTime || (reset.Time == synAckTime && reset.Frame < synAck)) && reset.ByOne != clientFirst) count++;
        }

        return count;
    }

    /// <param name="Frame">Its frame.</param>
    /// <param name="ByOne">It bears the address of the end that spoke first.</param>
    /// <param name="Ttl">TTL it arrived with.</param>
    /// <param name="UsualTtl">TTL of that end's other packets; 0 where there were none before.</param>
    /// <param name="AfterClose">Whether all had been said.</param>
    /// <param name="Time">When.</param>
    internal sealed record SeenReset(int Frame, bool ByOne, byte Ttl, byte UsualTtl, bool? AfterClose, long Time);
}
