using Demarc.Model;

namespace Demarc.Transcripts;

/// <summary>
/// The sniffer: goes over the lines once, keeps the section's place in mind, and asks the readers at lines that carry
/// one of their anchors. It holds its state from segment to segment; a block that may go on behind a segment's end is
/// left for the next one.
/// </summary>
internal sealed class BlockScan(ReaderSet readers)
{
    /// <summary>Longest line that is looked at, in characters; longer ones are named and passed over.</summary>
    public const int LongestLine = 64 * 1024;

    /// <summary>Most entries of one text's list of what was not read.</summary>
    private const int MostUnread = 20_000;

    /// <summary>A block this near a segment's end may go on behind it.</summary>
    private const int Tail = 64;

    /// <summary>Instead of a block's last line: it may go on in the next segment.</summary>
    private const int NeedsMore = -2;

    /// <summary>Lines a reader may look at for nothing before it gets only <see cref="ShortLimit"/> of them at a time: keeps hostile text linear.</summary>
    private const long MostWasted = 500_000;

    private const int ShortLimit = 40;
    private readonly Dictionary<ITranscriptReader, long> _wasted = [];

    private readonly SeenBlocks _seen = new();
    private readonly List<Unread> _unread = [];
    private readonly Quota _quota = new();
    private Section _section;
    private string _source = "";

    // Where the next line stands that no block crosses; valid for every block that opens above it.
    private int _boundary;
    private bool _boundaryIsReal;

    public ReadResult Result => new(_seen.Observations, _quota.Rest(_source) is { } rest ? [.. _unread, rest] : _unread, []);

    /// <summary>Reads lines from <paramref name="from"/> on and returns the first line left for the next segment; all are read when <paramref name="final"/>.</summary>
    public int Scan(EvidenceText text, int from, IReadOnlyList<TurnSpan>? turns, bool final)
    {
        _source = text.Source;
        var anchors = new AnchorCursor(text, readers.Lanes);
        var walk = new TurnWalk(turns);
        _boundary = -1;
        var line = from;
        while (line < text.Count)
        {
            if (walk.Enters(line)) _section.Begin();
            if (IsTooLong(text, line))
            {
                Refuse(text, line, line, new("a line too long to read", "此行过长，未读取"));
                line++;
                continue;
            }

            var (before, unread) = (_section, _unread.Count);
            var content = text.Span(line);
            _section.See(content);
            var called = content.IsEmpty || LineShape.IsComment(content) ? 0 : anchors.Readers(line) | readers.Called(content);
            if (called != 0)
            {
                var last = Open(text, line, called, walk, final);
                if (last == NeedsMore)
                {
                    _section = before;
                    _unread.RemoveRange(unread, _unread.Count - unread);
                    return line;
                }

                line = Math.Max(line, last);
            }

            line++;
        }

        return line;
    }

    private int Open(EvidenceText text, int first, UInt128 called, TurnWalk walk, bool final)
    {
        if (_quota.IsUsedUp) return first;
        for (; called != 0; called &= called - 1)
        {
            var reader = readers[(int)UInt128.TrailingZeroCount(called)];
            if (!Opens(reader, text, first)) continue;
            var (limit, real) = Limit(text, first, walk);
            if (_wasted.GetValueOrDefault(reader) > MostWasted) (limit, real) = (Math.Min(limit, first + ShortLimit), true);
            var looks = text.Looks;
            var context = new BlockContext(text, first)
            {
                Limit = limit,
                Vantage = _section.Vantage,
                Command = _section.Command,
                Time = walk.Time,
                LogLines = _quota.LogLines,
                FailedLogLines = _quota.FailedLogLines,
            };
            var block = Read(reader, context);
            var open = !final && !real;
            if (open && (block?.Last ?? first) >= text.Count - Tail) return NeedsMore;
            if (block is null)
            {
                _wasted[reader] = _wasted.GetValueOrDefault(reader) + text.Looks - looks;
                continue;
            }

            Keep(context, reader, block);
            return Math.Clamp(block.Last, first, limit - 1);
        }

        return first;
    }

    private bool Opens(ITranscriptReader reader, EvidenceText text, int line)
    {
        try
        {
            return reader.Opens(text.Span(line));
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Fail(text, line, reader, fault);
            return false;
        }
    }

    private TranscriptBlock? Read(ITranscriptReader reader, BlockContext context)
    {
        try
        {
            return reader.Read(context);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Fail(context.Text, context.First, reader, fault);
            return null;
        }
    }

    private void Keep(BlockContext context, ITranscriptReader reader, TranscriptBlock block)
    {
        var last = Math.Clamp(block.Last, context.First, context.Limit - 1);
        foreach (var lines in block.Unread) Refuse(context.Text, lines.First, lines.Last, lines.Reason);
        if (block.Counted is > 0 and var counted) _quota.Count(context.Text.Number(context.First), context.Text.Number(last), counted);
        if (block.Observations.Count == 0) return;
        foreach (var observation in block.Observations) _section.NamedByTool(observation.Vantage);
        _quota.Take(block.Observations);
        _seen.Add(context, reader.Tool, last, block.Observations);
        if (_quota.IsUsedUp) Refuse(context.Text, last, last, new("more tool output follows than one text may hold; the rest is unread", "后面的工具输出超过单个文本的上限，其余未读取"));
    }

    /// <summary>Index of the first line behind <paramref name="first"/> that no block crosses, and whether it is more than the text's end.</summary>
    private (int Limit, bool Real) Limit(EvidenceText text, int first, TurnWalk walk)
    {
        if (_boundary <= first)
        {
            _boundary = first + 1;
            while (_boundary < text.Count && !Ends(text, _boundary)) _boundary++;
            _boundaryIsReal = _boundary < text.Count;
        }

        return walk.Limit(first) is { } turn && turn < _boundary ? (turn, true) : (_boundary, _boundaryIsReal);
    }

    private static bool Ends(EvidenceText text, int index)
    {
        if (IsTooLong(text, index)) return true;
        var line = text.Span(index);
        return !line.IsEmpty && !LineShape.IsBody(line)
            && (LineShape.IsFence(line) || LineShape.IsDeepHeading(line) || LineShape.IsMailHeader(line) || PromptLine.TryParse(line, out _));
    }

    private static bool IsTooLong(EvidenceText text, int index) => text.Start(index + 1) - text.Start(index) > LongestLine;

    private void Fail(EvidenceText text, int line, ITranscriptReader reader, Exception fault) => Refuse(
        text,
        line,
        line,
        new($"the {reader.Tool} reader failed here ({fault.GetType().Name})", $"{reader.Tool} 读取器在此处出错（{fault.GetType().Name}）"));

    private void Refuse(EvidenceText text, int first, int last, Bilingual reason)
    {
        if (_unread.Count < MostUnread) _unread.Add(new(text.Source, [text.Number(first), text.Number(last)], reason.En, reason.Zh));
    }
}
