using Demarc.Transcripts.Addresses;

namespace Demarc.Transcripts.Pinging;

/// <summary>
/// Goes through the lines of one Unix run. Probes are told apart by sequence number: a timeout is final only if no
/// late reply follows, a second reply is a duplicate, and a gap between numbers is a loss the tool did not mention.
/// </summary>
internal sealed class UnixPingRun
{
    private const int MostUnknown = 3;
    private const int SeqRange = 65536;
    private const int MostRows = 1_000_000;

    private readonly EvidenceText _text;
    private readonly List<int> _unknown = [];
    private readonly HashSet<int> _answered = [];
    private readonly HashSet<int> _silent = [];
    private readonly HashSet<int> _failed = [];
    private UnixPingFrame.Header? _header;
    private UnixPingFrame.Counts _counts;
    private bool _summary;
    private bool _counted;
    private bool _elided;
    private int _epoch;
    private int? _lastSeq;
    private int _least = int.MaxValue;
    private int _greatest = int.MinValue;
    private string? _replier;
    private int _rows;

    private UnixPingRun(EvidenceText text, int first) => (_text, Last) = (text, first);

    public PingTally Tally { get; } = new();

    public int Last { get; private set; }

    public IReadOnlyList<int> Unknown => _unknown;

    public int? Duplicates => _counts.Duplicates ?? (Tally.Duplicates > 0 ? Tally.Duplicates : null);

    /// <summary>From the statistics; cut off, the span of sequence numbers seen, or just the probes seen where rows were left out.</summary>
    public int? Sent
    {
        get
        {
            if (_counts.Sent is not null) return _counts.Sent;
            var seen = _answered.Count + _silent.Count + _failed.Count;
            if (seen == 0) return Tally.Failures > 0 && _header is { Size: not null } && _rows > 0 && !_refused ? Tally.Failures : null;
            if (_elided) return seen;
            return _greatest - Math.Min(_least, _header?.FirstSeq ?? _least) + 1;
        }
    }

    private bool _refused;

    public int? Received => _counts.Received ?? (Sent is null ? null : Tally.Replies);

    public static UnixPingRun? Read(EvidenceText text, int first, int limit)
    {
        var run = new UnixPingRun(text, first);
        var blanks = 0;
        for (var i = first; i < limit && run._rows < MostRows; i++)
        {
            var line = text.Span(i).Trim();
            if (line.IsEmpty)
            {
                if (++blanks > 3) break;
                continue;
            }

            if (!run.Take(line, i, blanks > 0)) break;
            blanks = 0;
        }

        return run.Finish() ? run : null;
    }

    private bool Take(ReadOnlySpan<char> line, int index, bool afterBlank)
    {
        if (line.StartsWith("^C"))
        {
            if (_counted) return false;
            Tally.Interrupted = true;
            line = line[2..].TrimStart();
            if (line.IsEmpty)
            {
                Last = index;
                return true;
            }
        }

        if (_counted)
        {
            if (!TakeSummary(line)) return false;
        }
        else if (UnixPingFrame.TryHeader(line, out var header))
        {
            if (_header is not null || _rows > 0) return false;
            _header = header;
            (Tally.Target, Tally.TargetAddress, Tally.Size) = (header.Target ?? header.Address, header.Address, header.Size);
        }
        else if (UnixPingFrame.IsSummaryHeader(line))
        {
            if (_summary) return false;
            _summary = true;
        }
        else if (_summary || line.Contains("packets transmitted", StringComparison.Ordinal))
        {
            if (!TakeSummary(line)) return false;
        }
        else if (UnixPingRows.TryRow(line, out var row))
        {
            if (_header is null && row.Code is null && _replier is not null && row.From != _replier) return false;
            Take(row);
        }
        else if (UnixPingFrame.IsBesideRows(line) && _rows > 0)
        {
        }
        else
        {
            if (afterBlank && _rows > 0 || line.Length > 160 || _unknown.Count(at => at > Last) >= MostUnknown || _unknown.Count > 200) return false;
            _elided |= line.Trim("[]. …·~").IsEmpty;
            _unknown.Add(index);
            return true;
        }

        Last = index;
        return true;
    }

    private bool TakeSummary(ReadOnlySpan<char> line)
    {
        if (!_counted && UnixPingFrame.TryCounts(line, out var counts)) (_counts, _counted) = (counts, true);
        else if (UnixPingFrame.TryCount(line, out var value, out var sent) && (sent ? _counts.Sent : _counts.Received) is null)
        {
            _counts = sent ? _counts with { Sent = value } : _counts with { Received = value };
            _counted = _counts is { Sent: not null, Received: not null };
        }
        else return UnixPingFrame.IsSummaryRest(line);
        return true;
    }

    private void Take(UnixPingRows.Row row)
    {
        _rows++;
        Tally.Mtu ??= row.Mtu;
        int? seq = row.Seq is { } number ? Unwrap(number) : null;
        if (row.Code is null)
        {
            _replier = row.From;
            Tally.Reply(row.Ms, row.Ttl, row.Duplicate || seq is { } known && !_answered.Add(known));
            Tally.Size ??= row.Bytes is > 8 ? row.Bytes - 8 : row.Bytes;
            if (seq is { } late) _silent.Remove(late);
        }
        else if (row.Code == PingFailures.Timeout && seq is { } waiting)
        {
            if (!_answered.Contains(waiting)) _silent.Add(waiting);
        }
        else
        {
            Tally.Failure(row.Code, row.From);
            _refused |= row.Code is PingFailures.NotPermitted;
            if (seq is { } failed) _failed.Add(failed);
        }
    }

    /// <summary>Sequence numbers start over after 65535; late rows belong to the round before.</summary>
    private int Unwrap(int seq)
    {
        seq %= SeqRange;
        var whole = seq + _epoch;
        if (_lastSeq is { } last)
        {
            if (whole < last - SeqRange / 2) whole = seq + (_epoch += SeqRange);
            else if (whole > last + SeqRange / 2 && _epoch > 0) whole -= SeqRange;
        }

        _lastSeq = whole;
        (_least, _greatest) = (Math.Min(_least, whole), Math.Max(_greatest, whole));
        return whole;
    }

    private bool Finish()
    {
        _unknown.RemoveAll(at => at > Last);
        _failed.ExceptWith(_answered);
        _silent.ExceptWith(_failed);
        if (_silent.Count > 0) Tally.Failure(PingFailures.Timeout, null, _silent.Count);
        if (Tally.TargetAddress is null && _header is null && _replier is not null)
        {
            if (AddressText.Is(_replier)) Tally.TargetAddress = _replier;
            else Tally.Target = _replier;
        }

        return _rows > 0 || _counted;
    }
}
