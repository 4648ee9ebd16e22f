using System.Globalization;
using Demarc.Model;

namespace Demarc.Transcripts.Tcpdump;

/// <summary>
/// Wireshark's packet list as text, and what tshark prints: the TCP connections in it, by the same analysis as tcpdump's lines.
/// Rows of other protocols name no ports and are counted as not read; details below a packet end the list.
/// </summary>
public sealed class PacketTableReader : ITranscriptReader
{
    private const string ToolName = "tshark";
    private const int MostBlank = 2;

    private static readonly Bilingual Portless = new("rows that name no TCP ports are not read from a packet list", "报文列表中未给出 TCP 端口的行暂不解读");

    public string Tool => ToolName;

    public ReaderCard Card { get; } = new([Kinds.TcpConnection], new("packet lists of tshark and Wireshark with TCP ports in them", "tshark 与 Wireshark 的报文列表（含 TCP 端口）"), "en", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = [" Seq="];

    public bool Opens(ReadOnlySpan<char> line) => PacketTableRow.AsPacketLine(line) is not null;

    public TranscriptBlock? Read(BlockContext context)
    {
        var (text, list, unread) = (context.Text, new PacketList(), new List<UnreadLines>());
        var (last, blanks, limit) = (-1, 0, Math.Min(context.Limit, context.Text.Count));
        for (var i = context.First; i < limit; i++)
        {
            var line = text.Span(i);
            if (PacketTableRow.AsPacketLine(line) is { } row && PacketLine.TryParse(row, out var packet))
            {
                if (list.AddSince(packet, Seconds(packet.Front), i)) (last, blanks) = (i, 0);
            }
            else if (PacketTableRow.IsRow(line))
            {
                list.Incomplete = true;
                if (unread.Count > 0 && unread[^1].Last == i - 1) unread[^1] = unread[^1] with { Last = i };
                else if (unread.Count < 200) unread.Add(new(i, i, Portless));
                (last, blanks) = (i, 0);
            }
            else if (!line.IsWhiteSpace() || ++blanks > MostBlank) break;
        }

        return list.Count == 0 ? null : new(last, list.Observe(context, ToolName), unread);
    }

    private static double Seconds(ReadOnlySpan<char> front) => double.TryParse(front[..front.IndexOf(' ')], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0;
}
