namespace Demarc.Lab.Packets;

/// <summary>Packets for reuse, so that a busy lab makes no garbage. One thread.</summary>
public sealed class PacketPool
{
    private const int UsualRoom = 2048;
    private const int MostKept = 4096;
    private const int LargestKept = 16 * 1024;
    private readonly Stack<Packet> _free = new();

    /// <summary>A packet with undefined octets.</summary>
    public Packet Rent()
    {
        var packet = _free.Count > 0 ? _free.Pop() : new Packet(UsualRoom);
        (packet.Birthplace, packet.Segment) = (null, null);
        return packet;
    }

    public Packet Copy(Packet packet)
    {
        var copy = Rent();
        copy.Fill(packet.Octets);
        copy.Read();
        (copy.At, copy.ToServer, copy.Birthplace, copy.Segment, copy.Stage) = (packet.At, packet.ToServer, packet.Birthplace, packet.Segment, packet.Stage);
        return copy;
    }

    public void Return(Packet packet)
    {
        if (_free.Count < MostKept && packet.Room <= LargestKept) _free.Push(packet);
    }
}
