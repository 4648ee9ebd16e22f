using System.Runtime.InteropServices;

namespace Demarc.Captures.Windows;

/// <summary>Puts packets together that Windows 8 and older logged in pieces: from the one marked as start to the one marked as end, on one processor and layer.</summary>
internal sealed class EtlFragments
{
    private const ulong Start = 0x4000_0000;
    private const ulong End = 0x8000_0000;
    private const int MostOctets = 1 << 20;
    private const int MostPending = 16 << 20;
    private const int MostOpen = 1024;

    private readonly Dictionary<(int Processor, ulong Layer), (long Time, List<byte> Octets)> _open = [];
    private int _pending;
    private int _dropped;

    /// <summary>Packets whose end did not come.</summary>
    public int Unfinished => _dropped + _open.Count;

    /// <summary>Takes in a piece; true where it ends a packet.</summary>
    public bool Add(in EtlRecord record, ulong layer, ReadOnlySpan<byte> piece, out ReadOnlySpan<byte> packet, out long time)
    {
        packet = piece;
        time = record.Timestamp;
        var key = (record.Processor, layer);
        if ((record.Keywords & Start) != 0 && _open.ContainsKey(key)) Drop(key);
        var ends = (record.Keywords & End) != 0;
        if (!_open.TryGetValue(key, out var begun))
        {
            if (ends) return piece.Length <= MostOctets;
            if (_open.Count >= MostOpen) Clear();
            begun = (record.Timestamp, []);
            _open[key] = begun;
        }

        begun.Octets.AddRange(piece);
        _pending += piece.Length;
        if (begun.Octets.Count > MostOctets) Drop(key);
        else if (_pending > MostPending) Clear();
        else if (ends)
        {
            packet = CollectionsMarshal.AsSpan(begun.Octets);
            time = begun.Time;
            _pending -= packet.Length;
            _open.Remove(key);
            return true;
        }

        return false;
    }

    private void Drop((int, ulong) key)
    {
        _pending -= _open[key].Octets.Count;
        _open.Remove(key);
        _dropped++;
    }

    private void Clear()
    {
        _dropped += _open.Count;
        _open.Clear();
        _pending = 0;
    }
}
