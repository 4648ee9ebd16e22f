using Demarc.Transcripts.SocketTables;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Ss;

/// <summary>
/// A row of ss: <c>[netid] [STATE] recv-q send-q local peer [users:((…))]</c>. Without a header it needs its state; with a
/// header that has no state column (<c>ss state …</c>) it has none.
/// </summary>
internal static class SsRow
{
    /// <param name="line">The line.</param>
    /// <param name="index">Its index.</param>
    /// <param name="stateless">The header has no State column.</param>
    /// <param name="fallback">Protocol of a row without netid; null to take it from the state.</param>
    public static SocketRow? Parse(ReadOnlySpan<char> line, int index, bool stateless, string? fallback)
    {
        if (line.Length > 4000) return null;
        var fields = Fields.Of(line);
        var at = 0;
        string? netid = null;
        if (fields.Count > 0 && IsNetid(fields[0])) netid = fields[at++];
        var state = at < fields.Count && IsState(fields[at]) ? SocketState.Parse(fields[at++]) : null;
        if ((state is null && !stateless) || fields.Count < at + 4) return null;
        if (Figures.Count(fields[at]) is not { } received || Figures.Count(fields[at + 1]) is not { } sent) return null;
        if (!Endpoint.TryParse(fields[at + 2], out var local) || !Endpoint.TryParse(fields[at + 3], out var remote) || local.Dotted || remote.Dotted) return null;
        return new SocketRow
        {
            Line = index,
            Protocol = Protocol(netid, state, fallback),
            Six = local.Address.Contains(':'),
            State = state,
            RecvQ = received,
            SendQ = sent,
            Local = local,
            Remote = remote,
            QueueCounts = true,
            SendIsLimit = true,
            Process = Users(line),
        };
    }

    /// <summary>Kinds of sockets ss lists; those that are neither tcp nor udp are passed over.</summary>
    public static bool IsNetid(ReadOnlySpan<char> word) =>
        word is "tcp" or "udp" or "nl" or "raw" or "icmp6" or "u_str" or "u_dgr" or "u_seq" or "p_raw" or "p_dgr" or "v_str" or "v_dgr" or "sctp" or "mptcp" or "dccp" or "xdp" or "ti" or "???";

    private static bool IsState(string word) => word is "ESTAB" or "LISTEN" or "UNCONN" or "CLOSED" or "CLOSING" or "BOUND"
        || (word.Contains('-') && SocketState.Parse(word) is not null);

    private static string? Protocol(string? netid, string? state, string? fallback) => netid switch
    {
        "tcp" or "udp" => netid,
        not null => null,
        null when state == "CLOSE" => "udp",
        null => fallback ?? (state is null ? null : "tcp"),
    };

    /// <summary>Names in <c>users:(("nginx",pid=7,fd=6),("nginx",pid=8,fd=6))</c>, each once.</summary>
    private static string? Users(ReadOnlySpan<char> line)
    {
        var at = line.IndexOf("users:((");
        if (at < 0) return null;
        var names = new List<string>();
        line = line[(at + 7)..];
        while (names.Count < 8 && line.IndexOf("(\"") is var open and >= 0)
        {
            line = line[(open + 2)..];
            var close = line.IndexOf('"');
            if (close < 0) break;
            var name = line[..close].ToString();
            if (name.Length > 0 && !names.Contains(name)) names.Add(name);
            line = line[close..];
        }

        return names.Count == 0 ? null : string.Join(", ", names);
    }
}
