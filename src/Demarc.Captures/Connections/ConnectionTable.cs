using System.Runtime.CompilerServices;
using Demarc.Captures.Decoding;

namespace Demarc.Captures.Connections;

/// <summary>
/// All connections of a capture by their ends. When there are more than the table may hold, those that are over and unremarkable are
/// forgotten but counted.
/// </summary>
internal sealed class ConnectionTable
{
    /// <summary>Connections kept.</summary>
    public const int Most = 400_000;

    /// <summary>Looking through all of them must pay: where fewer go, as many segments are turned away before the next look.</summary>
    private const int WorthForgetting = Most / 8;

    /// <summary>How much larger the places are made when they are half full: each time all connections are looked at.</summary>
    private const int Growth = 4;

    /// <summary>What <see cref="Judge"/> says of a segment for whose connection there was no room.</summary>
    public const long Nobody = -1;

    private readonly ConnectionSlabs _slabs = new();
    private int[] _places = new int[1 << 12];
    private int _count;
    private long _nextForgetting;
    private int _forgettings;

    public int Count => _count;

    /// <summary>Connections that were over, had nothing to tell, and made room for others.</summary>
    public long Forgotten { get; private set; }

    /// <summary>Segments of connections for which there was no room.</summary>
    public long Beyond { get; private set; }

    public ref Connection this[int index] => ref _slabs[index];

    public void Add(in Segment segment, ulong source, ulong destination, bool copy)
    {
        var at = At(segment, source, destination, out var isNew);
        if (at < 0) return;
        ref var it = ref this[at];
        it.Judge(segment, source);
        it.Take(segment, source, copy && !isNew);
    }

    /// <summary>Judges a segment as Wireshark does, and names its connection for <see cref="Take"/>; <see cref="Nobody"/> where there is no room.</summary>
    public long Judge(in Segment segment, ulong source, ulong destination)
    {
        var at = At(segment, source, destination, out _);
        if (at < 0) return Nobody;
        this[at].Judge(segment, source);
        return ((long)_forgettings << 32) + at + 1;
    }

    /// <summary>Takes a segment that was judged before.</summary>
    public void Take(long judged, in Segment segment, ulong source, ulong destination, bool copy)
    {
        if (judged == Nobody) return;
        var at = judged >> 32 == _forgettings ? (int)judged - 1 : Find(source, destination);
        if (at < 0) return;
        ref var it = ref this[at];
        it.Take(segment, source, copy && it.One.Packets + it.Two.Packets > 0);
    }

    /// <summary>The place of a segment's connection, a new one where it opens one; -1 where there is no room.</summary>
    private int At(in Segment segment, ulong source, ulong destination, out bool isNew)
    {
        isNew = false;
        ref var place = ref Place(source, destination);
        if (place == 0 || this[place - 1].IsReuse(segment, source))
        {
            if (_count >= Most)
            {
                if (Beyond < _nextForgetting || Forget() < WorthForgetting)
                {
                    if (Beyond++ >= _nextForgetting) _nextForgetting = Beyond + WorthForgetting;
                    return -1;
                }

                place = ref Place(source, destination);
            }

            var at = New();
            place = at + 1;
            this[at].Begin(source, destination, segment);
            isNew = true;
            if (_count * 2 > _places.Length) Rebuild(_places.Length * Growth);
            return at;
        }

        return place - 1;
    }

    /// <summary>The connection between two ends, by its place; -1 when there is none.</summary>
    public int Find(ulong one, ulong other) => Place(one, other) - 1;

    private int New()
    {
        _slabs.Reach(_count);
        return _count++;
    }

    /// <summary>Where the number of the connection between two ends is kept, or would be: 0 for none.</summary>
    private ref int Place(ulong one, ulong other)
    {
        var mask = _places.Length - 1;
        for (var at = Hash(one, other) & mask; ; at = (at + 1) & mask)
        {
            ref var place = ref _places[at];
            if (place == 0) return ref place;
            ref readonly var it = ref this[place - 1];
            if ((it.One.End == one && it.Two.End == other) || (it.One.End == other && it.Two.End == one)) return ref place;
        }
    }

    /// <summary>The same for both orders of the ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Hash(ulong one, ulong other) => (int)(SeededHash.Of(Math.Min(one, other), Math.Max(one, other)) >> 33);

    /// <summary>Makes the places anew: the last connection between two ends is the one that is found.</summary>
    private void Rebuild(int size)
    {
        _places = new int[size];
        for (var i = 0; i < _count; i++)
        {
            ref readonly var it = ref this[i];
            Place(it.One.End, it.Two.End) = i + 1;
        }
    }

    /// <summary>Drops what is over and unremarkable, and says how many that were; the others keep their order.</summary>
    private int Forget()
    {
        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            ref readonly var it = ref this[i];
            if (it.IsOver && Telling.Severity.Of(it) < Telling.Severity.Remarkable) continue;
            if (kept != i) this[kept] = it;
            kept++;
        }

        var forgotten = _count - kept;
        for (var i = kept; i < _count; i++) this[i] = default;
        _count = kept;
        Forgotten += forgotten;
        _forgettings++;
        if (forgotten > 0) Rebuild(_places.Length);
        return forgotten;
    }
}
