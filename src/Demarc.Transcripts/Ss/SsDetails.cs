using System.Globalization;
using Demarc.Model;
using Demarc.Transcripts.SocketTables;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Ss;

/// <summary>
/// What <c>ss -i</c> prints under a connection, as a connection seen from one of its ends. Who opened it is not printed: a port
/// that is listened on or shared is a server's, else a port below 32768 facing one above is. Where neither tells, nothing is said.
/// </summary>
internal static class SsDetails
{
    private const int FirstEphemeral = 32_768;

    public static TcpConnection? Observe(BlockContext context, string tool, SocketRow row, HashSet<int> served, ReadOnlySpan<char> line, int index)
    {
        if (row.Protocol != "tcp" || row.Local.Port is not { } local || row.Remote.Port is not { } remote) return null;
        bool? serves = served.Contains(local) ? true : local >= FirstEphemeral && remote < FirstEphemeral ? false : local < FirstEphemeral && remote >= FirstEphemeral ? true : null;
        if (serves is not { } isServer) return null;
        var words = Fields.Of(line);
        var scale = Value("wscale:")?.Split(',');
        PerSide<T?>? Sides<T>(T? own, T? other) where T : struct => own is null && other is null ? null : isServer ? new(other, own) : new(own, other);
        var resent = Value("retrans:")?.Split('/') is [_, var total] ? Figures.Small(total) : null;
        var rest = Sides(resent, null);
        return new TcpConnection
        {
            Evidence = Rows.Unplaced,
            Client = (isServer ? row.Remote : row.Local).ToString(),
            Server = (isServer ? row.Local : row.Remote).ToString(),
            State = row.State switch { "ESTABLISHED" => "established", "SYN_SENT" => "syn-unanswered", _ => null },
            // snd_wscale is what the far end announced, rcv_wscale what this one did.
            WindowScale = scale is [var theirs, var ours] ? Sides(Figures.Small(ours), Figures.Small(theirs)) : null,
            Timestamps = words.Contains("ts") ? true : null,
            Sack = words.Contains("sack") ? true : null,
            Bytes = Sides(Figures.Count(Value("bytes_acked:") ?? ""), Figures.Count(Value("bytes_received:") ?? "")),
            Counts = rest is null ? null : new(null, new() { Retransmissions = rest }),
            Place = isServer ? "server" : "client",
        }.Placed(context, tool, row.Line, index);

        string? Value(string name) => words.Find(word => word.StartsWith(name, StringComparison.Ordinal))?[name.Length..];
    }
}
