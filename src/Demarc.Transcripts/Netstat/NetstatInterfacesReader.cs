using Demarc.Model;
using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Netstat;

/// <summary>
/// Interface tables of <c>netstat -i</c>: Linux (<c>RX-ERR RX-DRP</c>) and the BSDs (<c>Ierrs Idrop</c>). Errors and drops
/// are those of both directions together.
/// </summary>
public sealed class NetstatInterfacesReader : ITranscriptReader
{
    private const int MostRows = 1_000;

    public string Tool => "netstat";

    public ReaderCard Card { get; } = new([Kinds.Interface], new("`netstat -i`", "`netstat -i`"), "", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["RX-ERR", "Ierrs"];

    public bool Opens(ReadOnlySpan<char> line) =>
        (line.Contains("RX-ERR", StringComparison.Ordinal) && line.Contains("TX-ERR", StringComparison.Ordinal))
        || (line.Contains("Ierrs", StringComparison.Ordinal) && line.Contains("Oerrs", StringComparison.Ordinal));

    public TranscriptBlock? Read(BlockContext context)
    {
        var limit = Math.Min(context.Limit, context.Text.Count);
        var header = Fields.Of(context.Text.Span(context.First));
        var linux = header.Contains("RX-ERR");
        var found = new List<Observation>();
        var last = context.First;
        for (var i = context.First + 1; i < limit && i < context.First + MostRows; i++)
        {
            var fields = Fields.Of(context.Text.Span(i));
            if (fields.Count == 0 && i + 1 < limit && i == last + 1) continue;
            var row = linux ? Linux(header, fields) : Bsd(header, fields);
            if (row is null) break;
            last = i;
            if (row.Name is null) continue;
            found.Add(row with
            {
                Tool = Tool,
                Vantage = context.Vantage,
                Time = context.Time,
                Evidence = context.Cite(Kinds.Interface, Tool, i, i),
            });
        }

        return found.Count == 0 ? null : new TranscriptBlock(last, found);
    }

    private static readonly Evidence None = new() { Source = "", Sha256 = "", Kind = Kinds.Interface };

    private static Interface? Linux(List<string> header, List<string> fields)
    {
        if (fields.Count != header.Count) return null;
        long? Column(string name) => header.IndexOf(name) is var at and >= 0 ? Figures.Count(fields[at]) : null;
        if (Column("MTU") is not { } mtu || Column("RX-ERR") is not { } received || Column("TX-ERR") is not { } sent) return null;
        return new Interface
        {
            Evidence = None,
            Name = fields[0],
            Mtu = mtu <= int.MaxValue ? (int)mtu : null,
            Errors = Figures.Plus(received, sent),
            Dropped = Figures.Plus(Column("RX-DRP"), Column("TX-DRP")),
            State = !header[^1].StartsWith("Fl", StringComparison.Ordinal) ? null : fields[^1].Contains('U') ? "up" : "down",
        };
    }

    /// <summary>
    /// The row of the link itself holds the errors; rows of its addresses follow and give no interface of their own. The
    /// link's address may be missing, so the counters are found from the right.
    /// </summary>
    private static Interface? Bsd(List<string> header, List<string> fields)
    {
        if (fields.Count < 5 || fields.Count > header.Count || fields.Count < header.Count - 1) return null;
        if (fields[1] != "-" && Figures.Count(fields[1]) is null) return null;
        if (!fields[2].StartsWith("<Link#", StringComparison.Ordinal)) return new Interface { Evidence = None };
        long? Column(string name) => header.IndexOf(name) is var at and >= 0 ? Figures.Count(fields[at - header.Count + fields.Count]) : null;
        return new Interface
        {
            Evidence = None,
            Name = fields[0].TrimEnd('*'),
            State = fields[0].EndsWith('*') ? "down" : null,
            Mtu = Figures.Small(fields[1]),
            Errors = Figures.Plus(Column("Ierrs"), Column("Oerrs")),
            Dropped = Figures.Plus(Column("Idrop"), Column("Drop")),
        };
    }
}
