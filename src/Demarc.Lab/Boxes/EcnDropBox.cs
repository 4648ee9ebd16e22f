using Demarc.Lab.Packets;
using Demarc.Wire;

namespace Demarc.Lab.Boxes;

/// <summary>Drops SYNs that ask for explicit congestion notification; the second one without it passes.</summary>
public sealed class EcnDropBox : Box
{
    private const TcpFlags Asks = TcpFlags.EcnEcho | TcpFlags.CongestionWindowReduced;

    public override bool Pass(Packet packet, IBoxSite site) => !TcpOptionNames.IsSyn(packet) || (TcpOptionNames.Flags(packet) & Asks) == TcpFlags.None;
}
