using Demarc.Model;
using Demarc.Reporting.Html;

namespace Demarc.Reporting.Captures;

/// <summary>
/// A connection as a picture of numbers over time (after Jacobson and Shepard): what each end sent as strokes, what was acknowledged
/// as a line below, trouble in colour. The ends have a band each, as their numbers have nothing to do with each other.
/// </summary>
internal static class SequencePicture
{
    private const double Width = 900;
    private const double Band = 150;
    private const double Left = 70;
    private const double Right = 20;
    private const double Gap = 26;
    private const int MostStrokes = 3000;

    public static void Draw(Markup page, Trail trail, CaptureWords words)
    {
        var end = trail.Rows.Max(row => row.Seconds ?? 0);
        if (end <= 0) return;
        var height = (2 * (Band + Gap)) + 24;
        var label = $"{words.Say("numbers over time", "序号随时间变化")}: {trail.Client} → {trail.Server}";
        page.Open("svg", ("class", "sequence"), ("viewBox", $"0 0 {Markup.Number(Width)} {Markup.Number(height)}"), ("role", "img"), ("aria-label", label)).Raw("\n");
        var top = 4.0;
        foreach (var fromClient in new[] { true, false })
        {
            Direction(page, trail, words, fromClient, end, top);
            top += Band + Gap;
        }

        for (var tick = 0; tick <= 4; tick++)
        {
            var at = end * tick / 4;
            Label(page, X(at, end), height - 8, CaptureWords.Duration(at * 1000), tick == 0 ? "start" : tick == 4 ? "end" : "middle");
        }

        page.Close("svg");
    }

    private static void Direction(Markup page, Trail trail, CaptureWords words, bool fromClient, double end, double top)
    {
        var rows = trail.Rows.Where(row => row.FromClient == fromClient && row.Seconds is not null).ToList();
        var acknowledgements = trail.Rows.Where(row => row.FromClient != fromClient && row is { Seconds: not null, Acknowledged: >= 0 }).ToList();
        var most = Math.Max(1, rows.Select(row => row.Sequence + row.Length).Concat(acknowledgements.Select(row => row.Acknowledged!.Value)).DefaultIfEmpty(1).Max());
        page.Open("rect", ("class", "band"), ("x", Markup.Number(Left)), ("y", Markup.Number(top)), ("width", Markup.Number(Width - Left - Right)), ("height", Markup.Number(Band))).Raw("</rect>");
        Label(page, Left - 6, top + 11, CaptureWords.Size(most), "end");
        Label(page, Left - 6, top + Band, "0", "end");
        Label(page, Left + 4, top + 13, fromClient ? words.Say("sent by the client", "客户端发送") : words.Say("sent by the server", "服务器发送"), "start");
        var line = new System.Text.StringBuilder();
        var before = 0.0;
        foreach (var row in Thinned(acknowledgements, _ => false))
        {
            // What is acknowledged stays as it is until the next acknowledgement: steps, not slopes.
            var (x, y) = (X(row.Seconds!.Value, end), Y(row.Acknowledged!.Value, most, top));
            if (line.Length > 0 && y != before) line.Append(Markup.Number(x)).Append(',').Append(Markup.Number(before)).Append(' ');
            line.Append(Markup.Number(x)).Append(',').Append(Markup.Number(y)).Append(' ');
            before = y;
        }

        if (line.Length > 0) page.Open("polyline", ("class", "acked"), ("points", line.ToString().TrimEnd())).Raw("</polyline>");
        foreach (var row in Thinned(rows, row => row.Note is not null))
        {
            if (row.Length == 0 && row.Note is null && row.Flags is "ACK") continue;
            var (x, from, to) = (X(row.Seconds!.Value, end), Y(row.Sequence, most, top), Y(row.Sequence + row.Length, most, top));
            if (from - to < 2) (from, to) = (from + 1, to - 1);
            page.Open("line", ("class", Style(row.Note)), ("x1", Markup.Number(x)), ("x2", Markup.Number(x)), ("y1", Markup.Number(from)), ("y2", Markup.Number(to)));
            page.Element("title", $"{words.Say("frame", "帧")} {row.Frame} · {row.Flags} · {row.Sequence}+{row.Length}{(row.Note is { } note ? " · " + note : "")}").Raw("</line>");
        }
    }

    private static string Style(string? note) => note switch
    {
        "retransmission" or "reset" => "bad",
        "copy" => "copy",
        null => "sent",
        _ => "odd",
    };

    /// <summary>Of very many rows every so manieth, but all that must be seen.</summary>
    private static IEnumerable<TrailRow> Thinned(List<TrailRow> rows, Func<TrailRow, bool> must)
    {
        var step = Math.Max(1, rows.Count / MostStrokes);
        return rows.Where((row, i) => i % step == 0 || must(row));
    }

    private static double X(double seconds, double end) => Left + ((Width - Left - Right) * seconds / end);

    private static double Y(long number, long most, double top) => top + Band - (Math.Clamp((double)number / most, 0, 1) * (Band - 18));

    private static void Label(Markup page, double x, double y, string text, string anchor) =>
        page.Open("text", ("x", Markup.Number(x)), ("y", Markup.Number(y)), ("text-anchor", anchor)).Text(text).Raw("</text>");
}
