using System.Globalization;
using Demarc.Model;

namespace Demarc.Transcripts.Tcpdump;

/// <summary>
/// The packet list tcpdump prints, one line per packet (and <c>-v</c>'s two): one observation for each TCP connection in
/// it. Other protocols are reported as not read; ICMP errors that quote a connection are noted at it.
/// </summary>
public sealed class TcpdumpReader : ITranscriptReader
{
    private const string ToolName = "tcpdump";
    private const int MostBlank = 6;
    private const int MostUnread = 200;

    private static readonly Bilingual NotTcp = new("packets that are not TCP are not read from text yet", "文本抓包中非 TCP 的报文暂不解读");
    private static readonly Bilingual TooMany = new($"more than {PacketList.MostFlows} connections in one packet list", $"一段抓包文本中的连接超过 {PacketList.MostFlows} 个");

    public string Tool => ToolName;

    public ReaderCard Card { get; } = new([Kinds.TcpConnection], new("TCP packets: `-n`, `-v`, `-e`, every mode of `-t`", "TCP 报文：`-n`、`-v`、`-e`、各种 `-t`"), "", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = [": Flags [", ": tcp "];

    public bool Opens(ReadOnlySpan<char> line) => PacketLine.TryParse(line, out _);

    public TranscriptBlock? Read(BlockContext context)
    {
        var text = context.Text;
        var list = new PacketList();
        var unread = new List<UnreadLines>();
        var (last, blanks, limit) = (-1, 0, Math.Min(context.Limit, text.Count));
        ReadOnlySpan<char> pending = context.First > 0 && IsHeaderRow(text.Span(context.First - 1)) ? text.Span(context.First - 1) : default;
        var (wrapped, quoted) = (false, false);
        for (var i = context.First; i < limit; i++)
        {
            var line = text.Span(i);
            if (PacketLine.TryParse(line, out var packet))
            {
                // The packet an ICMP error quotes was not captured here.
                if (quoted)
                {
                    (quoted, last) = (false, i);
                    continue;
                }

                if (!list.Add(packet, packet.Front.TrimStart().Length > 0 ? packet.Front : pending, i)) Note(unread, i, TooMany);
                pending = default;
                wrapped = line.IndexOf(", length ") < 0 && line.IndexOf(": tcp ") < 0;
                (last, blanks) = (i, 0);
                continue;
            }

            var trimmed = line.TrimStart();
            if (trimmed.Length == 0)
            {
                if (++blanks > MostBlank) break;
            }
            else if (Footer(trimmed, out var dropped))
            {
                last = i;
                list.Dropped = dropped ?? list.Dropped;
            }
            else if (IsHeaderRow(line))
            {
                quoted = IsDetail(line);
                pending = quoted ? default : line;
            }
            else if (IsOtherPacket(trimmed) || (!pending.IsEmpty && trimmed.IndexOf(" > ") > 0 && trimmed.IndexOf(": ") > 0))
            {
                if (list.Error(trimmed, text.Number(i))) last = i;
                else Note(unread, i, NotTcp);
                (last, blanks) = (i, 0);
            }
            else if (trimmed.StartsWith("^C", StringComparison.Ordinal) || IsHexDump(trimmed) || IsDetail(line)) last = i;
            else if (wrapped && trimmed.Length < 80 && !trimmed.StartsWith("```", StringComparison.Ordinal))
            {
                (wrapped, last) = (false, i);
            }
            else break;
        }

        return last < 0 || list.Count == 0 ? null : new(last, list.Observe(context, ToolName), unread);
    }

    /// <summary>First line of a <c>-v</c> record: time and IP header, the packet on the next.</summary>
    private static bool IsHeaderRow(ReadOnlySpan<char> line) =>
        (line.IndexOf(" IP (tos ") >= 0 || line.IndexOf("\tIP (tos ") >= 0 || line.IndexOf(" IP6 (") >= 0 || line.StartsWith("IP (tos ", StringComparison.Ordinal)) && line.IndexOf(" > ") < 0;

    private static bool IsOtherPacket(ReadOnlySpan<char> line) =>
        line.IndexOf(" > ") > 0 && line.IndexOf(": ") > 0 && (line.StartsWith("IP", StringComparison.Ordinal) || line.IndexOf(" IP ") > 0 || line.IndexOf(" IP6 ") > 0 || line.IndexOf("ethertype IP") > 0);

    /// <summary>What <c>-v</c> prints of the words of HTTP and its like: lines that begin with a tab.</summary>
    private static bool IsDetail(ReadOnlySpan<char> line) => line is ['\t', ..];

    private static bool IsHexDump(ReadOnlySpan<char> line) => line.StartsWith("0x", StringComparison.Ordinal) && line.IndexOf(':') is 6;

    /// <summary><c>3 packets dropped by kernel</c> and its kin.</summary>
    private static bool Footer(ReadOnlySpan<char> line, out long? dropped)
    {
        dropped = null;
        if (line.StartsWith("^C", StringComparison.Ordinal)) line = line[2..].TrimStart();
        var end = line.IndexOfAnyExceptInRange('0', '9');
        if (end <= 0 || !(line[end..].StartsWith(" packets ", StringComparison.Ordinal) || line[end..].StartsWith(" packet ", StringComparison.Ordinal))) return false;
        var words = line[end..];
        if (words.IndexOf("dropped by kernel") >= 0 && long.TryParse(line[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var count)) dropped = count;
        return words.IndexOf("captured") >= 0 || words.IndexOf("received by filter") >= 0 || words.IndexOf("dropped by") >= 0;
    }

    private static void Note(List<UnreadLines> unread, int line, Bilingual reason)
    {
        if (unread.Count > 0 && unread[^1] is { } before && before.Last == line - 1 && before.Reason == reason) unread[^1] = before with { Last = line };
        else if (unread.Count < MostUnread) unread.Add(new(line, line, reason));
    }
}
