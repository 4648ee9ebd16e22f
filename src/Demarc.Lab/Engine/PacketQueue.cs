using Demarc.Lab.Packets;

namespace Demarc.Lab.Engine;

/// <summary>Packets by the time they are due; those of one time in the order they came.</summary>
internal sealed class PacketQueue
{
    private readonly PriorityQueue<Packet, (long At, long Order)> _heap = new();
    private long _order;

    public int Count => _heap.Count;

    /// <summary>When the first is due; the end of time where there is none.</summary>
    public long Due => _heap.TryPeek(out _, out var first) ? first.At : long.MaxValue;

    public void Add(Packet packet) => _heap.Enqueue(packet, (packet.At, _order++));

    public Packet Take() => _heap.Dequeue();
}
