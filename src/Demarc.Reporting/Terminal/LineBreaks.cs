using System.Text;

namespace Demarc.Reporting.Terminal;

/// <summary>
/// Breaks text into lines of at most so many columns: at blanks, and between Han characters except where the
/// typography of Chinese forbids it (no closing mark begins a line, no opening mark ends one). A word longer than a line is cut.
/// </summary>
public static class LineBreaks
{
    private const string NeverFirst = "，。、；：？！）》」』】〉〕”’…—～％%,.;:?!)]}";
    private const string NeverLast = "（《「『【〈〔“‘([{";

    /// <summary>One character cell with its tone; <c>Glued</c> means no break before it.</summary>
    private readonly record struct Cell(Rune Rune, Tone Tone, bool Glued);

    /// <summary>The lines of plain text; at least one. Line ends in the text begin a new line.</summary>
    public static IReadOnlyList<string> Lines(string text, int columns) =>
        [.. text.ReplaceLineEndings("\n").Split('\n').SelectMany(paragraph => Break([new Span(paragraph)], columns, columns)).Select(line => string.Concat(line.Select(span => span.Text)))];

    /// <summary>The lines; at least one.</summary>
    /// <param name="spans">The text.</param>
    /// <param name="first">Columns of the first line.</param>
    /// <param name="rest">Columns of the others.</param>
    internal static IReadOnlyList<IReadOnlyList<Span>> Break(IReadOnlyList<Span> spans, int first, int rest)
    {
        var cells = Cells(spans);
        var lines = new List<IReadOnlyList<Span>>();
        var at = 0;
        do
        {
            var room = Math.Max(lines.Count == 0 ? first : rest, 4);
            if (lines.Count > 0)
            {
                while (at < cells.Count && cells[at].Rune.Value == ' ') at++;
            }

            var end = End(cells, at, room);
            lines.Add(Spans(cells, at, end));
            at = end;
        }
        while (at < cells.Count);
        return lines;
    }

    private static List<Cell> Cells(IReadOnlyList<Span> spans)
    {
        var cells = new List<Cell>();
        foreach (var span in spans)
        {
            var start = true;
            foreach (var rune in span.Text.EnumerateRunes())
            {
                cells.Add(new(rune, span.Tone, span.Whole && !start));
                start &= rune.Value == ' ';
            }
        }

        return cells;
    }

    /// <summary>Where the line that starts at <paramref name="from"/> ends (exclusive).</summary>
    private static int End(List<Cell> cells, int from, int room)
    {
        var columns = 0;
        var best = -1;
        for (var at = from; at < cells.Count; at++)
        {
            if (at > from && MayBreakBefore(cells, at)) best = at;
            columns += CellWidth.Of(cells[at].Rune);
            if (columns > room && cells[at].Rune.Value != ' ') return best > from ? best : Math.Max(at, from + 1);
        }

        return cells.Count;
    }

    private static bool MayBreakBefore(List<Cell> cells, int at)
    {
        var (before, after) = (cells[at - 1], cells[at]);
        if (after.Glued) return false;
        if (before.Rune.Value == ' ') return after.Rune.Value is not (' ' or '%');
        if (after.Rune.Value == ' ') return false;
        if (NeverFirst.Contains(after.Rune.ToString(), StringComparison.Ordinal)) return false;
        if (NeverLast.Contains(before.Rune.ToString(), StringComparison.Ordinal)) return false;
        return CellWidth.IsWide(before.Rune) || CellWidth.IsWide(after.Rune);
    }

    private static List<Span> Spans(List<Cell> cells, int from, int end)
    {
        while (end > from && cells[end - 1].Rune.Value == ' ') end--;
        var line = new List<Span>();
        var text = new StringBuilder();
        for (var at = from; at < end; at++)
        {
            text.Append(cells[at].Rune.ToString());
            if (at + 1 < end && cells[at + 1].Tone == cells[at].Tone) continue;
            line.Add(new(text.ToString(), cells[at].Tone));
            text.Clear();
        }

        return line;
    }
}
