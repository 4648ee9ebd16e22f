using Demarc.Captures.Connections;
using Demarc.Model;

namespace Demarc.Captures.Telling;

/// <summary>The sums of <see cref="Waiting"/> as shares, without those that the place of capture cannot know.</summary>
internal static class Waits
{
    /// <summary>Null where no time passed between anybody's words.</summary>
    public static TcpWaits? Of(in Connection connection, string place)
    {
        ref readonly var it = ref connection.Waiting;
        var (clientClosed, serverClosed) = connection.ClientFirst ? (Closed(connection.One, connection.Ended), Closed(connection.Two, connection.Ended)) : (Closed(connection.Two, connection.Ended), Closed(connection.One, connection.Ended));
        if (clientClosed + serverClosed + it.ClientApp + it.ServerApp + it.Network + it.Undetermined == 0 || connection.Began == Segment.NoTime) return null;
        var knowsServer = it.ServerTrip > 0 || connection.SynAckFrame > 0;
        var knowsClient = it.ClientTrip > 0 || connection.EstablishedFrame > 0;
        var undetermined = it.Undetermined + (knowsServer ? 0 : it.ServerApp) + (knowsClient || knowsServer ? 0 : it.Network + it.ClientApp);
        var known = knowsClient || knowsServer;
        return new(
            known ? Milliseconds(it.ClientApp + clientClosed) : null,
            place == Place.Client && connection.EstablishedFrame > 0 ? Milliseconds(connection.EstablishedTime - connection.SynAckTime) : null,
            known ? Milliseconds(it.Network) : null,
            place == Place.Server && connection.SynAckFrame > 0 && connection.SynFrame > 0 ? Milliseconds(connection.SynAckTime - connection.LastSynTime) : null,
            knowsServer ? Milliseconds(it.ServerApp + serverClosed) : null,
            undetermined > 0 ? Milliseconds(undetermined) : null);
    }

    /// <summary>How long a window stayed closed that was never opened again.</summary>
    private static long Closed(in Direction side, long end) => side is { WindowClosed: true, Trouble: { } trouble } && trouble.ClosedSince != Segment.NoTime ? Math.Max(0, end - trouble.ClosedSince) : 0;

    public static double? Milliseconds(long nanoseconds) => nanoseconds >= 0 ? Math.Round(nanoseconds / 1e6, 3) : null;
}
