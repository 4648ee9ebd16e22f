using Demarc.Lab.Packets;
using Demarc.Lab.Scenarios;

namespace Demarc.Lab.Boxes;

/// <summary>A server whose queue of connections is full now and then: SYNs are ignored by chance, or all of them during the busy part of each period.</summary>
public sealed class IgnoreSynBox(double share, long period, long busy) : Box
{
    public override bool Timed => period > 0;

    public static Box From(Parameters settings)
    {
        var period = BoxKinds.Nanoseconds(settings.Time("period", TimeSpan.Zero));
        var busy = BoxKinds.Nanoseconds(settings.Time("busy", TimeSpan.Zero));
        if (busy > period) settings.Fault(settings.LineOf("busy"), "busy is a part of period", "busy 应为 period 的一部分");
        return new IgnoreSynBox(settings.Share("share", period > 0 ? 1 : 0.5), period, busy);
    }

    public override bool Pass(Packet packet, IBoxSite site)
    {
        if (!TcpOptionNames.IsSyn(packet)) return true;
        if (period > 0 && packet.At % period >= busy) return true;
        return !site.Dice.Chance(share);
    }
}
