using System.Text;

namespace Demarc.Reporting.Terminal;

/// <summary>Writes wrapped lines of styled text; without colour the same lines as plain text.</summary>
internal sealed class Page(TextWriter output, int width, bool colour)
{
    /// <summary>Columns of the page, at least 40.</summary>
    public int Width { get; } = Math.Max(width, 40);

    /// <summary>Colours may be used.</summary>
    public bool Colour { get; } = colour;

    /// <summary>A paragraph, wrapped; lines after the first hang by <paramref name="hang"/> more columns.</summary>
    public void Write(int indent, int hang, params IReadOnlyList<Span> spans)
    {
        var lines = LineBreaks.Break(spans, Width - indent, Width - indent - hang);
        for (var at = 0; at < lines.Count; at++) Line(at == 0 ? indent : indent + hang, lines[at]);
    }

    /// <summary>One line that must stay whole whatever its length, such as a command to copy.</summary>
    public void Whole(int indent, params IReadOnlyList<Span> spans) => Line(indent, spans);

    /// <summary>An empty line.</summary>
    public void Gap() => output.Write('\n');

    private void Line(int indent, IReadOnlyList<Span> spans)
    {
        var line = new StringBuilder().Append(' ', indent);
        foreach (var span in spans)
        {
            var code = Colour ? Code(span.Tone) : null;
            if (code is null) line.Append(span.Text);
            else line.Append("\u001b[").Append(code).Append('m').Append(span.Text).Append("\u001b[0m");
        }

        output.Write(line.ToString().TrimEnd(' '));
        output.Write('\n');
    }

    private static string? Code(Tone tone) => tone switch
    {
        Tone.Strong => "1",
        Tone.Quiet => "2",
        Tone.Good => "1;32",
        Tone.Fault => "1;31",
        Tone.Open => "1;33",
        _ => null,
    };
}
