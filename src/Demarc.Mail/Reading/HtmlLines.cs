using System.Text;

namespace Demarc.Mail.Reading;

/// <summary>
/// The lines that <see cref="HtmlText"/> builds: white space collapsed outside preformatted text, an end of a block held
/// back until something follows it, so that a block inside a table cell does not break the row.
/// </summary>
internal sealed class HtmlLines
{
    private const int DeepestQuote = 50;
    private const int LongestWords = 2000;

    private readonly StringBuilder text = new();
    private readonly StringBuilder line = new();
    private readonly StringBuilder watched = new();
    private int quotes;
    private int preformatted;
    private bool afterPre;
    private bool blank;
    private bool held;
    private bool inRow;
    private bool cellIsEmpty;
    private bool onlyMarker;

    public void Text(string words)
    {
        foreach (var letter in words)
        {
            if (preformatted > 0)
            {
                // A line end right behind the opening tag is none (HTML Living Standard 13.2.6.4.7).
                if (letter == '\n' && !afterPre) Break();
                else if (letter is not ('\n' or '\r')) Letter(letter == '\u00a0' ? ' ' : letter);
                afterPre &= letter == '\r';
            }
            else if (letter is ' ' or '\t' or '\n' or '\r' or '\f')
            {
                blank = true;
            }
            else
            {
                // A no-break blank is how programs keep columns: it does not collapse.
                Letter(letter == '\u00a0' ? ' ' : letter);
            }
        }
    }

    /// <summary>The line ends here, but in a cell that is empty so far.</summary>
    public void Break()
    {
        if (inRow && cellIsEmpty) return;
        Release();
        End();
    }

    /// <summary>A block starts or ends: what follows stands on a new line.</summary>
    public void Block()
    {
        blank = false;
        if (line.Length > 0 && !onlyMarker && !(inRow && cellIsEmpty)) held = true;
    }

    /// <summary>The sign in front of an item of a list; a block right behind it stays on its line.</summary>
    public void Marker(string sign)
    {
        Block();
        Release();
        line.Append(sign);
        onlyMarker = true;
    }

    public void Row()
    {
        Block();
        (inRow, cellIsEmpty) = (false, false);
    }

    public void Cell()
    {
        blank = false;
        if (inRow)
        {
            held = false;
            line.Append('\t');
        }

        (inRow, cellIsEmpty) = (true, true);
    }

    public void CellEnd() => cellIsEmpty = false;

    public void Quote(int step)
    {
        if (line.Length > 0) End();
        quotes = Math.Max(0, quotes + step);
    }

    public void Preformatted(int step)
    {
        Block();
        preformatted = Math.Max(0, preformatted + step);
        afterPre = step > 0;
    }

    /// <summary>From here on the words of a link are kept; <see cref="Watched"/> gives them.</summary>
    public void Watch() => watched.Clear();

    public string Watched() => watched.ToString().Trim();

    public override string ToString()
    {
        if (line.Length > 0) End();
        return text.ToString();
    }

    private void Letter(char letter)
    {
        Release();
        if (blank)
        {
            if (line.Length > 0 && line[^1] is not (' ' or '\t')) line.Append(' ');
            if (watched.Length < LongestWords) watched.Append(' ');
        }

        blank = false;
        line.Append(letter);
        if (watched.Length < LongestWords) watched.Append(letter);
        (cellIsEmpty, onlyMarker) = (false, false);
    }

    private void Release()
    {
        if (held) End();
    }

    private void End()
    {
        (held, blank, onlyMarker) = (false, false, false);
        text.Append('>', Math.Min(quotes, DeepestQuote));
        var words = line.ToString().AsSpan().TrimEnd(" \t");
        if (quotes > 0 && words.Length > 0) text.Append(' ');
        text.Append(words).Append('\n');
        line.Clear();
    }
}
