using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;
using Demarc.Wire;

namespace Demarc.Lab.Boxes;

/// <summary>A stateful firewall that forgets a TCP flow after some silence; only a SYN makes it known again.</summary>
public sealed class IdleTimeoutBox(long idle, bool resets) : Box
{
    private readonly FlowTable<long> _lastSeen = new();

    public static Box From(Parameters settings) =>
        new IdleTimeoutBox(BoxKinds.Nanoseconds(settings.Time("idle", TimeSpan.FromSeconds(4))), settings.Choice("then", "drop", "reset") == "reset");

    public override bool Pass(Packet packet, IBoxSite site)
    {
        if (!packet.IsTcp) return true;
        var flow = Flow.Of(packet);
        TcpView.TryParse(packet.Transport, out var tcp);
        var opens = (tcp.Flags & (TcpFlags.Syn | TcpFlags.Ack)) == TcpFlags.Syn;
        if (!opens && !(_lastSeen.TryGet(flow, out var last) && packet.At - last <= idle))
        {
            _lastSeen.Remove(flow);
            if (resets && (tcp.Flags & TcpFlags.Reset) == TcpFlags.None) Refusal.TcpReset(packet, site, 64);
            return false;
        }

        _lastSeen.Set(flow, packet.At);
        return true;
    }
}
