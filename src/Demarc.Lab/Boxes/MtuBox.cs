using System.Buffers.Binary;
using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;
using Demarc.Wire;

namespace Demarc.Lab.Boxes;

/// <summary>A link that carries packets up to a size. Larger ones are cut where that is allowed, else dropped, with or without saying so.</summary>
public sealed class MtuBox(int mtu, bool signals, bool dropsUnfragmented) : Box
{
    public static Box From(Parameters settings)
    {
        if (!settings.Has("mtu")) settings.Fault(settings.Line, "mtu is missing", "缺少 mtu");
        return new MtuBox(settings.Whole("mtu", 1400, 68, 65535), settings.Flag("signal", true), settings.Choice("unfragmented", "cut", "drop") == "drop");
    }

    public override bool Pass(Packet packet, IBoxSite site)
    {
        if (packet.Length <= mtu) return true;
        if (packet.DontFragment)
        {
            if (signals && !packet.IsIcmpError && !packet.IsLaterFragment) TooBig(packet, site);
        }
        else if (!dropsUnfragmented) Cut(packet, site);

        return false;
    }

    private void TooBig(Packet packet, IBoxSite site)
    {
        var error = site.New();
        var (type, code) = packet.IsV6 ? ((byte)2, (byte)0) : ((byte)3, (byte)4);
        PacketWriting.IcmpError(error, packet, site.Address(packet.IsV6), site.InitialTtl, type, code, (uint)mtu);
        site.Send(error);
    }

    private void Cut(Packet packet, IBoxSite site)
    {
        var header = packet.TransportAt;
        var room = (mtu - header) / 8 * 8;
        var before = BinaryPrimitives.ReadUInt16BigEndian(packet.Octets[6..]);
        for (var at = header; at < packet.Length; at += room)
        {
            var length = Math.Min(room, packet.Length - at);
            var piece = site.New();
            piece.SetLength(header + length);
            packet.Octets[..header].CopyTo(piece.Octets);
            packet.Octets.Slice(at, length).CopyTo(piece.Octets[header..]);
            var more = at + length < packet.Length || (before & 0x2000) != 0;
            BinaryPrimitives.WriteUInt16BigEndian(piece.Octets[2..], (ushort)piece.Length);
            BinaryPrimitives.WriteUInt16BigEndian(piece.Octets[6..], (ushort)(((before & 0x1fff) + (at - header) / 8) | (more ? 0x2000 : 0)));
            BinaryPrimitives.WriteUInt16BigEndian(piece.Octets[10..], 0);
            BinaryPrimitives.WriteUInt16BigEndian(piece.Octets[10..], Checksum.Of(piece.Octets[..header]));
            piece.Read();
            (piece.At, piece.ToServer) = (packet.At, packet.ToServer);
            site.Send(piece);
        }
    }
}
