using System.Globalization;
using Demarc.Captures.Connections;
using Demarc.Wire;

namespace Demarc.Captures.Telling;

/// <summary>What of a connection is quoted as evidence: its decisive frames in words, as a person would note them.</summary>
internal static class SightingText
{
    /// <summary>Longest waits below are not worth a line.</summary>
    private const long Noticeable = 200_000_000;

    public static string Of(in Connection it, in Direction client, in Direction server, string clientEnd, string serverEnd, double? handshake, List<Finding> findings)
    {
        var lines = new List<string>
        {
            $"{clientEnd} > {serverEnd}, frames {Number(it.First)} to {Number(it.Last)}, {Number(client.Packets)} packets there and {Number(server.Packets)} back, {Number(client.Bytes)} and {Number(server.Bytes)} octets",
        };
        if (it.SynFrame > 0)
        {
            lines.Add(it.SynAckFrame == 0
                ? $"SYN in frame {Number(it.SynFrame)}{(client.Syns > 1 ? $", {Number(client.Syns)} in all" : "")}, no SYN-ACK"
                : $"SYN in frame {Number(it.SynFrame)}, SYN-ACK in frame {Number(it.SynAckFrame)}{(handshake is { } ms ? $", handshake {ms.ToString(CultureInfo.InvariantCulture)} ms" : ", no third packet")}");
        }

        Side(client.Trouble, "client", lines);
        Side(server.Trouble, "server", lines);
        Words(it, lines);
        Wait(it.Waiting.SlowestServer, "server", lines);
        Wait(it.Waiting.SlowestClient, "client", lines);
        foreach (var reset in it.Oddities?.Resets.Take(2) ?? [])
        {
            lines.Add($"reset by the {(reset.ByOne == it.ClientFirst ? "client" : "server")} in frame {Number(reset.Frame)}{(reset.UsualTtl != 0 && reset.Ttl != reset.UsualTtl ? $", TTL {Number(reset.Ttl)} where its other packets have {Number(reset.UsualTtl)}" : "")}");
        }

        if (it.Oddities is { Errors.Count: > 0 } odd)
        {
            foreach (var (error, frame) in odd.Errors) lines.Add($"ICMP {error} in frame {Number(frame)}{(error == "need-to-frag" && odd.NextHopMtu is > 0 and var mtu ? $", next hop MTU {Number(mtu)}" : "")}");
        }

        if (findings.FirstOrDefault(f => f.Id == "acknowledged-unanswered") is { Frame: > 0 } owed) lines.Add($"what the client said in frame {Number(owed.Frame)} was acknowledged and never answered");
        return string.Join('\n', lines);
    }

    private static void Side(Trouble? side, string name, List<string> lines)
    {
        if (side is null) return;
        if (side.Counts.Retransmissions > 0) lines.Add($"{name}: {Number(side.Counts.Retransmissions)} segments sent again, first in frame {Number(side.FirstResent)}");
        if (side.Counts.OutOfOrder > 0) lines.Add($"{name}: {Number(side.Counts.OutOfOrder)} segments out of order, first in frame {Number(side.FirstLate)}");
        if (side.Counts.ZeroWindow > 0) lines.Add($"{name}: window closed {Number(side.Counts.ZeroWindow)} times{(side.Closed(false, 0) is { } closed ? Invariant($", {closed / 1e6:0.###} ms until it was open again") : "")}, first in frame {Number(side.FirstZeroWindow)}");
        if (side.HasGaps) lines.Add($"{name}: octets before frame {Number(side.FirstGap)} were never captured");
        if (side.Copies > 0) lines.Add($"{name}: {Number(side.Copies)} packets captured twice, counted once");
    }

    private static void Words(in Connection it, List<string> lines)
    {
        if (it.Talk?.Tls is { } tls)
        {
            if (tls.ClientHello is { } hello) lines.Add($"TLS client hello in frame {Number(tls.ClientHelloFrame)}{(hello.ServerName is { } name ? $" for {name}" : "")}{(tls.ServerHello is { } answer ? $", answered with {TlsNames.Version(answer.Version)} in frame {Number(tls.ServerHelloFrame)}" : "")}");
            if (tls.Alert is { } alert) lines.Add($"TLS alert {TlsNames.Alert(alert.Code)} ({(alert.Level == 2 ? "fatal" : "warning")}) by the {(alert.ByClient ? "client" : "server")} in frame {Number(alert.Frame)}");
        }

        if (it.Talk?.Http is { Requests: > 0 } http) lines.Add($"HTTP: {Number(http.Requests)} requests{(http.ToProxy ? " to a proxy" : "")}, {Number(http.Answered)} answers{(http.Errors > 0 && http.Errors < http.Answered ? $", {Number(http.Errors)} of them errors" : "")}{(http.Status > 0 ? $", status {Number(http.Status)} in frame {Number(http.StatusFrame)}" : "")}");
        if (it.Talk?.Greeting is { } greeting) lines.Add($"the server's first words, frame {Number(it.Talk.GreetingFrame)}: {greeting}");
    }

    private static void Wait(in Waiting.Longest wait, string name, List<string> lines)
    {
        if (wait.Nanoseconds >= Noticeable) lines.Add($"{name} took {Number(wait.Nanoseconds / 1_000_000)} ms between frames {Number(wait.From)} and {Number(wait.To)}");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
