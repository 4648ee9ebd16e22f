using System.Globalization;

namespace Demarc.Captures.Connections;

/// <summary>What of a connection is quoted as evidence: its decisive frames in words, as a person would note them.</summary>
internal static class SightingText
{
    public static string Of(Connection connection, Direction client, Direction server, double? handshake)
    {
        var lines = new List<string>
        {
            $"{client.End} > {server.End}, frames {Number(connection.First)} to {Number(connection.Last)}, {Number(client.Packets)} packets there and {Number(server.Packets)} back, {Number(client.Bytes)} and {Number(server.Bytes)} octets",
        };
        if (connection.SynFrame > 0)
        {
            lines.Add(connection.SynAckFrame == 0
                ? $"SYN in frame {Number(connection.SynFrame)}{(client.Syns > 1 ? $", {Number(client.Syns)} in all" : "")}, no SYN-ACK"
                : $"SYN in frame {Number(connection.SynFrame)}, SYN-ACK in frame {Number(connection.SynAckFrame)}{(handshake is { } ms ? $", handshake {ms.ToString(CultureInfo.InvariantCulture)} ms" : ", no third packet")}");
        }

        Side(client, "client");
        Side(server, "server");
        if (connection.ResetBy is { } by) lines.Add($"reset by the {(by == client ? "client" : "server")} in frame {Number(connection.ResetFrame)}");
        foreach (var (finding, frame) in connection.Errors) lines.Add($"ICMP {finding} in frame {Number(frame)}");
        return string.Join('\n', lines);

        void Side(Direction side, string name)
        {
            if (side.Resent > 0) lines.Add($"{name}: {Number(side.Resent)} segments sent again, first in frame {Number(side.FirstResent)}");
            if (side.Late > 0) lines.Add($"{name}: {Number(side.Late)} segments out of order");
            if (side.ZeroWindows > 0) lines.Add($"{name}: window closed {Number(side.ZeroWindows)} times, first in frame {Number(side.FirstZeroWindow)}");
            if (side.Copies > 0) lines.Add($"{name}: {Number(side.Copies)} packets captured twice, counted once");
        }
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
