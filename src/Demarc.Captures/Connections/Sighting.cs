using Demarc.Captures.Decoding;
using Demarc.Model;

namespace Demarc.Captures.Connections;

/// <summary>A connection as an observation: its state, counts and findings, and the frames that show them.</summary>
internal static class Sighting
{
    private const int EthernetMss = 1460;

    /// <summary>A lone SYN counts as unanswered when the capture went on this long after it.</summary>
    private const long SynPatience = 1_000_000_000;

    /// <summary>A gap this short was made on the capturing machine or its own segment.</summary>
    private const long LocalNanoseconds = 1_000_000;

    private const int SeveralTimes = 4;

    /// <summary>Payload from which a segment can be too large for a link: the 1280 of IPv6, less its headers.</summary>
    private const int LeastFull = 1220;
    private const double NearlyFull = 0.9;

    /// <param name="connection">The connection.</param>
    /// <param name="source">The capture's name.</param>
    /// <param name="sha256">Hash of its bytes.</param>
    /// <param name="vantage">Where it was taken; null where it does not tell.</param>
    /// <param name="end">Time of the capture's last packet.</param>
    /// <param name="dropped">Packets the capturing machine dropped.</param>
    public static TcpConnection Of(Connection connection, string source, string sha256, string? vantage, long? end, long? dropped)
    {
        var (client, server) = (connection.Client, connection.Server);
        var unanswered = server.Packets == 0 && client.Syns > 0 && connection.ResetBy is null && (client.Syns > 1 || end - connection.LastSynTime >= SynPatience);
        var both = client.Syns > 0 && server.Syns > 0;
        var time = At(connection.Began);
        var findings = Findings(connection, client, server, unanswered);
        var handshake = Milliseconds(connection.SynTime, connection.EstablishedTime);
        return new()
        {
            Tool = "capture",
            Vantage = vantage,
            Time = time,
            Target = server.End.ToString(),
            Client = client.End.ToString(),
            Server = server.End.ToString(),
            State = State(connection, client, server, unanswered),
            HandshakeMs = handshake,
            Mss = client.Mss is null && server.Mss is null ? null : new(client.Mss, server.Mss),
            WindowScale = client.WindowScale is null && server.WindowScale is null ? null : new(client.WindowScale, server.WindowScale),
            Timestamps = both ? client.Timestamps && server.Timestamps : null,
            Sack = both ? client.Sack && server.Sack : null,
            Counts = new(client.Syns > 0 ? client.Syns - 1 : null, new(client.Resent, server.Resent), client.ZeroWindows + server.ZeroWindows),
            Bytes = new(client.Bytes, server.Bytes),
            LargestSegment = new(client.Largest, server.Largest),
            ResetBy = connection.ResetBy is null ? null : connection.ResetBy == client ? "client" : "server",
            ResetAfterClose = connection.ResetAfterClose,
            Findings = findings,
            Place = Place(connection),
            Packets = client.Packets + server.Packets,
            DroppedByCapture = dropped,
            Evidence = new()
            {
                Source = source,
                Sha256 = sha256,
                Vantage = vantage,
                Kind = Kinds.TcpConnection,
                Tool = "capture",
                Time = time,
                Frames = Frames(connection, client, server),
                Text = SightingText.Of(connection, client, server, handshake),
            },
        };
    }

    /// <summary>By which half of the handshake took no time: whose host is near.</summary>
    public static string Place(Connection connection)
    {
        if (connection.SynAckTime - connection.SynTime is not { } there || connection.EstablishedTime - connection.SynAckTime is not { } here || there < 0 || here < 0) return "unknown";
        var (nearClient, nearServer) = (here <= LocalNanoseconds, there <= LocalNanoseconds);
        if (nearClient && !nearServer && there >= here * SeveralTimes) return "client";
        if (nearServer && !nearClient && here >= there * SeveralTimes) return "server";
        return nearClient || nearServer ? "unknown" : "midway";
    }

    private static string? State(Connection connection, Direction client, Direction server, bool unanswered)
    {
        if (unanswered) return "syn-unanswered";
        if (connection.ResetBy is not null && connection.ResetAfterClose != true) return "reset";
        if (connection.ResetBy is not null || (client.Fin && server.Fin)) return "closed";
        if (client.Syns > 0 && server.Packets == 0) return null;
        return connection.IsOpening ? "established" : "midstream";
    }

    private static List<string> Findings(Connection connection, Direction client, Direction server, bool unanswered)
    {
        var findings = new List<string>();
        if (unanswered) findings.Add("syn-unanswered");
        if (client.Syns > 1) findings.Add("syn-retransmitted");
        var mss = (client.Mss, server.Mss) is ({ } a, { } b) ? Math.Min(a, b) : client.Mss ?? server.Mss ?? EthernetMss;
        if (Math.Max(client.Largest, server.Largest) > mss) findings.Add("segment-larger-than-mtu");
        if (client.Resent + server.Resent > 0) findings.Add("retransmissions");
        if (BlackHole(client) || BlackHole(server)) findings.Add("full-size-unacknowledged");
        if (client.Late + server.Late > 0) findings.Add("received-out-of-order");
        if (client.ZeroWindows + server.ZeroWindows > 0) findings.Add("zero-window");
        if (connection.Refused) findings.Add("syn-reset");
        else if (connection.ResetAfterClose == true) findings.Add("reset-after-close");
        else if (connection.ResetAfterClose == false && client.Bytes + server.Bytes > 0) findings.Add("reset-after-data");
        if (connection.Missing || client.HasGaps || server.HasGaps) findings.Add("packets-missing");
        if (client.Copies + server.Copies > 0) findings.Add("captured-twice");
        findings.AddRange(connection.Errors.Keys);
        return findings;
    }

    /// <summary>
    /// Only segments of full size were sent again, several times, and never acknowledged, though smaller ones were before: packets
    /// above some size vanish on the way (RFC 2923, 2.1).
    /// </summary>
    private static bool BlackHole(Direction side) =>
        side.Resent >= SeveralTimes - 1 && side.Largest >= LeastFull && side.SmallestResent >= side.Largest * NearlyFull && side.Acknowledged < side.Highest && side.Acknowledged + side.Largest <= side.Highest;

    /// <summary>The frames that show what is said, in order.</summary>
    private static int[] Frames(Connection connection, Direction client, Direction server) =>
        [.. new[] { connection.First, connection.SynFrame, connection.SynAckFrame, connection.EstablishedFrame, client.FirstResent, server.FirstResent, client.FirstZeroWindow, server.FirstZeroWindow, connection.ResetFrame, connection.Last }
            .Concat(connection.Errors.Values).Where(frame => frame > 0).Distinct().Order()];

    private static double? Milliseconds(long? from, long? to) => to - from is { } span and >= 0 ? Math.Round(span / 1e6, 3) : null;

    /// <summary>Null before 1970 and past the year 2200: such a clock says nothing.</summary>
    private static Moment? At(long? nanoseconds)
    {
        if (nanoseconds is not { } ns || ns <= 0 || ns > 7_258_118_400_000_000_000) return null;
        var instant = DateTimeOffset.UnixEpoch.AddTicks(ns / 100);
        return new(UtcTime.Text(instant), instant, ZoneKnowledge.Stated);
    }
}
