using Demarc.Transcripts.SocketTables;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Netstat;

/// <summary>
/// Rows of netstat's socket table, by shape: <c>tcp 0 0 local remote STATE …</c> (Linux), <c>tcp4 0 0 *.22 *.* LISTEN</c>
/// (the BSDs, with -A after one or two kernel addresses) and <c>TCP local remote STATE pid</c> (Windows). Headers and
/// Windows' states are localised, the shape is not.
/// </summary>
internal static class SocketLine
{
    public static SocketRow? Parse(ReadOnlySpan<char> line, int index)
    {
        if (line.Length > 1000) return null;
        var fields = Fields.Of(line);
        var at = 0;
        if (fields.Count > 0 && IsHex(fields[0], 8)) at = fields.Count > 1 && IsHex(fields[1], 1) ? 2 : 1;
        if (fields.Count < at + 3) return null;
        return fields[at] is "TCP" or "UDP" or "TCPv6" or "UDPv6" ? Windows(fields, index) : Unix(fields, at, index);
    }

    private static SocketRow? Unix(List<string> fields, int at, int index)
    {
        if (Protocol(fields[at]) is not { } protocol || fields.Count < at + 5) return null;
        if (Figures.Count(fields[at + 1]) is not { } received || Figures.Count(fields[at + 2]) is not { } sent) return null;
        if (!Endpoint.TryParse(fields[at + 3], out var local) || !Endpoint.TryParse(fields[at + 4], out var remote)) return null;
        var rest = at + 5;
        var state = rest < fields.Count ? SocketState.Parse(fields[rest]) : null;
        if (protocol == "tcp" && state is null) return null;
        var bsd = local.Dotted || remote.Dotted;
        return new SocketRow
        {
            Line = index,
            Protocol = protocol == "raw" ? null : protocol,
            Six = fields[at].EndsWith('6'),
            State = state,
            RecvQ = received,
            SendQ = sent,
            Local = local,
            Remote = remote,
            QueueCounts = !bsd,
            Process = bsd ? null : Program(fields, state is null ? rest : rest + 1),
        };
    }

    private static SocketRow? Windows(List<string> fields, int index)
    {
        if (!Endpoint.TryParse(fields[1], out var local) || !Endpoint.TryParse(fields[2], out var remote)) return null;
        var tcp = fields[0][0] == 'T';
        if (tcp && (fields.Count < 4 || !IsWord(fields[3]))) return null;
        // A listening socket is known by its far end in any language; bound and closed ones have their own words.
        var known = tcp ? SocketState.Parse(fields[3]) : null;
        var listens = tcp && remote.IsOpen && known is null or SocketState.Listen;
        var pid = fields.Count > (tcp ? 4 : 3) ? Figures.Count(fields[tcp ? 4 : 3]) : null;
        return new SocketRow
        {
            Line = index,
            Protocol = tcp ? "tcp" : "udp",
            Six = local.Address.Contains(':'),
            State = !tcp ? null : listens ? SocketState.Listen : known ?? fields[3],
            Local = local,
            Remote = remote,
            Process = pid is null ? null : $"pid {pid}",
        };
    }

    private static string? Protocol(string word) => word switch
    {
        "tcp" or "tcp4" or "tcp6" or "tcp46" => "tcp",
        "udp" or "udp4" or "udp6" or "udp46" or "udplite" or "udplite6" => "udp",
        "raw" or "raw6" or "icm4" or "icm6" or "icmp" or "icmp6" or "sctp" => "raw",
        _ => null,
    };

    /// <summary>A kernel address or a flow hash, which -A prints first.</summary>
    private static bool IsHex(string word, int least)
    {
        if (word.Length < least || word.Length > 16) return false;
        foreach (var c in word)
        {
            if (!char.IsAsciiHexDigit(c) || char.IsAsciiLetterUpper(c)) return false;
        }

        return true;
    }

    private static bool IsWord(string word) => word.Length is > 2 and < 30 && char.IsUpper(word[0]) && !word.Contains(':') && !word.Contains('.');

    /// <summary>The part after <c>1234/</c>; blanks inside belong to it, as the kernel cuts the command line.</summary>
    private static string? Program(List<string> fields, int from)
    {
        for (var i = from; i < fields.Count && i < from + 4; i++)
        {
            var slash = fields[i].IndexOf('/');
            if (slash < 1 || Figures.Count(fields[i].AsSpan(0, slash)) is null) continue;
            var end = i + 1;
            while (end < fields.Count && !IsTimer(fields[end])) end++;
            var name = string.Join(' ', [fields[i][(slash + 1)..], .. fields.GetRange(i + 1, end - i - 1)]).Trim();
            return name.Length == 0 ? null : name;
        }

        return null;
    }

    /// <summary>The timer column of -o, and remarks people append.</summary>
    private static bool IsTimer(string word) =>
        word is "off" or "on" or "keepalive" or "timewait" or "#" or "//" or "←" or "<-" or "<--" || word.StartsWith('#') || word.StartsWith("//", StringComparison.Ordinal);
}
