namespace Demarc.Captures.Windows;

/// <summary>Keeps the octets of many packets in few arrays, up to a limit.</summary>
internal sealed class EtlOctets(long most = EtlOctets.Most)
{
    public const long Most = 1L << 30;
    private const int ChunkSize = 1 << 20;

    private readonly List<byte[]> _chunks = [];
    private int _used = ChunkSize;
    private long _kept;

    /// <param name="Chunk">Which array.</param>
    /// <param name="At">Where in it.</param>
    /// <param name="Count">How many octets.</param>
    public readonly record struct Place(int Chunk, int At, int Count);

    public Span<byte> this[Place place] => place.Count == 0 ? default : _chunks[place.Chunk].AsSpan(place.At, place.Count);

    /// <summary>Keeps a copy; null beyond the limit. No packet is larger than an array.</summary>
    public Place? Keep(ReadOnlySpan<byte> octets)
    {
        if (octets.Length == 0) return default(Place);
        if (octets.Length > ChunkSize || _kept + octets.Length > most) return null;
        if (_used + octets.Length > ChunkSize)
        {
            _chunks.Add(GC.AllocateUninitializedArray<byte>(ChunkSize));
            _used = 0;
        }

        var place = new Place(_chunks.Count - 1, _used, octets.Length);
        octets.CopyTo(_chunks[^1].AsSpan(_used));
        _used += octets.Length;
        _kept += octets.Length;
        return place;
    }
}
