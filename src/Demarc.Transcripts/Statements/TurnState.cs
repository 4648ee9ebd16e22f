namespace Demarc.Transcripts.Statements;

/// <summary>What the lines read so far lend the next ones of the same turn: sections, lists, speakers.</summary>
internal sealed class TurnState(string? author, int index, int rank)
{
    private const int MostNames = 200;
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly List<(int Indent, bool Numbered, string Text, string? Speaker)> _items = [];
    private int _captionLevel;
    private bool _steps;
    private bool _inList;
    private string? _above;

    public string? Author { get; } = author;

    public int Index { get; } = index;

    public int Rank { get; } = rank;

    /// <summary>A blank line stood before the next line.</summary>
    public bool Blank { get; set; }

    /// <summary>The paragraph above the list was an instruction: so are its items.</summary>
    public bool ListInstructed { get; set; }

    /// <summary>Whoever the item around a nested one named.</summary>
    public string? Speaker { get; set; }

    public string? Topic { get; private set; }

    public string? Intro { get; private set; }

    public bool InCaptions => _captionLevel > 0;

    public bool Instructed => _steps || (_inList && ListInstructed);

    public void OpenHeading(int level, bool captions, bool steps)
    {
        if (_captionLevel == 0 || level <= _captionLevel) _captionLevel = captions ? level : 0;
        _steps = steps;
        _above = null;
        Topic = null;
        ListInstructed = false;
        CloseList();
    }

    public void OpenSteps(string title)
    {
        _steps = true;
        _above = title;
        CloseList();
    }

    public void CloseSteps() => _steps = false;

    public void OpenPlain(string paragraph, string? topic)
    {
        CloseList();
        _above = paragraph;
        Intro = null;
        if (topic is not null) Topic = topic;
        else if (paragraph is [.., ':' or '：']) Topic = null;
    }

    /// <summary>Opens a list item. A numbered item that ends with a colon owns the dashes below it, whatever their indentation.</summary>
    public void OpenItem(int indent, bool numbered, string item, ref int list)
    {
        if (!_inList) list++;
        _inList = true;
        while (_items.Count > 0 && _items[^1] is var above && above.Indent >= indent && !(above.Numbered && !numbered && above.Text is [.., ':' or '：'])) _items.RemoveAt(_items.Count - 1);
        Intro = _items.Count > 0 ? _items[^1].Text : _above;
        Speaker = _items.Count > 0 ? _items[^1].Speaker : null;
        if (_items.Count < MostNames) _items.Add((indent, numbered, item, Speaker));
    }

    /// <summary>Whether a name opened a line before: then the lines are a conversation.</summary>
    public bool Chats(string name)
    {
        if (_names.Count >= MostNames) return false;
        _names[name] = _names.GetValueOrDefault(name) + 1;
        return _names[name] > 1;
    }

    /// <summary>Remembers whom the open item named, for the items below it.</summary>
    public void Name(string speaker)
    {
        if (_items.Count > 0) _items[^1] = _items[^1] with { Speaker = speaker };
    }

    private void CloseList()
    {
        _items.Clear();
        _inList = false;
        Speaker = null;
    }
}
