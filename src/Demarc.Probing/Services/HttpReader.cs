using System.Globalization;
using System.Text;

namespace Demarc.Probing.Services;

/// <summary>How far an HTTP response has come.</summary>
public enum HttpState
{
    /// <summary>Status line and headers are not whole.</summary>
    Head,

    /// <summary>The body is coming.</summary>
    Body,

    /// <summary>All there.</summary>
    Done,

    /// <summary>Not HTTP, or past what anybody needs; <see cref="HttpReader.Broken"/> says how.</summary>
    Broken,
}

/// <summary>
/// Reads one HTTP/1 response from bytes as they come (RFC 9112): interim responses, content length, chunks, or a body that ends
/// with the connection. Head, chunk lines and trailers are bounded; of the body only the beginning is kept. No socket, no clock.
/// </summary>
/// <param name="method">The request's method: responses to HEAD have no body, and CONNECT ends with its head.</param>
public sealed class HttpReader(string method)
{
    public const int LongestHead = 64 * 1024;
    private const int MostInterim = 10;
    private const int LongestLine = 1024;
    private const int MostTrailers = 16 * 1024;
    private const int Kept = 32 * 1024;
    private readonly List<byte> _line = [];
    private readonly List<byte> _start = [];
    private readonly List<(string Name, string Value)> _headers = [];
    private int _headBytes;
    private int _trailerBytes;
    private bool _chunked;
    private long _left;
    private Part _part = Part.Status;

    private enum Part
    {
        Status,
        Header,
        Counted,
        ChunkSize,
        ChunkData,
        ChunkEnd,
        Trailer,
        UntilClose,
        None,
    }

    public HttpState State { get; private set; } = HttpState.Head;

    /// <summary>What broke it, in a few words.</summary>
    public string? Broken { get; private set; }

    /// <summary>Status of the response; of an interim one until the final one comes.</summary>
    public int? Status { get; private set; }

    public string Reason { get; private set; } = "";

    /// <summary>Interim responses before the final one.</summary>
    public int Interim { get; private set; }

    public IReadOnlyList<(string Name, string Value)> Headers => _headers;

    /// <summary>Body octets so far, without the chunks' own.</summary>
    public long BodyBytes { get; private set; }

    /// <summary>Body octets announced; null where none are.</summary>
    public long? Expected { get; private set; }

