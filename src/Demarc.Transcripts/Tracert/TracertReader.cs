using Demarc.Model;
using Demarc.Transcripts.Paths;

namespace Demarc.Transcripts.Tracert;

/// <summary>
/// Reads Windows <c>tracert</c> in any language. Rows are known by shape; a header or the typed command names the
/// target; a run of rows without either is a trace of its own, cut off, its target unknown.
/// </summary>
public sealed class TracertReader : ITranscriptReader
{
    private const int BlankLinesBetween = 2;
    private const int WrapWidth = 80;

    public string Tool => "tracert";

    public ReaderCard Card { get; } = new([Kinds.PathTrace, Kinds.ErrorText], new("Windows XP to 11, Packet Tracer", "Windows XP 至 11、Packet Tracer"), "any", ReaderProof.Samples);

    public IReadOnlyList<string> Anchors { get; } = TracertWords.Header;

    public bool OpensAtRows => true;

    public bool Opens(ReadOnlySpan<char> line)
    {
        if (TracertWords.IsHeader(line)) return true;
        return TracertRow.Parse(line) is { Broken: false } row && (row.Hop.Sent == 3 || row.Hop.Responders.Count > 0);
    }

    public TranscriptBlock? Read(BlockContext context)
    {
        var lines = new TraceLines(context);
        var headed = Header(context, lines, out var header, out var place, out var citeFrom);
        if (header is null && headed) return null;
        var command = TraceCommand.Of(context, above: 4, static line => TracertRow.Parse(line) is null && (TracertHeader.LooksLikeOne(line) || TracertWords.IsHeader(line)), "tracert");
        var block = new TracertRows(lines);
        block.Read(place);
        var hops = block.Hops;
        if (hops.Count == 0 || (header is null && command is null && !block.AnyCertain)) return null;

        var address = header?.Address ?? command?.TargetAddress;
        var reached = Trace.Reached(address, hops);
        var complete = block.Footer || block.Ended || reached == true || hops[^1].Ttl == header?.MaxHops;
        var last = lines.Index(block.Last);
        var observations = new List<Observation>
        {
            new PathTrace
            {
                Tool = Tool,
                Vantage = context.Vantage,
                Target = header?.Target ?? command?.Target,
                TargetAddress = address,
                Time = context.Time,
                Protocol = "icmp",
                Reached = reached,
                Hops = hops,
                Truncated = !complete || block.BreaksOff,
                Evidence = context.Cite(Kinds.PathTrace, Tool, citeFrom, last),
            },
        };
        if (block.SendError is { } failed) observations.Add(SendFailure(context, failed.Code, lines.At(failed.Place)!, lines.Index(failed.Place), header, command));
        return new TranscriptBlock(last, observations, block.Unread);
    }

    /// <summary>Finds the header: at the opening line, or above it in a language not known. True when the block opens at one.</summary>
    private static bool Header(BlockContext context, TraceLines lines, out TracertHeader? header, out int rows, out int citeFrom)
    {
        (header, rows, citeFrom) = (null, 0, context.First);
        // Where a page holds the whole output on one line, the prompt comes first.
        while (lines.At(rows) is { } before && lines.Index(rows) == context.First && !TracertWords.IsHeader(before) && TracertRow.Parse(before) is null) rows++;
        if (lines.At(rows) is not { } first) return false;
        if (!TracertWords.IsHeader(first))
        {
            rows = 0;
            return Above(context, out header, ref citeFrom);
        }

        var text = first;
        rows = lines.NextNonBlank(rows + 1, BlankLinesBetween);
        if (rows < 0) return true;
        if (TracertRow.Parse(lines.At(rows)) is null)
        {
            text = text + " " + lines.At(rows);
            rows = lines.NextNonBlank(rows + 1, BlankLinesBetween + 1);
            if (rows < 0) return true;
        }

        // tracetcp words its header alike; its probes are TCP and its reader is another one.
        if (!text.Contains(" on port ", StringComparison.Ordinal)) header = TracertHeader.Parse(text);
        return true;
    }

