using Demarc.Reporting.Terminal;

namespace Demarc.Cli.Printing;

/// <summary>A plain page for the terminal: headings, paragraphs and aligned rows, within a width, in colour where that is wanted.</summary>
public sealed class Page(TextWriter writer, int width, bool colour)
{
    private const int Narrowest = 40;
    private const int Widest = 100;

    /// <summary>Width when nothing says how wide a screen is (a file, a pipe).</summary>
    private const int Unknown = 80;

    /// <summary>The page for a run: colour only on a terminal, and not against NO_COLOR or a dumb terminal.</summary>
    public static Page Of(Surroundings surroundings, bool noColour)
    {
        var plain = noColour || surroundings.TerminalWidth is null
            || surroundings.Variable("NO_COLOR") is { Length: > 0 } || surroundings.Variable("TERM") == "dumb";
        var width = surroundings.TerminalWidth is > 0 and var columns ? Math.Clamp(columns, Narrowest, Widest) : Unknown;
        return new(surroundings.Out, width, !plain);
    }

    public TextWriter Writer { get; } = writer;

    public int Width { get; } = width;

    public bool Colour { get; } = colour;

    /// <summary>The text in bold, where colour is wanted.</summary>
    public string Bold(string text) => Colour ? $"\u001b[1m{text}\u001b[0m" : text;

    /// <summary>A heading with an empty line before it.</summary>
    public void Heading(string text)
    {
        Writer.WriteLine();
        Writer.WriteLine(Bold(text));
    }

    /// <summary>Wrapped text, each line indented.</summary>
    public void Paragraph(string text, int indent = 2)
    {
        foreach (var line in LineBreaks.Lines(text, Width - indent)) Writer.WriteLine(new string(' ', indent) + line);
    }

    /// <summary>A line that must stay whole, such as a command.</summary>
    public void Verbatim(string text, int indent = 2) => Writer.WriteLine(new string(' ', indent) + text);

    /// <summary>Rows in aligned columns; the last cell wraps under itself.</summary>
    public void Rows(IReadOnlyList<string[]> rows, int indent = 2, int gap = 2)
    {
        if (rows.Count == 0) return;
        var last = rows[0].Length - 1;
        var widths = new int[last];
        for (var column = 0; column < last; column++) widths[column] = rows.Max(row => CellWidth.Of(row[column])) + gap;
        var before = indent + widths.Sum();
        foreach (var row in rows)
        {
            var head = new string(' ', indent) + string.Concat(widths.Select((columns, i) => CellWidth.Pad(row[i], columns)));
            foreach (var line in LineBreaks.Lines(row[last], Math.Max(20, Width - before)))
            {
                Writer.WriteLine((head + line).TrimEnd());
                head = new string(' ', before);
            }
        }
    }
}
