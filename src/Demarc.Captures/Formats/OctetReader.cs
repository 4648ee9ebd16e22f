namespace Demarc.Captures.Formats;

/// <summary>Reads a stream through one buffer, which grows with the largest record asked for and no further than that may be.</summary>
internal sealed class OctetReader(Stream stream)
{
    private const int UsualSize = 1 << 18;

    private byte[] _buffer = new byte[UsualSize];
    private int _start;
    private int _end;
    private bool _ended;

    /// <summary>Whether nothing more is to be read.</summary>
    public bool AtEnd => !Has(1);

    /// <summary>Octets read and not yet passed; all there are where <see cref="Has"/> said no.</summary>
    public int Left => _end - _start;

    /// <summary>Whether so many octets are left, reading more where needed.</summary>
    public bool Has(int count)
    {
        while (_end - _start < count && !_ended) Fill(count);
        return _end - _start >= count;
    }

    /// <summary>The next octets, of which there must be so many (<see cref="Has"/>); lent until the next call.</summary>
    public ReadOnlySpan<byte> Take(int count)
    {
        var octets = _buffer.AsSpan(_start, count);
        _start += count;
        return octets;
    }

    /// <summary>The next octets without passing them.</summary>
    public ReadOnlySpan<byte> Peek(int count) => _buffer.AsSpan(_start, count);

    /// <summary>Passes over octets without holding them; false where there are not so many.</summary>
    public bool Skip(long count)
    {
        while (count > 0 && Has(1))
        {
            var step = (int)Math.Min(count, _end - _start);
            _start += step;
            count -= step;
        }

        return count == 0;
    }

    private void Fill(int count)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (count > _buffer.Length) Array.Resize(ref _buffer, count);
        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _ended = read == 0;
        _end += read;
    }
}
