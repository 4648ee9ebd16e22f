namespace Demarc.Transcripts;

/// <summary>
/// The sniffer for texts too big to hold: fed with decoded pieces of any size, it reads whole lines and carries a block
/// that is still open over to the next piece. It finds what <see cref="TranscriptReader"/> finds in the whole text, but
/// for blocks longer than <see cref="MostCarried"/>, which are cut.
/// </summary>
public sealed class TranscriptStream
{
    /// <summary>Characters of one block that are held while waiting for its end.</summary>
    public const int MostCarried = 4 * 1024 * 1024;

    private const int Piece = 1024 * 1024;
    private const int LookBack = 8;          // lines above an open block that its reader may still look at
    private readonly string _source;
    private readonly string _sha256;
    private readonly BlockScan _scan;
    private readonly System.Text.StringBuilder _held = new();         // whole lines not read to their end, after some lines that were
    private int _carried;                    // how much of that the last reading left
    private int _carriedLine = 1;            // the artifact's number of the first carried line
    private int _unreadFrom;                 // index of the first carried line that was not read
    private readonly System.Text.StringBuilder _partial = new();

    /// <param name="source">The artifact's name.</param>
    /// <param name="sha256">Hash of the artifact's bytes, lower-case hex.</param>
    /// <param name="readers">Which readers to ask; null for all registered.</param>
    public TranscriptStream(string source, string sha256, ReaderSet? readers = null)
    {
        (_source, _sha256) = (source, sha256);
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
            if (end == 0)
            {
                Hold(piece);
                continue;
            }

            // The line that began in an earlier piece ends here; what exceeds the longest line is not kept.
            var firstEnd = piece.IndexOf('\n');
            Hold(piece[..firstEnd]);
            _held.Append(_partial).Append(piece[firstEnd..end]);
            _partial.Clear();

            // An open block is read again from its start; only when the text doubled, so that all of it takes linear time.
            if (_held.Length >= 2 * _carried) Read(final: false);
            Hold(piece[end..]);
        }
    }

    /// <summary>Reads what is left and gives the result of the whole text.</summary>
    public ReadResult Complete()
    {
        _held.Append(_partial);
        _partial.Clear();
        Read(final: true);
        return _scan.Result;
    }

    private void Hold(ReadOnlySpan<char> part)
    {
        var room = BlockScan.LongestLine + 1 - _partial.Length;
        _partial.Append(part[..Math.Clamp(part.Length, 0, Math.Max(room, 0))]);
    }

    private void Read(bool final)
    {
        if (_held.Length == 0) return;
        var text = new EvidenceText(_source, _sha256, _held.ToString(), _carriedLine);
        var next = _scan.Scan(text, _unreadFrom, null, final);
        if (!final && _held.Length - text.Start(next) > MostCarried) next = _scan.Scan(text, next, null, final: true);
        var keep = Math.Max(0, next - LookBack);
        _held.Remove(0, text.Start(keep));
        _carried = _held.Length;
        _carriedLine = text.Number(keep);
        _unreadFrom = next - keep;
    }
}
