using System.Text;
using Demarc.Artifacts.Unpacking;
using Demarc.Model;

namespace Demarc.Artifacts.Decoding;

/// <summary>
/// Decodes a text piece by piece and cuts it into segments at line ends, so that a large log needs the memory of one
/// segment. A line that is too long loses its end; line numbers stay those of the artifact.
/// </summary>
internal sealed class SegmentReader : IDisposable
{
    private const int PieceBytes = 1 << 16;
    private const int MostFaults = 100;

    /// <summary>Held bytes from which, and characters handed out after which, old segments are collected.</summary>
    private const int CollectEvery = 8 << 20;
    private readonly Content _content;
    private readonly Allowance _allowance;
    private readonly Decoder _decoder;
    private readonly int _segmentChars;
    private readonly int _lineChars;
    private readonly byte[] _bytes = new byte[PieceBytes];
    private readonly char[] _piece;
    private readonly char[] _buffer;
    private readonly List<int> _cutLines = [];
    private readonly long _length;
    private readonly int _preamble;
    private Stream? _stream;
    private long _read;
    private int _used;                  // characters waiting in the buffer
    private int _lineLength;            // characters of the line being filled, dropped ones too
    private int _line = 1;              // number of the line being filled
    private int _firstLine = 1;         // number of the first line in the buffer
    private int _sinceCollection;
    private bool _ended;
    private Func<string, Bilingual>? _fault;

    public SegmentReader(Content content, long length, TextEncoding encoding, Allowance allowance)
    {
        (_content, _length, _preamble, _allowance) = (content, length, encoding.Preamble, allowance);
        _decoder = encoding.Encoding.GetDecoder();
        _piece = new char[encoding.Encoding.GetMaxCharCount(PieceBytes)];
        _segmentChars = Math.Max(2, allowance.Limits.SegmentChars);

        // A segment longer than any line always holds a line end to cut at.
        _lineChars = Math.Min(allowance.Limits.LineChars, _segmentChars - 1);
        _buffer = new char[(int)Math.Min(_segmentChars, length) + _piece.Length + 1];
    }

    /// <summary>The next segment; null at the end. A disk error ends the text early and is told in <see cref="Faults"/>.</summary>
    public TextSegment? Next()
    {
        while (!_ended && _used < _segmentChars) Fill();
        if (_used == 0) return null;
        var cut = _ended && _used <= _segmentChars ? _used : _buffer.AsSpan(0, Math.Min(_used, _segmentChars)).LastIndexOf('\n') + 1;
        if (cut == 0) cut = _used;
        var segment = new TextSegment(new string(_buffer, 0, cut), _firstLine);
        _firstLine += _buffer.AsSpan(0, cut).Count('\n');
        _buffer.AsSpan(cut, _used - cut).CopyTo(_buffer);
        _used -= cut;
        Collect(cut);
        return segment;
    }

    /// <summary>What was left out.</summary>
    public IEnumerable<Unread> Faults(string source)
    {
        foreach (var line in _cutLines)
        {
            var reason = Reasons.LineCut(source, line, _lineChars);
            yield return new(source, [line, line], reason.En, reason.Zh);
        }

        if (_fault?.Invoke(source) is { } fault) yield return new(source, null, fault.En, fault.Zh);
    }

    public void Dispose() => _stream?.Dispose();

    // The collector lets as much garbage grow as there is live memory. With a large input held, that would double what
    // the process takes, for strings that nobody looks at any more.
    private void Collect(int handedOut)
    {
        _sinceCollection += handedOut;
        if (_allowance.Held < CollectEvery || _sinceCollection < CollectEvery) return;
        _sinceCollection = 0;
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: false);
    }

    private void Fill()
    {
        _allowance.CancellationToken.ThrowIfCancellationRequested();
        var bytes = Read();
        _ended = bytes.IsEmpty;
        var chars = _decoder.GetChars(bytes, _piece, flush: _ended);
        Append(_piece.AsSpan(0, chars));
    }

    private ReadOnlySpan<byte> Read()
    {
        try
        {
            if (_stream is null)
            {
                _stream = _content.Open();
                _read = _stream.ReadAtLeast(_bytes.AsSpan(0, _preamble), _preamble, throwOnEndOfStream: false);
            }

            var wanted = (int)Math.Min(_length - _read, PieceBytes);
            var read = wanted <= 0 ? 0 : _stream.Read(_bytes, 0, wanted);
            _read += read;
            if (read == 0 && _read < _length) _fault = Reasons.Changed;
            return _bytes.AsSpan(0, read);
        }
        catch (Exception fault) when (Content.IsFault(fault))
        {
            _fault = name => Reasons.Unreadable(name, fault);
            return default;
        }
    }

    private void Append(ReadOnlySpan<char> chars)
    {
        while (!chars.IsEmpty)
        {
            var end = chars.IndexOf('\n');
            var run = end < 0 ? chars : chars[..end];
            Keep(run);
            if (end < 0) return;
            _buffer[_used++] = '\n';
            _line++;
            _lineLength = 0;
            chars = chars[(end + 1)..];
        }
    }

    private void Keep(ReadOnlySpan<char> run)
    {
        var room = Math.Max(0, _lineChars - _lineLength);
        if (run.Length > room)
        {
            if (_lineLength <= _lineChars && _cutLines.Count < MostFaults) _cutLines.Add(_line);
            _lineLength = _lineChars + 1;
            run = run[..room];
            if (run is [.., var last] && char.IsHighSurrogate(last)) run = run[..^1];
        }
        else
        {
            _lineLength += run.Length;
        }

        run.CopyTo(_buffer.AsSpan(_used));
        _used += run.Length;
    }
}
