using System.Text.RegularExpressions;
using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Arp;

/// <summary>
/// <c>arp -a</c> of BSD, macOS, AIX and Linux (<c>? (192.0.2.1) at 0:0:5e:0:53:1 on en0 …</c>), and the table of Linux net-tools below
/// its heading. An address nobody answered for is <c>incomplete</c>.
/// </summary>
public sealed partial class UnixArpReader : ITranscriptReader
{
    private const int MostRows = 20_000;
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    public string Tool => "arp";

    public ReaderCard Card { get; } = new([Kinds.Neighbour], new("`arp -a` of BSD, macOS, AIX and Linux, `arp -n`", "BSD、macOS、AIX 与 Linux 的 `arp -a`，`arp -n`"), "en", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = [") at ", "HWtype"];

    public bool Opens(ReadOnlySpan<char> line) => line.Length < 300 && (Fields.Of(line) is ["Address", "HWtype", "HWaddress", ..] || Row.IsMatch(line));

    public TranscriptBlock? Read(BlockContext context)
    {
        var found = new List<Observation>();
        var table = Fields.Of(context.Text.Span(context.First)) is ["Address", ..];
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (table && i == context.First) return true;
            if (line.StartsWith("Entries: ", StringComparison.Ordinal)) return found.Count > 0;
            if ((table ? OfTable(Fields.Of(line)) : OfLine(Row.Match(line))) is not { } row) return false;
            found.Add(row.Placed(context, Tool, i, i));
            return true;
        });
        return found.Count == 0 ? null : new(last, found);
    }

    private static Neighbour? OfLine(Match row)
    {
        if (!row.Success || !AddressText.Is(row.Groups["address"].Value)) return null;
        var mac = HardwareAddress.Read(row.Groups["mac"].Value);
        return mac is null && !row.Groups["none"].Success ? null : new() { Evidence = Rows.Unplaced, Address = row.Groups["address"].Value, Mac = mac, State = mac is null ? "incomplete" : row.Groups["fixed"].Success ? "permanent" : null };
    }

    private static Neighbour? OfTable(List<string> words)
    {
        if (words.Count >= 3 && words[1] == "(incomplete)") return new() { Evidence = Rows.Unplaced, Address = words[0], State = "incomplete" };
        return words.Count >= 4 && HardwareAddress.Read(words[2]) is { } mac ? new() { Evidence = Rows.Unplaced, Address = words[0], Mac = mac, State = words[3].Contains('M') ? "permanent" : null } : null;
    }

    [GeneratedRegex(@"^\s{0,4}\S{1,255} \((?<address>[0-9A-Fa-f.:]{7,45})\) at ((?<mac>[0-9A-Fa-f:]{11,17})|(?<none><incomplete>|\(incomplete\)))( \[[a-z]{2,12}\])?( on \S{1,32}| stored in |(?<fixed> permanent))((?<fixed> permanent)| .{0,80})?", Options, 100)]
    private static partial Regex Row { get; }
}
