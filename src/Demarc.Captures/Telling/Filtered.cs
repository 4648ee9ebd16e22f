using Demarc.Captures.Connections;
using Demarc.Model;

namespace Demarc.Captures.Telling;

/// <summary>
/// What a capture filter left of the connections, as far as the packets betray it. <c>tcp[tcpflags] &amp; (tcp-syn) != 0</c> and its like
/// keep what opens and closes connections and nothing of what is said on them: that nobody says anything is then the filter's doing.
/// </summary>
internal static class Filtered
{
    /// <summary>Who is not answered sends its SYN again after a second or, on old systems, three.</summary>
    private const long Repeats = 3_500_000_000;

    /// <summary>A capture that ends sooner after the only answer to a SYN was cut there, and not filtered.</summary>
    private const long GoesOn = 1_000_000_000;

    /// <summary>Connections of which none may have repeated its SYN, so that it is no matter of one program.</summary>
    private const int Several = 3;

    /// <summary>What was kept.</summary>
    internal enum Kept
    {
        /// <summary>No filter is betrayed.</summary>
        All,

        /// <summary>Only segments with SYN, FIN or RST.</summary>
        Openings,

        /// <summary>Only the first SYN of each connection, not even its answer.</summary>
        FirstSyns,
    }

    /// <summary>Tells by the connections. A SYN-ACK that was sent again shows by itself that its answer is missing from the network and not from the capture.</summary>
    /// <param name="table">The connections.</param>
    /// <param name="plain">Segments with neither SYN nor FIN nor RST.</param>
    /// <param name="end">Time of the capture's last packet.</param>
    public static Kept Of(ConnectionTable table, long plain, long end)
    {
        if (plain > 0 || table.Count == 0) return Kept.All;
        var (answered, repeated, waited, goesOn) = (0, 0, 0, false);
        for (var i = 0; i < table.Count; i++)
        {
            ref readonly var it = ref table[i];
            if (it.SynAckFrame > 0 && (it.ClientFirst ? it.Two : it.One).Syns == 1) (answered, goesOn) = (answered + 1, goesOn || (it.SynAckTime != Segment.NoTime && end - it.SynAckTime >= GoesOn));
            if (it.SynFrame > 0 && Math.Max(it.One.Syns, it.Two.Syns) > 1) repeated++;
            if (it.SynFrame > 0 && it.Last == it.First && end - it.LastSynTime >= Repeats && it.SynTime != Segment.NoTime) waited++;
        }

        if (answered >= Several || goesOn) return Kept.Openings;
        return repeated == 0 && waited >= Several ? Kept.FirstSyns : Kept.All;
    }

    /// <summary>What a reader has to know of it; null where there is nothing to say.</summary>
    public static Bilingual? Note(Kept kept) => kept switch
    {
        Kept.Openings => new(
            "not one TCP packet without SYN, FIN or RST is in it, as a capture filter on these flags leaves them: what was said on the connections was not captured, and that nothing is seen after the handshakes accuses nobody; capture again without the filter",
            "其中没有任何不带 SYN、FIN 或 RST 的 TCP 报文，应是抓包过滤器只保留了这些标志：连接上传输的内容没有抓到，握手之后看不到数据不能归咎于任何一方；请去掉过滤条件重新抓包"),
        Kept.FirstSyns => new(
            "it holds one SYN of each connection and nothing else, and none was sent again as an unanswered one is: a capture filter seems to have left out the answers; whether there were any cannot be told",
            "每个连接只有一个 SYN，再无其他报文，也没有像无应答时那样重发：应是抓包过滤器去掉了应答；是否有应答无从判断"),
        _ => null,
    };
}
