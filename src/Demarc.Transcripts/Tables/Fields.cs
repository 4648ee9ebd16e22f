namespace Demarc.Transcripts.Tables;

/// <summary>
/// The blank-separated fields of a table row. Column positions are never trusted (CJK width and long names shift them),
/// only the order of the fields.
/// </summary>
internal static class Fields
{
    private const string Blanks = " \t\u00a0\u3000";

    /// <summary>No tool read here prints more; the rest of a longer line is left out.</summary>
    private const int Most = 64;

    /// <summary>The fields in order; none for a blank line.</summary>
    public static List<string> Of(ReadOnlySpan<char> line)
    {
        var fields = new List<string>(12);
        while (fields.Count < Most)
        {
            var (start, length) = Next(line);
            if (length == 0) break;
            fields.Add(line.Slice(start, length).ToString());
            line = line[(start + length)..];
        }

        return fields;
    }

    /// <summary>The first field, empty for a blank line.</summary>
    public static ReadOnlySpan<char> First(ReadOnlySpan<char> line)
    {
        var (start, length) = Next(line);
        return line.Slice(start, length);
    }

    /// <summary>The text from the given field (0 is the first) to the end of the line, as it stands.</summary>
    public static ReadOnlySpan<char> From(ReadOnlySpan<char> line, int index)
    {
        for (; index > 0; index--)
        {
            var (start, length) = Next(line);
            line = line[(start + length)..];
        }

        return line.Trim(Blanks);
    }

    /// <summary>The fields joined by single blanks.</summary>
    public static string Collapse(ReadOnlySpan<char> text) => string.Join(' ', Of(text));

    /// <summary>Whether nothing but blanks is on the line.</summary>
    public static bool IsBlank(ReadOnlySpan<char> line) => line.Trim(Blanks).IsEmpty;

    private static (int Start, int Length) Next(ReadOnlySpan<char> line)
    {
        var start = line.IndexOfAnyExcept(Blanks);
        if (start < 0) return (line.Length, 0);
        var length = line[start..].IndexOfAny(Blanks);
        return (start, length < 0 ? line.Length - start : length);
    }
}
