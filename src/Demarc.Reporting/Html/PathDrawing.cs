using System.Text;
using Demarc.Model;
using Demarc.Reporting.Terminal;
using Demarc.Reporting.Wording;

namespace Demarc.Reporting.Html;

/// <summary>
/// A path trace as inline SVG, the client's side on top: answering hops filled, silent ones hollow, RTT and loss to
/// the right, the implicated segment in the colour of the verdict, the target as a ring at the end.
/// </summary>
internal static class PathDrawing
{
    private const double Width = 440;
    private const double Axis = 52;
    private const double TextFrom = 70;
    private const double RowHeight = 27;
    private const double NoteHeight = 15;
    private const int MostRows = 70;

    public static void Draw(Markup page, PathTrace trace, VerdictView view)
    {
        var rows = PathRow.Of(trace, view).Take(MostRows).ToList();
        var notes = rows.ConvertAll(row => row.Notes.Concat(LossBelow(row) ? [row.Loss!] : []).SelectMany(note => Fold(note, 56)).ToList());
        var (from, to) = Implicated(rows, view.Verdict.Location);
        var centres = Centres(notes, from);
        var height = centres[^1] + notes[^1].Count * NoteHeight + 18;
        var vantage = SafeText.Line(trace.Vantage ?? view.Say(Texts.UnknownPlace));
        var label = view.Say(PathTexts.Drawing, vantage, SafeText.Line(trace.TargetAddress ?? trace.Target ?? view.Target));
        page.Open("svg", ("class", "path"), ("viewBox", $"0 0 {Markup.Number(Width)} {Markup.Number(height)}"), ("role", "img"), ("aria-label", label));
        if (from >= 0) Highlight(page, view, centres, from, to, notes[from].Count);
        for (var at = 1; at < rows.Count; at++)
        {
            var gap = rows[at].Silent || rows[at - 1].Silent || (rows[at].Target && !rows[at].Reached);
            var style = at - 1 >= from && at <= to && from >= 0 ? "here" : gap ? "line gap" : "line";
            page.Open("line", ("class", style), ("x1", Markup.Number(Axis)), ("x2", Markup.Number(Axis)), ("y1", Markup.Number(centres[at - 1])), ("y2", Markup.Number(centres[at]))).Raw("</line>");
        }

        for (var at = 0; at < rows.Count; at++) Row(page, rows[at], notes[at], centres[at]);
        page.Close("svg");
    }

    /// <summary>A long address leaves no room for the loss beside it.</summary>
    private static bool LossBelow(PathRow row) => row.Loss is not null && row.Title.Length > 30;

    /// <summary>First and last row of the implicated segment; -1 where this trace does not show it.</summary>
    internal static (int From, int To) Implicated(IReadOnlyList<PathRow> rows, Location? location)
    {
        if (location is null) return (-1, -1);
        var from = Find(rows, location.AfterHop, location.AfterAddress);
        var to = Find(rows, location.BeforeHop, location.BeforeAddress);
        var named = location.AfterHop is not null || location.AfterAddress is not null;
        if (from < 0) return named || to <= 0 ? (-1, -1) : (to - 1, to);
        if (to <= from) to = Math.Min(from + 1, rows.Count - 1);
        return to == from ? (-1, -1) : (from, to);
    }

    private static int Find(IReadOnlyList<PathRow> rows, int? hop, string? address)
    {
        for (var at = 0; at < rows.Count; at++)
        {
            if (address is not null ? rows[at].Addresses.Contains(address) : rows[at].First <= hop && hop <= rows[at].Last) return at;
        }

        return -1;
    }

    private static List<double> Centres(List<List<string>> notes, int implicated)
    {
        var centres = new List<double>();
        var y = 16.0;
        for (var at = 0; at < notes.Count; at++)
        {
            centres.Add(y);
            y += RowHeight + notes[at].Count * NoteHeight + (at == implicated ? 28 : 0);
        }

        return centres;
    }

    private static void Highlight(Markup page, VerdictView view, List<double> centres, int from, int to, int notes)
    {
        var top = centres[from] + notes * NoteHeight + 11;
        page.Open("rect", ("class", "herewash"), ("x", Markup.Number(Axis - 10)), ("width", Markup.Number(Width - Axis + 10)), ("rx", "4"),
            ("y", Markup.Number(top)), ("height", Markup.Number(centres[to] - 11 - top))).Raw("</rect>");
        page.Open("text", ("class", "herenote"), ("x", Markup.Number(TextFrom)), ("y", Markup.Number(top + 19)))
            .Text(view.Say(PathTexts.ImplicatedHere)).Raw("</text>");
    }

    private static void Row(Markup page, PathRow row, List<string> notes, double y)
    {
        var style = row.Target ? (row.Reached ? "end" : "end away") : row.Silent ? "node silent" : "node";
        var axis = Markup.Number(Axis);
        page.Open("circle", ("class", style), ("cx", axis), ("cy", Markup.Number(y)), ("r", row.Target ? "7.5" : "5")).Raw("</circle>");
        if (row is { Target: true, Reached: true }) page.Open("circle", ("class", "node"), ("cx", axis), ("cy", Markup.Number(y)), ("r", "3.2")).Raw("</circle>");
        if (row.First is { } first) Text(page, "ttl", Axis - 14, y + 4, row.Last == first ? $"{first}" : $"{first}–{row.Last}");
        Text(page, row.IsAddress ? "address" : "note", TextFrom, y + 4.5, SafeText.Short(row.Title, 42));
        if (row.Rtt is { } rtt) Text(page, "right", Width - 6, y + 4.5, rtt);
        for (var at = 0; at < notes.Count; at++) Text(page, "note", TextFrom, y + 4.5 + NoteHeight * (at + 1), notes[at]);
        if (row.Loss is { } loss && !LossBelow(row)) Text(page, "note right lost", Width - 6 - (row.Rtt is null ? 0 : 66), y + 4.5, loss);
        page.Raw("\n");
    }

    private static void Text(Markup page, string style, double x, double y, string text) =>
        page.Open("text", ("class", style), ("x", Markup.Number(x)), ("y", Markup.Number(y))).Text(text).Raw("</text>");

    /// <summary>A note in pieces of at most so many columns; a drawing has no line breaks of its own.</summary>
    private static IEnumerable<string> Fold(string note, int columns) =>
        LineBreaks.Break([new Span(note)], columns, columns).Take(3).Select(line =>
        {
            var text = new StringBuilder();
            foreach (var span in line) text.Append(span.Text);
            return text.ToString();
        });
}
