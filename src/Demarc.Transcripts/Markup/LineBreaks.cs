namespace Demarc.Transcripts.Markup;

/// <summary>The <c>&lt;br&gt;</c> of web pages, which stands for a line end where a page's table cell was pasted.</summary>
internal static class LineBreaks
{
    /// <summary>The parts of a line between <c>&lt;br&gt;</c>, <c>&lt;br/&gt;</c> and <c>&lt;br /&gt;</c>; the line itself where it holds none.</summary>
    public static List<string> Split(ReadOnlySpan<char> line)
    {
        var parts = new List<string>(1);
        for (var at = line.IndexOf("<br", StringComparison.OrdinalIgnoreCase); at >= 0; at = line.IndexOf("<br", StringComparison.OrdinalIgnoreCase))
        {
            var end = line[at..].IndexOf('>');
            if (end is < 0 or > 5) break;
            parts.Add(line[..at].ToString());
            line = line[(at + end + 1)..];
        }

        parts.Add(line.ToString());
        return parts;
    }
}
