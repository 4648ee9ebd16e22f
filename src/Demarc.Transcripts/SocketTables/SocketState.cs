namespace Demarc.Transcripts.SocketTables;

/// <summary>
/// TCP states in one spelling, that of Linux netstat: ss writes <c>CLOSE-WAIT</c> and <c>ESTAB</c>, the BSDs and Windows
/// <c>FIN_WAIT_1</c>, German Windows <c>HERGESTELLT</c>.
/// </summary>
internal static class SocketState
{
    public const string Listen = "LISTEN";

    /// <summary>The usual spelling of a state, null when the word is none.</summary>
    public static string? Parse(string word) => Known.GetValueOrDefault(word);

    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["ESTABLISHED"] = "ESTABLISHED", ["ESTAB"] = "ESTABLISHED", ["HERGESTELLT"] = "ESTABLISHED", ["USTANOWIONO"] = "ESTABLISHED",
        ["SYN_SENT"] = "SYN_SENT", ["SYN-SENT"] = "SYN_SENT", ["SYN_GESENDET"] = "SYN_SENT",
        ["SYN_RECV"] = "SYN_RECV", ["SYN-RECV"] = "SYN_RECV", ["SYN_RCVD"] = "SYN_RECV", ["SYN_RECEIVED"] = "SYN_RECV", ["SYN_EMPFANGEN"] = "SYN_RECV",
        ["FIN_WAIT1"] = "FIN_WAIT1", ["FIN_WAIT_1"] = "FIN_WAIT1", ["FIN-WAIT-1"] = "FIN_WAIT1", ["FIN_WARTEN_1"] = "FIN_WAIT1",
        ["FIN_WAIT2"] = "FIN_WAIT2", ["FIN_WAIT_2"] = "FIN_WAIT2", ["FIN-WAIT-2"] = "FIN_WAIT2", ["FIN_WARTEN_2"] = "FIN_WAIT2",
        ["TIME_WAIT"] = "TIME_WAIT", ["TIME-WAIT"] = "TIME_WAIT", ["WARTEND"] = "TIME_WAIT",
        ["CLOSE_WAIT"] = "CLOSE_WAIT", ["CLOSE-WAIT"] = "CLOSE_WAIT", ["SCHLIESSEN_WARTEN"] = "CLOSE_WAIT",
        ["LAST_ACK"] = "LAST_ACK", ["LAST-ACK"] = "LAST_ACK", ["LETZTE_BESTÄTIGUNG"] = "LAST_ACK",
        ["CLOSING"] = "CLOSING", ["CLOSED"] = "CLOSE", ["CLOSE"] = "CLOSE", ["UNCONN"] = "CLOSE", ["BOUND"] = "CLOSE",
        ["LISTEN"] = Listen, ["LISTENING"] = Listen, ["ABHÖREN"] = Listen, ["NASŁUCHIWANIE"] = Listen,
    };
}
