using System.Globalization;
using System.Net;

namespace Demarc.Probing.Local;

/// <summary>One TCP socket of this host.</summary>
/// <param name="State">As netstat spells it, such as <c>TIME_WAIT</c>.</param>
internal sealed record TcpSocket(IPEndPoint Local, IPEndPoint Remote, string State, long SendQ, long RecvQ);

/// <summary>Reads <c>/proc/net/tcp</c> and <c>tcp6</c>.</summary>
internal static class SocketTable
{
    private const int MostSockets = 100_000;

    /// <summary>States by the kernel's number (net/tcp_states.h).</summary>
    private static readonly string[] States =
        ["", "ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT1", "FIN_WAIT2", "TIME_WAIT", "CLOSE", "CLOSE_WAIT", "LAST_ACK", "LISTEN", "CLOSING", "SYN_RECV"];

    public static List<TcpSocket> Read()
    {
        List<TcpSocket> sockets = [];
        Parse(ProcText.Net("tcp") ?? "", sockets);
        Parse(ProcText.Net("tcp6") ?? "", sockets);
        return sockets;
    }

    public static void Parse(string text, List<TcpSocket> into)
    {
        foreach (var line in text.Split('\n'))
        {
            if (into.Count >= MostSockets) return;
            var words = ProcText.Words(line);
            if (words.Length < 5 || !words[0].EndsWith(':')) continue;
            if (End(words[1]) is not { } local || End(words[2]) is not { } remote || Hex(words[3]) is not { } state || state < 1 || state >= States.Length) continue;
            var queues = words[4].Split(':');
            if (queues.Length != 2 || Hex(queues[0]) is not { } sends || Hex(queues[1]) is not { } receives) continue;
            into.Add(new(local, remote, States[state], sends, receives));
        }
    }

    /// <summary>An address as the words of its network order, each printed as this machine's integer; both kinds we run on are little-endian.</summary>
    private static IPEndPoint? End(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon is not (8 or 32) || Hex(text[(colon + 1)..]) is not { } port || port > ushort.MaxValue) return null;
        var octets = new byte[colon / 2];
        for (var word = 0; word < colon / 8; word++)
        {
            if (Hex(text.Substring(word * 8, 8)) is not { } value) return null;
            BitConverter.TryWriteBytes(octets.AsSpan(word * 4), (uint)value);
        }

        var address = new IPAddress(octets);
        return new(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, (int)port);
    }

    private static long? Hex(string text) =>
        text.Length is > 0 and <= 8 && long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : null;
}
