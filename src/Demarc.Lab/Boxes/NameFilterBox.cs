using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;
using Demarc.Wire;

namespace Demarc.Lab.Boxes;

/// <summary>
/// Looks for a name in what a client asks for, in TLS or in the clear. Then it forges resets in the other end's name, several
/// ahead of each other in the sequence and with a TTL of its own; or it drops this and whatever follows.
/// </summary>
public sealed class NameFilterBox(IReadOnlyList<string> names, bool drops, byte ttl, bool bothEnds) : Box
{
    private static readonly uint[] Ahead = [0, 1460, 2920];
    private readonly FlowTable<bool> _blocked = new();

    public static Box From(Parameters settings)
    {
        if (!settings.Has("names")) settings.Fault(settings.Line, "names is missing", "缺少 names");
        return new NameFilterBox(settings.Texts("names"), settings.Choice("action", "reset", "drop") == "drop", (byte)settings.Whole("ttl", 112, 1, 255), settings.Choice("towards", "both", "client") == "both");
    }

    public override bool Pass(Packet packet, IBoxSite site)
    {
        if (!packet.ToServer || !packet.IsTcp || !TcpView.TryParse(packet.Transport, out var tcp).IsComplete) return true;
        if (drops && _blocked.TryGet(Flow.Of(packet), out _) && !TcpOptionNames.IsSyn(packet)) return false;
        if (tcp.Payload.Length == 0 || !NameFinding.Matches(NameFinding.InTcp(tcp.Payload), names)) return true;
        if (drops)
        {
            _blocked.Set(Flow.Of(packet), true);
            return false;
        }

        var end = tcp.Sequence + (uint)tcp.Payload.Length;
        foreach (var ahead in Ahead)
        {
            var toClient = site.New();
            PacketWriting.TcpSegment(toClient, packet, new(packet.Destination, packet.Source, packet.DestinationPort, packet.SourcePort), ttl, TcpFlags.Reset | TcpFlags.Ack, tcp.Acknowledgement + ahead, end, 0, []);
            Disguise(toClient, site);
            site.Send(toClient);
            if (!bothEnds) continue;
            var toServer = site.New();
            PacketWriting.TcpSegment(toServer, packet, new(packet.Source, packet.Destination, packet.SourcePort, packet.DestinationPort), ttl, TcpFlags.Reset | TcpFlags.Ack, end + ahead, tcp.Acknowledgement, 0, []);
            toServer.ToServer = true;
            site.Send(toServer);
        }

        return true;
    }

    /// <summary>An identification that belongs to no series of the server's.</summary>
    private static void Disguise(Packet reset, IBoxSite site)
    {
        if (reset.IsV6) return;
        reset.SetWord(4, (ushort)site.Dice.Below(65536));
        PacketWriting.Seal(reset);
    }
}
