using System.Text;
using Demarc.Artifacts.Unpacking;
using Demarc.Model;

namespace Demarc.Artifacts.Decoding;

/// <summary>
/// Decodes a text piece by piece and cuts it into segments at line ends, so that a large log needs the room of two
/// segments: while one is being read, the next is decoded on another processor. A line that is too long loses its end;
/// line numbers stay those of the artifact.
/// </summary>
internal sealed class SegmentReader : IDisposable
{
    private const int PieceBytes = 1 << 18;
    private const int LeastPieceBytes = 16;
    private const int MostFaults = 100;
    private readonly Content _content;
    private readonly CancellationToken _cancellationToken;
    private readonly Decoder _decoder;
    private readonly int _segmentChars;
    private readonly int _lineChars;
    private readonly BackgroundHash? _hash;
    private byte[] _bytes;
    private byte[] _hashed;             // what is being hashed while _bytes is filled
    private readonly List<int> _cutLines = [];
    private readonly long _length;
    private readonly int _preamble;
    private Task<TextSegment?>? _ahead; // the next segment; nothing else touches what stands below while it is decoded
    private Stream? _stream;
    private long _read;
    private char[] _buffer;             // holds the latest segment and what was decoded behind it
    private char[] _spare;              // held the one before
    private int _cut;                   // where the latest segment ends
    private int _used;                  // where what was decoded ends
    private int _lineLength;            // characters of the line being filled, dropped ones too
    private int _line = 1;              // number of the line being filled
    private int _firstLine = 1;         // number of the first line of the next segment
    private bool _ended;
    private Func<string, Bilingual>? _fault;

    public SegmentReader(Content content, long length, TextEncoding encoding, Allowance allowance, bool hashes = false)
    {
        (_content, _length, _preamble, _cancellationToken) = (content, length, encoding.Preamble, allowance.CancellationToken);
        _decoder = encoding.Encoding.GetDecoder();
        _segmentChars = Math.Max(2, allowance.Limits.SegmentChars);

        // A segment longer than any line always holds a line end to cut at.
        _lineChars = Math.Min(allowance.Limits.LineChars, _segmentChars - 1);
        _bytes = new byte[Math.Clamp(length, LeastPieceBytes, PieceBytes)];
        _hash = hashes ? new() : null;
        _hashed = hashes ? new byte[_bytes.Length] : [];
        _spare = new char[(int)Math.Min(_segmentChars, length) + encoding.Encoding.GetMaxCharCount(_bytes.Length)];
        // A text that just fills a segment is cut at its last line end before its end is seen.
        _buffer = length >= _segmentChars ? new char[_spare.Length] : [];
    }

    /// <summary>
    /// The next segment, whose text stays until the one after it is asked for; null at the end. A disk error ends the
    /// text early and is told in <see cref="Faults"/>.
    /// </summary>
    public TextSegment? Next()
    {
        var segment = _ahead is null ? Decode() : _ahead.GetAwaiter().GetResult();
        _ahead = _ended && _used == _cut ? null : Task.Run(Decode, CancellationToken.None);
        return segment;
    }

    /// <summary>Lower-case hex hash of the bytes read, once all were; null where it is not wanted.</summary>
    public string? FinishHash() => _hash?.Finish();

    /// <summary>A disk error, or a change of the file, ended the text early.</summary>
    public bool BrokeOff => _fault is not null;

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

    public void Dispose()
    {
        Task ahead = _ahead ?? Task.CompletedTask;
        ahead.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        _stream?.Dispose();
        _hash?.Dispose();
    }

    private TextSegment? Decode()
    {
        var rest = _buffer.AsSpan(_cut, _used - _cut);
        (_buffer, _spare) = (_spare, _buffer);
        rest.CopyTo(_buffer);
        _used = rest.Length;
        while (!_ended && _used < _segmentChars) Fill();
        _cut = _ended && _used <= _segmentChars ? _used : _buffer.AsSpan(0, Math.Min(_used, _segmentChars)).LastIndexOf('\n') + 1;
        if (_cut == 0) _cut = _used;
        if (_cut == 0) return null;
        var segment = new TextSegment(_buffer.AsMemory(0, _cut), _firstLine);
        _firstLine += segment.Text.Span.Count('\n');
        return segment;
    }

    private void Fill()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        var bytes = Read();
        _ended = bytes.IsEmpty;
        var chars = _buffer.AsSpan(_used, _decoder.GetChars(bytes, _buffer.AsSpan(_used), flush: _ended));
        if (_lineLength + chars.Length > _lineChars)
        {
            Append(chars);
            return;
        }

        // No line ends too late here, so all of them stay where they were decoded.
        _used += chars.Length;
        _line += chars.Count('\n');
        _lineLength = chars.LastIndexOf('\n') is >= 0 and var end ? chars.Length - end - 1 : _lineLength + chars.Length;
    }

    private ReadOnlySpan<byte> Read()
    {
        try
        {
            if (_stream is null)
            {
                _stream = _content.Open();
                _read = _stream.ReadAtLeast(_bytes.AsSpan(0, _preamble), _preamble, throwOnEndOfStream: false);
                Hash(_preamble);
            }

            var wanted = (int)Math.Min(_length - _read, _bytes.Length);
            var read = wanted <= 0 ? 0 : _stream.Read(_bytes, 0, wanted);
            _read += read;
            if (read == 0 && _read < _length) _fault = Reasons.Changed;
            var bytes = _bytes.AsSpan(0, read);
            Hash(read);
            return bytes;
        }
        catch (Exception fault) when (Content.IsFault(fault))
        {
            _fault = name => Reasons.Unreadable(name, fault);
            return default;
        }
    }

    /// <summary>Hashes what was read behind the back of whoever decodes it; the next piece goes where the last but one was.</summary>
    private void Hash(int read)
    {
        if (_hash is null || read == 0) return;
        _hash.Append(_bytes.AsMemory(0, read));
        (_bytes, _hashed) = (_hashed, _bytes);
    }

    /// <summary>Takes lines one by one, moving them up over what was dropped.</summary>
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
