namespace Demarc.Transcripts;

/// <summary>
/// A stretch of decoded text with its lines, as the readers see it: quote marks (<c>&gt; </c>) and trailing blanks
/// peeled off, indentation kept. Lines are split at LF; line numbers are those of the artifact.
/// </summary>
public sealed class EvidenceText
{
    private readonly char[] _chars;
    private readonly int _length;
    private readonly List<int> _starts;     // start of each line, and one past the end of the text

    /// <param name="source">The artifact's name.</param>
    /// <param name="sha256">Hash of the artifact's bytes, lower-case hex.</param>
    /// <param name="text">The whole text.</param>
    public EvidenceText(string source, string sha256, string text)
        : this(source, sha256, text.ToCharArray(), text.Length, 1, [])
    {
    }

    /// <summary>A stretch of a longer text in room that is lent: once it was read, both are filled with the next one.</summary>
    /// <param name="source">The artifact's name.</param>
    /// <param name="sha256">Hash of the artifact's bytes, lower-case hex.</param>
    /// <param name="chars">The stretch, from a line start on.</param>
    /// <param name="length">How many characters of it count.</param>
    /// <param name="firstLine">Line number of its first line.</param>
    /// <param name="starts">Room for its line starts.</param>
    internal EvidenceText(string source, string sha256, char[] chars, int length, int firstLine, List<int> starts)
    {
        (Source, Sha256, _chars, _length, FirstLine, _starts) = (source, sha256, chars, length, firstLine, starts);
        FindLines();
    }

    public string Source { get; }

    public string Sha256 { get; }

    /// <summary>The artifact's line number of line 0.</summary>
    public int FirstLine { get; }

    public int Count => _starts.Count - 1;

    /// <summary>The artifact's line number of a line index.</summary>
    public int Number(int index) => FirstLine + index;

    /// <summary>Where a line starts in <see cref="All"/>; for <see cref="Count"/>, the end of the text.</summary>
    internal int Start(int index) => _starts[index];

    /// <summary>How often a line was looked at: what reading costs, so that fruitless reading can be bounded.</summary>
    internal long Looks { get; private set; }

    /// <summary>The line as it stands, without its line end.</summary>
    public ReadOnlySpan<char> Raw(int index)
    {
        Looks++;
        var line = All[_starts[index].._starts[index + 1]];
        if (line is [.., '\n']) line = line[..^1];
        if (line is [.., '\r']) line = line[..^1];
        return line;
    }

    /// <summary>The line without quote marks and trailing blanks; indentation stays.</summary>
    public ReadOnlySpan<char> Span(int index)
    {
        var line = Raw(index);
        if (line is [' ' or '\t' or '>', ..]) line = line[QuotePrefix(line, out _)..];
        return line is [.., > ' ' and <= '~'] ? line : line.TrimEnd();
    }

    /// <summary>How many quote marks the line began with.</summary>
    public int QuoteDepth(int index)
    {
        QuotePrefix(Raw(index), out var depth);
        return depth;
    }

    /// <summary>As <see cref="Span"/>, as a string.</summary>
    public string this[int index] => Span(index).ToString();

    /// <summary>The whole stretch; for searches that span lines.</summary>
    public ReadOnlySpan<char> All => new(_chars, 0, _length);

    /// <summary>Blanks that may stand before a quote mark; a <c>&gt;</c> further in belongs to the text, as in a router's table.</summary>
    private const int MostBefore = 8;

    private static int QuotePrefix(ReadOnlySpan<char> line, out int depth)
    {
        depth = 0;
        var cut = 0;
        var i = 0;
        while (i < line.Length && i - cut <= MostBefore)
        {
            if (line[i] is ' ' or '\t') i++;
            else if (line[i] == '>' && (i + 1 == line.Length || line[i + 1] is ' ' or '>'))
            {
                depth++;
                i++;
                if (i < line.Length && line[i] == ' ') i++;
                cut = i;
            }
            else break;
        }

        return cut;
    }

    private void FindLines()
    {
        _starts.Clear();
        var text = All;
        for (var at = 0; at < text.Length;)
        {
            _starts.Add(at);
            var end = text[at..].IndexOf('\n');
            at = end < 0 ? text.Length : at + end + 1;
        }

        _starts.Add(_length);
    }
}
