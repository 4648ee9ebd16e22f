using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;
using Demarc.Wire;

namespace Demarc.Lab.Boxes;

/// <summary>Overwrites options of SYNs with no-operations, as some firewalls do.</summary>
public sealed class StripOptionsBox(IReadOnlyList<TcpOptionKind> kinds, bool syns, bool synAcks) : Box
{
    public static Box From(Parameters settings)
    {
        if (!settings.Has("options")) settings.Fault(settings.Line, "options is missing", "缺少 options");
        var on = settings.Choice("on", "both", "syn", "syn-ack");
        return new StripOptionsBox(TcpOptionNames.Read(settings, "options"), on != "syn-ack", on != "syn");
    }

    public override bool Pass(Packet packet, IBoxSite site)
    {
        if (!(syns && TcpOptionNames.IsSyn(packet)) && !(synAcks && TcpOptionNames.IsSynAck(packet))) return true;
        var changed = false;
        foreach (var kind in kinds)
        {
            var at = TcpOptionNames.Find(packet, kind);
            if (at < 0) continue;
            packet.Octets.Slice(at - 2, packet.Octets[at - 1]).Fill((byte)TcpOptionKind.NoOperation);
            changed = true;
        }

        if (changed) PacketWriting.Seal(packet);
        return true;
    }
}
