using Demarc.Captures.Connections;
using Demarc.Model;

namespace Demarc.Captures.Telling;

/// <summary>The two sets of counts of a connection.</summary>
internal static class Counting
{
    private static readonly Tally None = new();

    public static TcpCounts Of(in Connection it, in Direction client, in Direction server) =>
        new(Of(client.Wireshark.Counts, server.Wireshark.Counts, null, 0), Of(client.Trouble?.Counts, server.Trouble?.Counts, client.Syns > 0 ? client.Syns - 1 : null, Reported(client) + Reported(server)));

    private static int Reported(in Direction side) => side.Trouble is { } trouble ? Math.Max(0, trouble.ReportedDuplicates - trouble.Counts.Spurious) : 0;

    private static SegmentCounts Of(Tally? client, Tally? server, int? syns, int reported)
    {
        var (one, two) = (client ?? None, server ?? None);
        return new()
        {
            SynRetransmissions = syns,
            Retransmissions = new(one.Retransmissions, two.Retransmissions),
            FastRetransmissions = one.Fast + two.Fast,
            SpuriousRetransmissions = one.Spurious + two.Spurious + reported,
            OutOfOrder = one.OutOfOrder + two.OutOfOrder,
            DuplicateAcks = one.DuplicateAcks + two.DuplicateAcks,
            LostSegments = one.Lost + two.Lost,
            ZeroWindow = new(one.ZeroWindow, two.ZeroWindow),
            WindowFull = one.WindowFull + two.WindowFull,
            KeepAlives = one.KeepAlives + two.KeepAlives,
            ZeroWindowProbes = one.Probes + two.Probes,
        };
    }
}
