using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;

namespace Demarc.Lab.Boxes;

/// <summary>Changes one bit behind the transport header; the checksum then betrays it, unless it is made right again.</summary>
public sealed class CorruptBox(double rate, bool fixChecksum) : Box
{
    public static Box From(Parameters settings) => new CorruptBox(settings.Share("rate", 0.1), settings.Flag("fix-checksum", false));

    public override bool Pass(Packet packet, IBoxSite site)
    {
        var header = packet.IsTcp ? packet.Transport[12] >> 4 << 2 : 8;
        var room = packet.Transport.Length - header;
        if (room <= 0 || !site.Dice.Chance(rate)) return true;
        packet.Transport[header + site.Dice.Below(room)] ^= (byte)(1 << site.Dice.Below(8));
        if (fixChecksum) PacketWriting.Seal(packet);
        return true;
    }
}
