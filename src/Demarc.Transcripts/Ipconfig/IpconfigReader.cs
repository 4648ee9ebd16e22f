using Demarc.Model;
using Demarc.Transcripts.Addresses;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Ipconfig;

/// <summary>
/// Windows <c>ipconfig</c> and <c>ipconfig /all</c> in any language: the rows are known by their dots, what they say by the
/// value. A mask belongs to the address above it, "DNS", "DHCP" and "WINS" stand in every language's labels, and an address whose
/// label does not speak of IP is the gateway.
/// </summary>
public sealed class IpconfigReader : ITranscriptReader
{
    private const int MostRows = 4_000;
    private const int BlankLines = 3;
    private const int LinesAbove = 5;

    public string Tool => "ipconfig";

    public ReaderCard Card { get; } = new([Kinds.Interface, Kinds.NameServer, Kinds.Route], new("`ipconfig`, `ipconfig /all`", "`ipconfig`、`ipconfig /all`"), "any", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = [". . :"];

    public bool Opens(ReadOnlySpan<char> line) => line.IndexOf(Anchors[0]) > 0 && IpconfigRow.TryParse(line, out var row) && row.Dotted;

    public TranscriptBlock? Read(BlockContext context)
    {
        var adapters = new List<IpconfigAdapter>();
        var current = Above(context);
        var rows = 0;
        var last = Rows.Walk(context, MostRows, (line, i) =>
        {
            if (IpconfigRow.TryParse(line, out var row) && (row.Dotted || rows > 0))
            {
                rows++;
                current.Add(row, i);
                return true;
            }

            if (AddressText.Is(IpconfigRow.Value(line))) return current.Continue(IpconfigRow.Value(line).ToString(), i);
            if (Heading(line) is not { } heading) return IsIntroduction(context, line, i);
            adapters.Add(current);
            current = new(heading, i);
            return true;
        }, BlankLines);
        if (rows < 2) return null;
        adapters.Add(current);
        var found = adapters.SelectMany(adapter => adapter.Observations(context, Tool)).ToList();
        return found.Count == 0 ? null : new(last, found);
    }

    /// <summary>The adapter that began above the first row with dots; without a name where only the rows about the host do.</summary>
    private static IpconfigAdapter Above(BlockContext context)
    {
        for (var i = context.First - 1; i >= Math.Max(0, context.First - LinesAbove); i--)
        {
            var line = context.Text.Span(i);
            if (Fields.IsBlank(line) || IpconfigRow.TryParse(line, out _)) continue;
            return Heading(line.ToString()) is { } heading ? new(heading, i) : new(null, context.First);
        }

        return new(null, context.First);
    }

    /// <summary><c>Ethernet adapter Ethernet 3:</c>, without what every adapter's heading says.</summary>
    private static string? Heading(string line)
    {
        var text = line.Trim();
        if (text.Length is < 4 or > 200 || text[^1] is not (':' or '：') || text.Contains(". .", StringComparison.Ordinal)) return null;
        text = text[..^1].Trim();
        foreach (var word in AdapterWords)
        {
            var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && at + word.Length < text.Length) return text[(at + word.Length)..].Trim();
        }

        return text;
    }

    private static readonly string[] AdapterWords = ["adapter ", "adaptador de Ethernet ", "adaptador ", "carte Ethernet ", "carte ", "scheda Ethernet ", "适配器 ", "介面卡 ", "アダプター ", "어댑터 "];

    /// <summary>The title between two sections (another language has another): a lone line between blank ones, as long as rows follow.</summary>
    private static bool IsIntroduction(BlockContext context, string line, int at)
    {
        if (line.Length > 80 || line.AsSpan().ContainsAny(">$#"))  return false;
        for (var i = at + 1; i < Math.Min(context.Limit, at + 4); i++)
        {
            var next = context.Text.Span(i);
            if (!Fields.IsBlank(next)) return IpconfigRow.TryParse(next, out var row) && row.Dotted;
        }

        return false;
    }
}
