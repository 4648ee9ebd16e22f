using Demarc.Model;

namespace Demarc.Transcripts;

/// <summary>Goes through the turns in step with the lines.</summary>
internal sealed class TurnWalk(IReadOnlyList<TurnSpan>? turns)
{
    private readonly TurnSpan[] _turns = [.. (turns ?? []).Where(turn => turn.Last >= turn.First).OrderBy(turn => turn.First)];
    private int _next;
    private TurnSpan? _current;

    /// <summary>When the turn around the current line was written.</summary>
    public Moment? Time => _current?.Time;

    /// <summary>Moves to a line; true when it stands in another turn than the line before, or outside for the first time.</summary>
    public bool Enters(int line)
    {
        var before = _current;
        if (_current is not null && line > _current.Last) _current = null;
        while (_next < _turns.Length && _turns[_next].First <= line)
        {
            if (_turns[_next].Last >= line) _current = _turns[_next];
            _next++;
        }

        return !ReferenceEquals(before, _current);
    }

    /// <summary>Index after the last line of the turn around the current line, or of the next turn's start; null when neither is.</summary>
    public int? Limit(int line)
    {
        int? following = _next < _turns.Length ? _turns[_next].First : null;
        var end = _current is null ? following : Math.Min(_current.Last + 1, following ?? int.MaxValue);
        return end > line ? end : null;
    }
}
