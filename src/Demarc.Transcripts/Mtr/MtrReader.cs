using Demarc.Model;
using Demarc.Transcripts.Paths;

namespace Demarc.Transcripts.Mtr;

/// <summary>
/// Reads <c>mtr</c>: reports, wide reports and copies of the screen. A report names its target nowhere; the command
/// or the screen's title line may. The last row is not taken for the target.
/// </summary>
public sealed class MtrReader : ITranscriptReader
{
    private const int LinesAbove = 6;
    private const int BlankLinesBetween = 1;

    public string Tool => "mtr";

    public ReaderCard Card { get; } = new([Kinds.PathTrace], new("report, wide report, curses screen, Markdown table", "report、report-wide、curses 画面、Markdown 表格"), "any", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = ["Loss%", "Start: ", "My traceroute", " -> "];

    public bool OpensAtRows => true;

    public bool Opens(ReadOnlySpan<char> line)
    {
        if (MtrColumns.IsHeader(line) || MtrHeader.IsStart(line) || MtrHeader.IsTitle(line)) return true;
        if (line.Contains(" -> ", StringComparison.Ordinal)) return line.Length < 300 && !string.IsNullOrWhiteSpace(line.ToString()) && MtrHeader.IsPart(line.ToString());
        return MtrRow.Parse(line, MtrColumns.Usual, out var values, out var report) is not null && (report ? values > 1 : values == MtrColumns.Usual.Count && line.Contains('%'));
    }

    public TranscriptBlock? Read(BlockContext context)
    {
        var lines = new TraceLines(context);
        var header = Above(context, out var citeFrom);
        var columns = MtrColumns.Usual;
        var place = 0;
        for (; place < LinesAbove && lines.At(place) is { } line && MtrHeader.IsPart(line); place++)
        {
            header = header.With(line);
            if (MtrColumns.IsHeader(line)) columns = MtrColumns.Parse(line);
        }

        var table = new Table(lines, columns);
        table.Read(place);
        if (!table.Certain) return null;
        var command = Command(context, citeFrom);
        var target = header.Target ?? command?.Target;
        var address = header.TargetAddress ?? command?.TargetAddress;
        var hops = table.Hops;
        var reached = Trace.Reached(address, hops) is { } known ? known : SameName(target, hops);
        var last = lines.Index(table.Last);
        var vantage = header.Vantage ?? context.Vantage;
        var time = header.Time ?? context.Time;
        var trace = new PathTrace
        {
            Tool = Tool,
            Vantage = vantage,
            Target = target,
            TargetAddress = address,
            Time = time,
            Protocol = command is null ? "unknown" : command.Protocol ?? "unknown",
            Port = command?.Port,
            Reached = reached,
            Hops = hops,
            Truncated = table.BreaksOff ? true : reached == true ? false : null,
            Evidence = context.Cite(Kinds.PathTrace, Tool, citeFrom, last, vantage, time),
        };
        return new TranscriptBlock(last, [trace], table.Unread);
    }

    /// <summary>What stands above the opening line, where the block was opened in the middle of its head.</summary>
    private static MtrHeader Above(BlockContext context, out int citeFrom)
    {
        var header = new MtrHeader();
        citeFrom = context.First;
        for (var i = context.First - 1; i >= 0 && i >= context.First - LinesAbove; i--)
        {
            var line = context.Text[i];
            if (line.Length == 0 || !MtrHeader.IsPart(line)) break;
            var above = new MtrHeader().With(line);
            header = above with
            {
                Vantage = header.Vantage ?? above.Vantage,
                Time = header.Time ?? above.Time,
                Target = header.Target ?? above.Target,
                TargetAddress = header.TargetAddress ?? above.TargetAddress,
            };
            citeFrom = i;
        }

        return header;
    }

    private static TraceCommand? Command(BlockContext context, int citeFrom)
        => TraceCommand.Of(context, above: context.First - citeFrom + 3, MtrHeader.IsPart, "mtr");

    /// <summary>Where only names are printed: the last responder has the target's own name. Another name proves nothing.</summary>
    private static bool? SameName(string? target, IReadOnlyList<Hop> hops)
    {
        if (target is null || hops.LastOrDefault(static hop => hop.Responders.Count > 0) is not { } last) return null;
        return last.Responders.Any(responder => string.Equals(responder.Name, target, StringComparison.OrdinalIgnoreCase)) ? true : null;
    }

    /// <summary>Walks the rows of one table.</summary>
    private sealed class Table(TraceLines lines, MtrColumns columns)
    {
        private bool _certain;

        public List<Hop> Hops { get; } = [];
        public List<UnreadLines> Unread { get; } = [];
        public int Last { get; private set; }
        public bool BreaksOff { get; private set; }
        public bool Certain => _certain && Hops.Count > 0;

        public void Read(int place)
        {
            string? previous = null;
            var seen = -1;                // where that line stood: a line may be doubled, not repeated at will
            for (var blanks = 0; lines.At(place) is { } line; place++)
            {
                if (string.IsNullOrWhiteSpace(line))
                {
                    if (++blanks > BlankLinesBetween) return;
                    continue;
                }

                if (Hops.Count > 0 && line == previous && place == seen + 1) continue;
                (previous, seen) = (line, place);
                if (MtrRow.Parse(line, columns, out var values, out var report) is { } hop)
                {
                    if (Hops.Count > 0 && hop.Ttl <= Hops[^1].Ttl) return;
                    Hops.Add(hop);
                    Last = place;
                    _certain |= report || values > 0;
                    BreaksOff = values > 0 ? values < columns.Count : report || hop.Responders.Count > 0;
                    if (BreaksOff) Unread.Add(new UnreadLines(lines.Index(place), lines.Index(place), Trace.Broken));
                }
                else if (Hops.Count > 0 && blanks == 0 && MtrRow.Continue(line, Hops[^1]) is { } more)
                {
                    Hops[^1] = more;
                    Last = place;
                }
                else
                {
                    if (Hops.Count == 0 || !TraceLines.IsElision(line)) return;
                    Unread.Add(new UnreadLines(lines.Index(place), lines.Index(place), Trace.LeftOut));
                    (Last, BreaksOff) = (place, true);
                }

                blanks = 0;
            }
        }
    }
}
