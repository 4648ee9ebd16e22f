using Demarc.Lab.Packets;
using Demarc.Wire;

namespace Demarc.Lab.Boxes;

/// <summary>A firewall that missed the window scale: it discards what lies beyond the window as it reads it.</summary>
public sealed class WindowClampBox : Box
{
    private readonly FlowTable<(uint ToServer, uint ToClient)> _limits = new();

    public override bool Pass(Packet packet, IBoxSite site)
    {
        if (!packet.IsTcp || !TcpView.TryParse(packet.Transport, out var tcp).IsComplete) return true;
        var flow = Flow.Of(packet);
        var known = _limits.TryGet(flow, out var limits);
        var limit = packet.ToServer ? limits.ToServer : limits.ToClient;
        var end = tcp.Sequence + (uint)tcp.Payload.Length;
        if (known && limit != 0 && tcp.Payload.Length > 0 && (int)(end - limit) > 0) return false;
        if ((tcp.Flags & TcpFlags.Ack) != TcpFlags.None)
        {
            var other = tcp.Acknowledgement + tcp.Window;
            _limits.Set(flow, packet.ToServer ? (limits.ToServer, other) : (other, limits.ToClient));
        }

        return true;
    }
}