    private static bool Above(BlockContext context, out TracertHeader? header, ref int citeFrom)
    {
        header = null;
        string? text = null;
        var blanks = 0;
        for (var i = context.First - 1; i >= 0 && i >= context.First - 4; i--)
        {
            var line = context.Text[i];
            if (line.Length == 0 && ++blanks <= BlankLinesBetween) continue;
            if (line.Contains(" on port ", StringComparison.Ordinal) || (text is null && line.StartsWith("Over a maximum", StringComparison.Ordinal))) return true;
            if (TracertHeader.LooksLikeOne(line) && TracertRow.Parse(line) is null)
            {
                header = TracertHeader.Parse(line + " " + text);
                citeFrom = i;
                return true;
            }

            // The second line of a two-line header, with the number of hops.
            if (text is not null || line.Length > 60 || line is not [.., ':' or '：']) return false;
            text = line;
        }

        return false;
    }

    private static ErrorText SendFailure(BlockContext context, string code, string line, int index, TracertHeader? header, TraceCommand? command) => new()
    {
        Tool = "tracert",
        Vantage = context.Vantage,
        Target = header?.Target ?? command?.Target,
        Time = context.Time,
        Product = "Windows",
        Code = code,
        Text = line.Trim(),
        // winerror.h: 1231 ERROR_NETWORK_UNREACHABLE, 1232 ERROR_HOST_UNREACHABLE.
        Meaning = code switch { "1231" => "network-unreachable", "1232" => "host-unreachable", _ => null },
        Evidence = context.Cite(Kinds.ErrorText, "tracert", index, index),
    };

    /// <summary>Walks the rows of one trace.</summary>
    private sealed class TracertRows(TraceLines lines)
    {
        public List<Hop> Hops { get; } = [];
        public List<UnreadLines> Unread { get; } = [];
        public int Last { get; private set; }
        public bool Footer { get; private set; }
        public bool Ended { get; private set; }
        public bool BreaksOff { get; private set; }
        public bool AnyCertain { get; private set; }
        public (string Code, int Place)? SendError { get; private set; }

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

                blanks = 0;
                if (Hops.Count > 0 && TracertWords.IsFooter(line))
                {
                    (Footer, Last) = (true, place);
                    return;
                }

                if (Hops.Count > 0 && line == previous && place == seen + 1) continue;
                var at = place;
                var row = Row(line, ref place);
                if (row is null)
                {
                    if (Hops.Count == 0 || !Skip(line, place)) return;
                    continue;
                }

                if (Hops.Count > 0 && row.Hop.Ttl <= Hops[^1].Ttl) return;
                Add(row, at, place);
                (previous, seen) = (line, place);
            }
        }

        private void Add(TracertRow row, int first, int last)
        {
            Hops.Add(row.Hop);
            Last = last;
            AnyCertain |= row.Certain;
            Ended = row.Ends;
            BreaksOff = row is { Broken: true, Ends: false };
            if (row.Broken) Unread.Add(new UnreadLines(lines.Index(first), lines.Index(last), Trace.Broken));
            if (row.SendError is { } code) SendError = (code, first);
        }

        /// <summary>Reads a row, with the line it was wrapped onto if it only makes sense with that.</summary>
        private TracertRow? Row(string line, ref int place)
        {
            var row = TracertRow.Parse(line);
            var wrapped = row is { Broken: true } || (row is not null && line.Length >= WrapWidth - 1 && line.Length <= WrapWidth + 1 && row.Ends);
            if (!wrapped || lines.At(place + 1) is not { Length: > 0 } next || TracertRow.Parse(next) is not null || TracertWords.IsFooter(next)) return row;
            foreach (var joint in (ReadOnlySpan<string>)["", " "])
            {
                if (TracertRow.Parse(line + joint + next.TrimStart()) is not { Broken: false } whole) continue;
                place++;
                return whole;
            }

            return row;
        }

        /// <summary>Steps over a line between two rows that is not the tool's: an elision, or a remark when the next row follows.</summary>
        private bool Skip(string line, int place)
        {
            var elision = TraceLines.IsElision(line);
            var next = lines.NextNonBlank(place + 1, BlankLinesBetween);
            var row = next < 0 ? null : TracertRow.Parse(lines.At(next));
            if (row is not null && (elision ? row.Hop.Ttl > Hops[^1].Ttl : row.Hop.Ttl == Hops[^1].Ttl + 1))
            {
                Unread.Add(new UnreadLines(lines.Index(place), lines.Index(place), elision ? Trace.LeftOut : Trace.NotARow));
                return true;
            }

            if (elision)
            {
                Last = place;
                BreaksOff = true;
                Unread.Add(new UnreadLines(lines.Index(place), lines.Index(place), Trace.LeftOut));
            }

            return false;
        }
    }
}
