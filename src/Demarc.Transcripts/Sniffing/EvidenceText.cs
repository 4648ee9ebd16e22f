using Demarc.Model;

namespace Demarc.Transcripts;

/// <summary>
/// A stretch of decoded text with its lines, as the readers see it: quote marks (<c>&gt; </c>) and trailing blanks
/// peeled off, indentation kept. Lines are split at LF; line numbers are those of the artifact.
/// </summary>
public sealed class EvidenceText
{
    private readonly string _text;
    private readonly int[] _starts;      // start of each line, and one past the end of the text

    /// <param name="source">The artifact's name.</param>
    /// <param name="sha256">Hash of the artifact's bytes, lower-case hex.</param>
    /// <param name="text">The text, or one segment of it that begins at a line start.</param>
    /// <param name="firstLine">Line number of the segment's first line.</param>
    public EvidenceText(string source, string sha256, string text, int firstLine = 1)
    {
        (Source, Sha256, _text, FirstLine) = (source, sha256, text, firstLine);
        _starts = LineStarts(text);
    }

    public string Source { get; }

    public string Sha256 { get; }

    /// <summary>The artifact's line number of line 0.</summary>
    public int FirstLine { get; }

    public int Count => _starts.Length - 1;

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
        var line = _text.AsSpan(_starts[index], _starts[index + 1] - _starts[index]);
        if (line is [.., '\n']) line = line[..^1];
        if (line is [.., '\r']) line = line[..^1];
        return line;
    }

    /// <summary>The line without quote marks and trailing blanks; indentation stays.</summary>
    public ReadOnlySpan<char> Span(int index)
    {
        var line = Raw(index);
        return line[QuotePrefix(line, out _)..].TrimEnd();
    }

    /// <summary>How many quote marks the line began with.</summary>
    public int QuoteDepth(int index)
    {
        QuotePrefix(Raw(index), out var depth);
        return depth;
    }

    /// <summary>As <see cref="Span"/>, as a string.</summary>
    public string this[int index] => Span(index).ToString();

    /// <summary>The whole segment; for searches that span lines.</summary>
    public ReadOnlySpan<char> All => _text;

    private static int QuotePrefix(ReadOnlySpan<char> line, out int depth)
    {
        depth = 0;
        var cut = 0;
        var i = 0;
        while (i < line.Length)
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

    private static int[] LineStarts(string text)
    {
        var starts = new List<int>(text.Length / 40 + 2);
        var at = 0;
        while (at < text.Length)
        {
            starts.Add(at);
            var end = text.IndexOf('\n', at);
            at = end < 0 ? text.Length : end + 1;
        }

        starts.Add(text.Length);
        return [.. starts];
    }
}
