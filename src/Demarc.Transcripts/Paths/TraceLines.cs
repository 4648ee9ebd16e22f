using Demarc.Transcripts.Markup;

namespace Demarc.Transcripts.Paths;

/// <summary>
/// The lines of a block as a trace reader walks them: those of the text from its opening line on, each split again
/// where a web page's <c>&lt;br&gt;</c> stands for the line end. Read lazily, so a block that is none costs little.
/// </summary>
internal sealed class TraceLines(BlockContext context)
{
    /// <summary>More lines than any trace prints: 255 hops with their further addresses.</summary>
    private const int Most = 4096;

    private readonly List<(string Text, int Index)> _lines = [];
    private int _next = context.First;

    /// <summary>The line at that place; null after the end of the block.</summary>
    public string? At(int place)
    {
        while (place >= _lines.Count)
        {
            if (_next >= Math.Min(context.Limit, context.Text.Count) || _lines.Count >= Most) return null;
            Add(_next++);
        }

        return _lines[place].Text;
    }

    /// <summary>The text's line index of the line at that place.</summary>
    public int Index(int place) => At(place) is null ? Math.Max(context.First, _next - 1) : _lines[place].Index;

    /// <summary>The place of the next line that is not blank, at or after the given one, over at most that many blank lines; -1 when there is none.</summary>
    public int NextNonBlank(int place, int blanks)
    {
        for (var skipped = 0; skipped <= blanks; skipped++, place++)
        {
            if (At(place) is not { } line) return -1;
            if (!string.IsNullOrWhiteSpace(line)) return place;
        }

        return -1;
    }

    /// <summary>Whether the line only says that something was left out here (<c>...</c>, <c>[ … ]</c>).</summary>
    public static bool IsElision(ReadOnlySpan<char> line)
    {
        var dots = 0;
        foreach (var c in line)
        {
            if (c is '…' or '⋯') dots += 3;
            else if (c is '.' or '·') dots++;
            else if (c is not (' ' or '\t' or '[' or ']' or '(' or ')')) return false;
        }

        return dots >= 2;
    }

    private void Add(int index)
    {
        foreach (var part in LineBreaks.Split(context.Text.Span(index))) _lines.Add((part, index));
    }
}
