using System.Buffers.Binary;
using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;
using Demarc.Wire;

namespace Demarc.Lab.Boxes;

/// <summary>Gives a machine another clock of TCP time stamps, as if it had been started at another time: adds to what it sends and takes that off what is echoed.</summary>
public sealed class TimestampOffsetBox(uint offset) : Box
{
    public static Box From(Parameters settings) => new TimestampOffsetBox((uint)settings.Whole("offset", 500_000_000, 1, int.MaxValue));

    public override bool Pass(Packet packet, IBoxSite site)
    {
        var at = TcpOptionNames.Find(packet, TcpOptionKind.Timestamps);
        if (at < 0 || at + 8 > packet.Length) return true;
        var stamp = packet.Octets.Slice(packet.ToServer ? at : at + 4, 4);
        var value = BinaryPrimitives.ReadUInt32BigEndian(stamp);
        // An echo of zero means "none yet" in a first SYN.
        if (packet.ToServer || value != 0) BinaryPrimitives.WriteUInt32BigEndian(stamp, packet.ToServer ? value + offset : value - offset);
        PacketWriting.Seal(packet);
        return true;
    }
}
