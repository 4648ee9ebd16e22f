namespace Demarc.Transcripts.Tables;

/// <summary>
/// A table whose cells stand below their headings and may be empty or hold blanks, as docker and kubectl print them. Headings are
/// set apart by two blanks or more.
/// </summary>
internal sealed class HeadedColumns
{
    private readonly List<(string Name, int From, int To)> _columns = [];

    /// <summary>The columns of a heading line; null when one of the given names is missing.</summary>
    public static HeadedColumns? Of(string header, params ReadOnlySpan<string> needed)
    {
        if (header.Length > 1000) return null;
        foreach (var name in needed)
        {
            if (!header.Contains(name, StringComparison.Ordinal)) return null;
        }

        var columns = new HeadedColumns();
        for (var at = 0; at < header.Length && columns._columns.Count < 40;)
        {
            while (at < header.Length && header[at] == ' ') at++;
            var gap = header.IndexOf("  ", at, StringComparison.Ordinal);
            var end = gap < 0 ? header.Length : gap;
            if (end > at) columns._columns.Add((header[at..end].Trim(), at, int.MaxValue));
            at = end + 1;
        }

        for (var i = 0; i + 1 < columns._columns.Count; i++) columns._columns[i] = columns._columns[i] with { To = columns._columns[i + 1].From };
        foreach (var name in needed)
        {
            if (!columns.Has(name)) return null;
        }

        return columns;
    }

    public bool Has(string name) => _columns.Exists(column => column.Name == name);

    /// <summary>What stands below a heading; null for nothing, and where there is no such heading.</summary>
    public string? Cell(string line, string name)
    {
        var at = _columns.FindIndex(column => column.Name == name);
        if (at < 0 || _columns[at].From >= line.Length) return null;
        var text = line[_columns[at].From..Math.Min(_columns[at].To, line.Length)].Trim();
        return text.Length == 0 ? null : text;
    }
}
