using Demarc.Lab.Packets;
using Demarc.Wire;

namespace Demarc.Lab.Boxes;

/// <summary>A stateful firewall on the way there that never sees the way back: to it no connection is ever answered, so it lets SYNs in and drops what follows.</summary>
public sealed class AsymmetricFirewallBox : Box
{
    public override bool Pass(Packet packet, IBoxSite site) =>
        !packet.IsTcp || TcpOptionNames.IsSyn(packet) || (TcpOptionNames.Flags(packet) & TcpFlags.Reset) != TcpFlags.None;
}