    /// <summary>The beginning of the body.</summary>
    public ReadOnlySpan<byte> BodyStart => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_start);

    /// <summary>The first octets of what came, for what is no HTTP.</summary>
    public string FirstBytes { get; private set; } = "";

    /// <summary>The connection may carry another request.</summary>
    public bool KeepsOpen => State == HttpState.Done && _part != Part.UntilClose && !string.Equals(Header("Connection"), "close", StringComparison.OrdinalIgnoreCase);

    /// <summary>The first header of that name.</summary>
    public string? Header(string name)
    {
        foreach (var (key, value) in _headers)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase)) return value;
        }

        return null;
    }

    /// <summary>Takes the next bytes.</summary>
    public void Feed(ReadOnlySpan<byte> octets)
    {
        if (FirstBytes.Length < 60) FirstBytes += Printable.Of(octets, 60 - FirstBytes.Length);
        while (!octets.IsEmpty && State is HttpState.Head or HttpState.Body)
        {
            octets = _part is Part.Counted or Part.ChunkData or Part.UntilClose ? Body(octets) : Line(octets);
        }
    }

    /// <summary>The connection ended: the end of a body that has no other, else too early.</summary>
    public void End()
    {
        if (State == HttpState.Body && _part == Part.UntilClose) State = HttpState.Done;
    }

    private ReadOnlySpan<byte> Body(ReadOnlySpan<byte> octets)
    {
        var count = _part == Part.UntilClose ? octets.Length : (int)Math.Min(octets.Length, _left);
        if (_start.Count < Kept) _start.AddRange(octets[..Math.Min(count, Kept - _start.Count)]);
        BodyBytes += count;
        if (_part == Part.UntilClose) return [];
        _left -= count;
        if (_left == 0)
        {
            if (_part == Part.Counted) State = HttpState.Done;
            else _part = Part.ChunkEnd;
        }

        return octets[count..];
    }

    private ReadOnlySpan<byte> Line(ReadOnlySpan<byte> octets)
    {
        var end = octets.IndexOf((byte)'\n');
        var taken = end < 0 ? octets : octets[..(end + 1)];
        if (_part is Part.Status or Part.Header)
        {
            _headBytes += taken.Length;
            if (_headBytes > LongestHead) return Break("head longer than 64 kB");
        }
        else if (_line.Count + taken.Length > LongestLine && _part != Part.Trailer)
        {
            return Break("chunk line too long");
        }
        else if (_part == Part.Trailer && (_trailerBytes += taken.Length) > MostTrailers)
        {
            return Break("trailers too long");
        }

        _line.AddRange(taken);
        if (_part == Part.Status && !CouldBeHttp()) return Break("not HTTP");
        if (end < 0) return [];
        while (_line is [.., 10 or 13]) _line.RemoveAt(_line.Count - 1);
        var line = Encoding.Latin1.GetString([.. _line]);
        _line.Clear();
        Take(line);
        return octets[(end + 1)..];
    }

    private bool CouldBeHttp()
    {
        var mark = "HTTP/"u8;
        for (var i = 0; i < Math.Min(mark.Length, _line.Count); i++)
        {
            if (_line[i] != mark[i]) return false;
        }

        return true;
    }

    private void Take(string line)
    {
        switch (_part)
        {
            case Part.Status:
                StatusLine(line);
                break;
            case Part.Header when line.Length == 0:
                HeadEnded();
                break;
            case Part.Header:
                var colon = line.IndexOf(':');
                if (colon > 0 && _headers.Count < 200) _headers.Add((line[..colon].Trim(), Printable.Of(line[(colon + 1)..].Trim(), 4000)));
                break;
            case Part.ChunkSize:
                ChunkSize(line);
                break;
            case Part.ChunkEnd:
                if (line.Length == 0) _part = Part.ChunkSize;
                else Break("chunk longer than it said");
                break;
            case Part.Trailer when line.Length == 0:
                State = HttpState.Done;
                break;
        }
    }

    private void StatusLine(string line)
    {
        var words = line.Split(' ', 3);
        if (words.Length < 2 || words[1].Length != 3 || !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var status) || status < 100)
        {
            Break("no status line");
            return;
        }

        (Status, Reason, _part) = (status, words.Length > 2 ? Printable.Of(words[2], 80) : "", Part.Header);
    }

    private void HeadEnded()
    {
        if (Status is >= 100 and < 200 and not 101)
        {
            if (++Interim > MostInterim) Break("interim responses without end");
            _headers.Clear();
            _part = Part.Status;
            return;
        }

        State = HttpState.Body;
        var length = Header("Content-Length") is { } text && long.TryParse(text.Split(',')[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var stated) ? stated : (long?)null;
        _chunked = Header("Transfer-Encoding")?.Contains("chunked", StringComparison.OrdinalIgnoreCase) == true;
        if (method == "HEAD" || Status is 204 or 304 or 101 || (method == "CONNECT" && Status is >= 200 and < 300))
        {
            (_part, State) = (Part.None, HttpState.Done);
        }
        else if (_chunked)
        {
            _part = Part.ChunkSize;
        }
        else if (length is { } known)
        {
            (_part, Expected, _left) = (Part.Counted, known, known);
            if (known == 0) State = HttpState.Done;
        }
        else
        {
            _part = Part.UntilClose;
        }
    }

    private void ChunkSize(string line)
    {
        var digits = line.Split(';')[0].Trim();
        if (digits.Length is 0 or > 12 || !long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) || size < 0) Break("chunk size is no number");
        else (_left, _part) = (size, size == 0 ? Part.Trailer : Part.ChunkData);
    }

    private ReadOnlySpan<byte> Break(string reason)
    {
        (State, Broken) = (HttpState.Broken, reason);
        return [];
    }
}
