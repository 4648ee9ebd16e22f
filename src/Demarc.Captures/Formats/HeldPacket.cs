using System.Buffers.Binary;
using Demarc.Captures.Decoding;
using Demarc.Wire;

namespace Demarc.Captures.Formats;

/// <summary>A packet that was read and waits to be told, its octets where they were read to.</summary>
internal struct HeldPacket
{
    public int Frame;
    public int Link;
    public int Length;
    public int Captured;

    /// <summary>Where its octets are, counted from the stream's first.</summary>
    public long Place;

    /// <summary>Its time; of one without, that of the packet before.</summary>
    public long Time;
    public bool Timed;

    /// <summary>Whom the scene named when it was told of the packet in the order of the file; 0 while it was not.</summary>
    public long Judged;

    private bool _looked;
    private ulong _way;
    private uint _sequence;
    private uint _acknowledgement;

    /// <summary>Becomes that packet, field by field: the place in the ring is used again and again.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="place">Where its octets are.</param>
    /// <param name="before">The time of the packet before.</param>
    public void Take(in CapturedPacket packet, long place, long before)
    {
        (Frame, Link, Length, Captured, Place) = (packet.Frame, packet.Link, packet.Length, packet.Octets.Length, place);
        var time = packet.Nanoseconds;
        (Time, Timed, Judged, _looked, _way) = (time ?? before, time is not null, 0, false, 0);
    }

    /// <summary>Learns which way of which conversation it belongs to, and its numbers.</summary>
    public void Look(ReadOnlySpan<byte> octets)
    {
        if (_looked) return;
        _looked = true;
        var network = LinkLayer.Network(Link, octets);
        if (!Datagram.TryRead(network, Length - (octets.Length - network.Length), out var datagram) || datagram.Protocol != 6 || !TcpView.TryParse(datagram.Payload, out var tcp).IsComplete) return;
        _way = SeededHash.Of(Mixed(datagram.Source) ^ BinaryPrimitives.ReadUInt32BigEndian(datagram.Payload), Mixed(datagram.Destination)) | 1;
        (_sequence, _acknowledgement) = (tcp.Sequence, tcp.Acknowledgement);
    }

    /// <summary>Whether its numbers tell that its sender sent it after that one, whatever the times say.</summary>
    public readonly bool MustFollow(in HeldPacket other) =>
        _way != 0 && _way == other._way && ((int)(_sequence - other._sequence) > 0 || (int)(_acknowledgement - other._acknowledgement) > 0);

    private static ulong Mixed(ReadOnlySpan<byte> address) =>
        address.Length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(address) : BinaryPrimitives.ReadUInt64BigEndian(address) * 31 + BinaryPrimitives.ReadUInt64BigEndian(address[8..]);
}
