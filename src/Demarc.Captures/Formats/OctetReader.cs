using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Demarc.Captures.Formats;

/// <summary>Reads a stream through one buffer, which grows with the largest record asked for and no further than that may be.</summary>
internal sealed class OctetReader(Stream stream)
{
    private const int UsualSize = 1 << 20;

    /// <summary>So many octets that were passed are kept at most; then whoever needs them has to copy them.</summary>
    private const int MostKept = 1 << 21;

    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(UsualSize);
    private int _start;
    private int _end;
    private bool _ended;
    private long _before;

    /// <summary>Asked before octets are let go: from which place in the stream on they are needed still, though passed.</summary>
    public Func<long>? Oldest { get; set; }

    /// <summary>Called when too many are kept: nothing that was passed is there afterwards.</summary>
    public Action? LettingGo { get; set; }

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

    /// <summary>Where in the stream octets are that this reader lent.</summary>
    public long PlaceOf(ReadOnlySpan<byte> lent) => lent.IsEmpty ? _before + _start : _before + Unsafe.ByteOffset(ref MemoryMarshal.GetArrayDataReference(_buffer), ref MemoryMarshal.GetReference(lent));

    /// <summary>Octets that were passed and are kept (<see cref="Oldest"/>).</summary>
    public ReadOnlySpan<byte> At(long place, int count) => count == 0 ? default : _buffer.AsSpan((int)(place - _before), count);

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
        var from = Oldest is null ? _start : (int)Math.Min(_start, Oldest() - _before);
        if (_start - from > MostKept)
        {
            LettingGo!();
            from = _start;
        }

        if (from > 0)
        {
            _buffer.AsSpan(from, _end - from).CopyTo(_buffer);
            (_start, _end, _before) = (_start - from, _end - from, _before + from);
        }

        if (_start + count > _buffer.Length) Array.Resize(ref _buffer, Math.Max(_start + count, _buffer.Length * 2));
        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _ended = read == 0;
        _end += read;
    }
}
