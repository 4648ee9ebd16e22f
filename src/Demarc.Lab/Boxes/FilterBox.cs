using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;
using Demarc.Wire;

namespace Demarc.Lab.Boxes;

/// <summary>A packet filter: what it concerns is refused.</summary>
public sealed class FilterBox(Refusal refusal, bool synOnly) : Box
{
    public static Box From(Parameters settings) => new FilterBox(Refusal.Read(settings), settings.Flag("syn-only", false));

    public override bool Pass(Packet packet, IBoxSite site)
    {
        if (synOnly && (!packet.IsTcp || ((TcpFlags)packet.Transport[13] & (TcpFlags.Syn | TcpFlags.Ack)) != TcpFlags.Syn)) return true;
        refusal.Answer(packet, site);
        return false;
    }
}
