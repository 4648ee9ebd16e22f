namespace Demarc.Transcripts.TestNetConnection;

/// <summary>
/// A page of <c>Name : value</c> lines as PowerShell prints one object: names are never translated, values may go on over
/// indented lines that begin with the colon or with nothing.
/// </summary>
internal sealed class PropertyPage
{
    private const int LongestName = 40;
    private const int MostBlankLines = 3;
    private const int MostLines = 200;
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Index of the last line that holds a property.</summary>
    public int Last { get; private init; }

    /// <summary>The value of a property; null when it is not printed or empty.</summary>
    public string? this[string name] => _values.TryGetValue(name, out var values) && values[0].Length > 0 ? values[0] : null;

    /// <summary>A property's values, one a line.</summary>
    public IReadOnlyList<string> All(string name) => _values.TryGetValue(name, out var values) ? [.. values.Where(value => value.Length > 0)] : [];

    /// <summary>Reads the page whose first property stands at or after a line; null when none does.</summary>
    public static PropertyPage? Read(BlockContext context, int from)
    {
        var page = new PropertyPage();
        var (last, blanks, name) = (-1, 0, (string?)null);
        var limit = Math.Min(context.Limit, from + MostLines);
        for (var i = from; i < limit; i++)
        {
            var line = context.Text.Span(i);
            if (line.Trim().IsEmpty)
            {
                if (last >= 0 || ++blanks > MostBlankLines) break;
                continue;
            }

            if (Split(line) is var (key, value))
            {
                if (page._values.ContainsKey(key)) break;             // the next object
                page._values[name = key] = [value];
            }
            else if (name is not null && line[0] is ' ' or '\t') page._values[name].Add(line.Trim().TrimStart(':').Trim().ToString());
            else break;
            last = i;
        }

        return last < 0 ? null : new PropertyPage(page) { Last = last };
    }

    private PropertyPage()
    {
    }

    private PropertyPage(PropertyPage other) => _values = other._values;

    /// <summary>Name and value of a property line; null when the line is none.</summary>
    internal static (string Name, string Value)? Split(ReadOnlySpan<char> line)
    {
        var colon = line.IndexOf(" :", StringComparison.Ordinal);
        if (colon is < 1 or > LongestName || !char.IsAsciiLetter(line.TrimStart()[0]) || (colon + 2 < line.Length && line[colon + 2] != ' ')) return null;
        var name = line[..colon].Trim();
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not (' ' or '(' or ')' or '.' or '_')) return null;
        }

        return (name.ToString(), line[(colon + 2)..].Trim().ToString());
    }
}
