using Demarc.Transcripts.Addresses;

namespace Demarc.Transcripts.Pinging;

/// <summary>Goes through the lines of one Windows run, from header or first row to the statistics or to where they were cut off.</summary>
internal sealed class WindowsPingRun
{
    private const int MostUnknown = 3;          // lines in a row that are neither rows nor prose for certain
    private readonly EvidenceText _text;
    private readonly List<int> _unknown = [];
    private string? _address;
    private bool _header;
    private bool _counted;
    private bool _times;
    private int _sent;
    private int _received;
    private string? _replier;
    private bool _severalRepliers;

    private WindowsPingRun(EvidenceText text, int first) => (_text, First, Last) = (text, first, first);

    public PingTally Tally { get; } = new();

    public int First { get; private set; }

    public int Last { get; private set; }

    /// <summary>Lines inside the run that are no rows known.</summary>
    public IReadOnlyList<int> Unknown => _unknown;

    /// <summary>Echo requests, from the statistics, else one for each row.</summary>
    public int? Sent => _counted ? _sent : Tally.HasRows ? Tally.Replies + Tally.Failures : null;

    /// <summary>
    /// Echo replies. The statistics count "unreachable" answers as received, so the rows decide where all are there;
    /// with rows left out and such answers among those shown, nobody can tell. Statistics without times mean no reply.
    /// </summary>
    public int? Received
    {
        get
        {
            if (!_counted || Tally.Replies + Tally.Failures >= _sent) return Tally.HasRows ? Tally.Replies : null;
            if (Tally.Answered > 0) return null;
            return _times || _received == 0 || Tally.Replies > 0 ? _received : null;
        }
    }

    /// <summary>Reads a run that opens at a line; null when no row and no statistics follow.</summary>
    public static WindowsPingRun? Read(EvidenceText text, int first, int limit)
    {
        var run = new WindowsPingRun(text, first);
        run.LookBack();
        var blanks = 0;
        for (var i = first; i < limit; i++)
        {
            var line = text.Span(i).Trim();
            if (line.IsEmpty)
            {
                if (++blanks > 2) break;
                continue;
            }

            if (!(run._counted ? run.TakeTail(line, i) : run.Take(line, i, afterBlank: blanks > 0))) break;
            blanks = 0;
        }

        return run.Finish() ? run : null;
    }

    /// <summary>A header in damaged letters has no word to open at, but its shape stands right above the first row.</summary>
    private void LookBack()
    {
        for (var i = First - 1; i >= Math.Max(0, First - 2); i--)
        {
            var line = _text.Span(i);
            if (line.IsWhiteSpace()) continue;
            if (WindowsPingRows.TryReply(_text.Span(First), out _) || WindowsPingRows.IsSummaryHeader(_text.Span(First), out _))
            {
                if (TakeHeader(line, named: false)) First = i;
            }

            return;
        }
    }

    private bool TakeHeader(ReadOnlySpan<char> line, bool named)
    {
        if (!WindowsPingRows.TryHeader(line, named, out var target, out var address, out var size)) return false;
        (Tally.Target, Tally.TargetAddress, Tally.Size, _address, _header) = (target, address, size, address, true);
        return true;
    }

    private bool Take(ReadOnlySpan<char> line, int index, bool afterBlank)
    {
        if (WindowsPingRows.TryReply(line, out var reply))
        {
            if (!_header && _replier is not null && reply.From != _replier) return false;
            _severalRepliers |= _replier is not null && reply.From != _replier;
            _replier = reply.From;
            Tally.Size ??= reply.Bytes;
            Tally.Reply(reply.Ms, reply.Ttl);
        }
        else if (WindowsPingRows.TryFailure(line, out var code, out var from, out _)) Tally.Failure(code, from);
        else if (WindowsPingRows.IsInterrupt(line)) Tally.Interrupted = true;
        else if (WindowsPingRows.TryHeader(line, named: true, out _, out _, out _))
        {
            if (_header || Tally.HasRows) return false;
            TakeHeader(line, named: true);
        }
        else if (WindowsPingRows.IsSummaryHeader(line, out var address))
        {
            if (address is not null && _address is not null && address != _address) return false;
            if (!CountsFollow(index)) return false;
            Tally.TargetAddress ??= address;
            return true;
        }
        else if (WindowsPingRows.TryCounts(line, out _sent, out _received)) _counted = true;
        else
        {
            // Contiguous with the rows it may be a row of an unknown language; behind a blank line it is prose.
            if (afterBlank && Tally.HasRows || line.Length > 120 || _unknown.Count(at => at > Last) >= MostUnknown && !_header) return false;
            if (_unknown.Count > 200) return false;
            _unknown.Add(index);
            return true;
        }

        Last = index;
        return true;
    }

    /// <summary>After the counts: a percentage that wrapped, the times under their heading, the mark of an interrupt.</summary>
    private bool TakeTail(ReadOnlySpan<char> line, int index)
    {
        if (WindowsPingRows.IsInterrupt(line)) Tally.Interrupted = true;
        else if (_times) return false;
        else if (WindowsPingRows.IsTimes(line)) _times = true;
        else if (line[^1] is ':' or '：' && line.Length < 100 && !AddressText.Find(line, out _, out _, glued: true)) return true;
        else if (line.Length > 40 || !(line[0] == '(' && line.Contains('%') || line[^1] is ')' or ',' && line.Contains(')'))) return false;
        Last = index;
        return true;
    }

    private bool CountsFollow(int index)
    {
        for (var i = index + 1; i < Math.Min(_text.Count, index + 5); i++)
        {
            if (WindowsPingRows.TryCounts(_text.Span(i), out _, out _)) return true;
        }

        return false;
    }

    private bool Finish()
    {
        _unknown.RemoveAll(at => at > Last);
        var missing = _sent - Tally.Replies - Tally.Failures;
        if (_counted && missing > 0 && missing == _unknown.Count && Tally.Replies <= _received && _unknown.TrueForAll(at => !AddressText.Find(_text.Span(at), out _, out _, glued: true)))
        {
            Tally.Failure(PingFailures.Timeout, null, missing);
            _unknown.Clear();
        }

        if (Tally.TargetAddress is null && !_header && _replier is not null && !_severalRepliers && AddressText.Is(_replier)) Tally.TargetAddress = _replier;
        return Tally.HasRows || _counted;
    }
}
