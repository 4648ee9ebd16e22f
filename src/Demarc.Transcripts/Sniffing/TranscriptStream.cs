namespace Demarc.Transcripts;

/// <summary>
/// The sniffer for texts too big to hold: fed with decoded pieces of any size, it reads whole lines and carries a block
/// that is still open over to the next piece. It finds what <see cref="TranscriptReader"/> finds in the whole text, but
/// for blocks longer than <see cref="MostCarried"/>, which are cut. All of it happens in one buffer, small enough to stay
/// near the processor, that is filled again and again.
/// </summary>
public sealed class TranscriptStream
{
    /// <summary>Characters of one block that are held while waiting for its end.</summary>
    public const int MostCarried = 4 * 1024 * 1024;

    private const int Piece = 64 * 1024;
    private const int Again = 3;
    private const int LookBack = 8;          // lines above an open block that its reader may still look at
    private readonly string _source;
    private readonly BlockScan _scan;
    private readonly List<int> _starts = [];
    private char[] _held = new char[2 * Piece];
    private int _length;                     // of what is held: whole lines, then the one that goes on in the next piece
    private int _whole;                      // where that line begins
    private int _carried;                    // how much of the whole lines the last reading left
    private int _carriedLine = 1;            // the artifact's number of the first carried line
    private int _unreadFrom;                 // index of the first carried line that was not read

    /// <param name="source">The artifact's name.</param>
    /// <param name="readers">Which readers to ask; null for all registered.</param>
    public TranscriptStream(string source, ReaderSet? readers = null)
    {
        _source = source;
        _scan = new(readers ?? ReaderSet.Registered);
    }

    /// <summary>Takes the next piece of the text.</summary>
    public void Feed(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var piece = text[..Math.Min(text.Length, Piece)];
            text = text[piece.Length..];
            var end = piece.LastIndexOf('\n') + 1;
            if (end > 0)
            {
                var firstEnd = piece.IndexOf('\n');
                HoldOpen(piece[..firstEnd]);
                Hold(piece[firstEnd..end]);
                _whole = _length;

                // An open block is read again from its start; only when the text trebled, so that all of it takes linear time.
                if (_whole >= Again * _carried) Read(final: false);
            }

            HoldOpen(piece[end..]);
        }
    }

    /// <summary>Reads what is left and gives the result of the whole text.</summary>
    /// <param name="sha256">Hash of the artifact's bytes, lower-case hex; a long text is hashed while it is read, so it is known last.</param>
    public ReadResult Complete(string sha256)
    {
        _whole = _length;
        Read(final: true);
        var result = _scan.Result;
        return result with { Observations = [.. result.Observations.Select(it => it with { Evidence = it.Evidence with { Sha256 = sha256 } })] };
    }

    /// <summary>Holds more of the line that goes on; what exceeds the longest line is not kept.</summary>
    private void HoldOpen(ReadOnlySpan<char> part)
    {
        var room = BlockScan.LongestLine + 1 - (_length - _whole);
        Hold(part[..Math.Clamp(part.Length, 0, Math.Max(room, 0))]);
    }

    private void Hold(ReadOnlySpan<char> part)
    {
        if (_length + part.Length > _held.Length) Array.Resize(ref _held, Math.Max(2 * _held.Length, _length + part.Length));
        part.CopyTo(_held.AsSpan(_length));
        _length += part.Length;
    }

    private void Read(bool final)
    {
        if (_length == 0) return;
        var text = new EvidenceText(_source, "", _held, _length, _carriedLine, _starts);
        var next = _scan.Scan(text, _unreadFrom, null, final);
        if (!final && _length - text.Start(next) > MostCarried) next = _scan.Scan(text, next, null, final: true);
        var keep = Math.Max(0, next - LookBack);
        _carriedLine = text.Number(keep);
        _unreadFrom = next - keep;
        var kept = text.Start(keep);
        _held.AsSpan(kept, _length - kept).CopyTo(_held);
        _length -= kept;
        (_whole, _carried) = (_length, _length);
    }
}
